import Foundation

@testable import DocVault

extension ConformanceCase {
    /// A bag of this kind.
    func bag() throws -> TestBag {
        var maker = ConformanceMaker()
        try settle(&maker)
        return try maker.make()
    }

    private func settle(_ maker: inout ConformanceMaker) throws {
        switch self {
        case .oldest: maker.version = "0.93"
        case .version094: maker.version = "0.94"
        case .version095: maker.version = "0.95"
        case .version096: maker.version = "0.96"
        case .version097: maker.version = "0.97"
        case .md5: maker.algorithms = [.md5]
        case .sha1: maker.algorithms = [.sha1]
        case .sha224: maker.algorithms = [.sha224]
        case .sha384: maker.algorithms = [.sha384]
        case .sha512: maker.algorithms = [.sha512]
        case .severalManifests: maker.algorithms = [.sha256, .sha512]
        case .utf16: maker.encoding = ("UTF-16", .utf16)
        case .latin1: maker.encoding = ("ISO-8859-1", .isoLatin1)
        case .emptyFile: maker.payload["data/empty"] = []
        case .hiddenFile: maker.payload["data/.hidden"] = [1]
        case .unicodeName: maker.payload["data/é/\u{1F9FE}.txt"] = [1]
        case .percentEncoded: maker.payload["data/100%25.txt"] = [1]
        case .percentBefore10:
            maker.version = "0.97"
            maker.payload["data/100%25.txt"] = [1]
        case .emptyPayload: maker.payload = [:]
        case .noPayload: maker.payload = [:]
        case .tagFolder: maker.tags["notes/more.txt"] = [1]
        case .differentCase: maker.payload["data/A.txt"] = [1]
        case .differentNormalisation:
            maker.payload["data/\u{e9}.txt"] = [1]
            maker.manifestEnd = try TestBag.digest(of: [1]) + "  data/e\u{301}.txt\n"
        case .foldedMetadata: maker.information += "Long: one\n two\n\tthree\n"
        case .repeatedMetadata: maker.information += "Contact-Name: A\nContact-Name: B\n"
        case .bagCount: maker.information += "Bag-Count: 1 of ?\n"
        case .wrongBagCount: maker.information += "Bag-Count: 3 of 2\n"
        case .malformedBagInfo: maker.information += "no colon here\n"
        case .oxum: maker.information += "Payload-Oxum: 12.2\n"
        case .wrongOxum: maker.information += "Payload-Oxum: 13.2\n"
        case .repeatedOxum: maker.information += "Payload-Oxum: 12.2\nPayload-Oxum: 12.2\n"
        case .repeatedOxumDiffers: maker.information += "Payload-Oxum: 12.2\nPayload-Oxum: 12.3\n"
        case .localFetch: maker.tags["fetch.txt"] = Array("http://example.org/a - data/a.txt\n".utf8)
        case .fetchOutside: maker.tags["fetch.txt"] = Array("http://example.org/a 3 data/../x\n".utf8)
        case .fetchMalformed: maker.tags["fetch.txt"] = Array("http://example.org/a\n".utf8)
        case .fetchAbsent:
            maker.tags["fetch.txt"] = Array("http://example.org/a - data/far.txt\n".utf8)
            maker.manifestEnd = String(repeating: "0", count: 64) + "  data/far.txt\n"
        case .declarationWhiteSpace: maker.declaration = "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n"
        case .byteOrderMark: maker.declaration = "\u{feff}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        case .noEncoding: maker.declaration = "BagIt-Version: 1.0\n"
        case .noVersion: maker.declaration = "Tag-File-Character-Encoding: UTF-8\n"
        case .unknownVersion: maker.version = "2.0"
        case .unknownEncoding: maker.declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: KOI8-R\n"
        case .moreLines: maker.declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: x\n"
        case .moreLinesBefore10:
            maker.declaration = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\nMore: x\n"
        case .absolutePath, .upwardPath, .homePath, .drivePath, .tagInManifest:
            let path = self == .tagInManifest ? "bagit.txt" : self.path ?? ""
            maker.manifestEnd = String(repeating: "0", count: 64) + "  \(path)\n"
        case .malformedLine: maker.manifestEnd = "this is no line of a manifest\n"
        case .shortDigest: maker.manifestEnd = "abcdef  data/a.txt\n"
        case .repeatedLine: maker.manifestEnd = try TestBag.digest(of: Array("first".utf8)) + "  data/a.txt\n"
        case .repeatedOtherDigest: maker.manifestEnd = String(repeating: "0", count: 64) + "  data/a.txt\n"
        case .payloadInTagManifest:
            maker.tagManifestEnd = try TestBag.digest(of: Array("first".utf8)) + "  data/a.txt\n"
        case .byteOrderMarkInManifest: maker.editManifest = { "\u{feff}" + $0 }
        case .upperCaseDigests:
            maker.editManifest = { text in
                text.split(separator: "\n").map { $0.prefix(64).uppercased() + $0.dropFirst(64) + "\n" }.joined()
            }
        case .crlf: maker.editManifest = { $0.replacing("\n", with: "\r\n") }
        case .carriageReturns: maker.editManifest = { $0.replacing("\n", with: "\r") }
        case .blankLines: maker.editManifest = { "\n" + $0.replacing("\n", with: "\n\n\r\n") }
        case .noLastLineEnd: maker.editManifest = { String($0.dropLast()) }
        case .tabs: maker.editManifest = { $0.replacing("  ", with: "\t \t") }
        case .md5sumMarker: maker.editManifest = { $0.replacing("  ", with: " *") }
        case .leadingDot: maker.editManifest = { $0.replacing("  ", with: "  ./") }
        case .otherNormalisationInManifest:
            maker.payload["data/\u{e9}.txt"] = [1]
            maker.editManifest = { $0.replacing("\u{e9}", with: "e\u{301}") }
        case .extraInOneManifest, .manifestInSomeBefore10:
            maker.algorithms = [.sha256, .sha512]
            maker.version = self == .extraInOneManifest ? "1.0" : "0.97"
            maker.editManifest = {
                $0.split(separator: "\n").filter { !$0.hasSuffix("a.txt") }.map { $0 + "\n" }.joined()
            }
        case .basic, .withoutBagInfo, .withoutTagManifest, .unlistedTagFile, .unknownAlgorithm, .corruptData,
            .corruptTag,
            .missingData, .missingTag, .extraFile, .noDeclaration, .noManifest, .notUTF8:
            break
        }
        maker.spoil = spoil
    }

    /// What happens to the bag when it is made.
    private func spoil(_ bag: inout TestBag) {
        switch self {
        case .withoutBagInfo:
            bag["bag-info.txt"] = nil
            bag["tagmanifest-sha256.txt"] = nil
        case .withoutTagManifest: bag["tagmanifest-sha256.txt"] = nil
        case .unlistedTagFile: bag[text: "notes/more.txt"] = "x"
        case .unknownAlgorithm: bag[text: "manifest-whirlpool.txt"] = "00  data/a.txt\n"
        case .differentNormalisation: bag["data/e\u{301}.txt"] = [1]
        case .corruptData: bag[text: "data/a.txt"] = "fIrst"
        case .corruptTag: bag[text: "bag-info.txt"] += "More: x\n"
        case .missingData: bag["data/a.txt"] = nil
        case .missingTag:
            bag[text: "tagmanifest-sha256.txt"] += String(repeating: "0", count: 64) + "  notes/more.txt\n"
        case .extraFile:
            let lines = bag[text: "manifest-sha256.txt"].split(separator: "\n").filter { !$0.hasSuffix("a.txt") }
            bag[text: "manifest-sha256.txt"] = lines.map { $0 + "\n" }.joined()
            bag["tagmanifest-sha256.txt"] = nil
        case .noDeclaration:
            bag["bagit.txt"] = nil
            bag["tagmanifest-sha256.txt"] = nil
        case .noManifest:
            bag["manifest-sha256.txt"] = nil
            bag["tagmanifest-sha256.txt"] = nil
        case .notUTF8:
            bag["manifest-sha256.txt"]? +=
                Array(repeating: 0x30, count: 64) + [0x20, 0x20] + Array("data/".utf8) + [0xff, 0x0a]
            bag["tagmanifest-sha256.txt"] = nil
        default: break
        }
    }
}

/// Makes a bag that is right, but for what it is told to do.
struct ConformanceMaker {
    var version = "1.0"
    var algorithms: [ManifestAlgorithm] = [.sha256]
    var encoding = (name: "UTF-8", value: String.Encoding.utf8)
    var payload: [String: [UInt8]] = ["data/a.txt": Array("first".utf8), "data/b/c.txt": Array("another".utf8)]
    var tags: [String: [UInt8]] = [:]
    var information = "Source-Organization: A\n"
    var declaration: String?
    var editManifest: (String) -> String = { $0 }
    var manifestEnd = ""
    var tagManifestEnd = ""
    var spoil: (inout TestBag) -> Void = { _ in }

    func make() throws -> TestBag {
        var bag = TestBag(name: "bag")
        bag[text: "bagit.txt"] =
            declaration ?? "BagIt-Version: \(version)\nTag-File-Character-Encoding: \(encoding.name)\n"
        bag[["0.93", "0.94", "0.95"].contains(version) ? "package-info.txt" : "bag-info.txt"] = try encoded(information)
        for (path, bytes) in tags { bag[path] = bytes }
        let before10 = version < "1"
        for (number, algorithm) in algorithms.enumerated() {
            let lines = try payload.sorted { $0.key < $1.key }.map { path, bytes in
                let named = before10 ? path : path.replacing("%", with: "%25")
                return "\(try TestBag.digest(of: bytes, algorithm))  \(named)\n"
            }
            let text = lines.joined() + manifestEnd
            bag["manifest-\(algorithm.rawValue).txt"] = try encoded(
                number == algorithms.count - 1 ? editManifest(text) : text)
        }
        let named = bag.files
        for algorithm in algorithms {
            let lines = try named.map { "\(try TestBag.digest(of: $0.bytes, algorithm))  \($0.path)\n" }
            bag["tagmanifest-\(algorithm.rawValue).txt"] = try encoded(lines.joined() + tagManifestEnd)
        }
        for (path, bytes) in payload { bag[path] = bytes }
        spoil(&bag)
        return bag
    }

    private func encoded(_ text: String) throws -> [UInt8] {
        guard let data = text.data(using: encoding.value) else {
            throw CocoaError(.fileWriteInapplicableStringEncoding)
        }
        return Array(data)
    }
}
