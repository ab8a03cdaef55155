/// Compares what is in a bag with what its manifests name (RFC 8493 §3).
struct BagCheck {
    private let contents: BagContents
    private var problems: [BagProblem] = []
    private var found: [String: BlobDescriptor] = [:]

    init(_ contents: BagContents) { self.contents = contents }

    func report() -> BagReport {
        var check = self
        return check.run()
    }

    private mutating func run() -> BagReport {
        let bagName = contents.files.first.map { String($0.path.prefix { $0 != "/" }) } ?? ""
        for path in contents.notFiles { note(.unsafe, inBag(path, bagName) ?? path, Sentence("bag.notAFile")) }
        for file in contents.files { collect(file, bagName) }
        checkDeclaration(text("bagit.txt", bagName))
        let payload = manifest("manifest-sha256.txt", bagName)
        let tags = manifest("tagmanifest-sha256.txt", bagName)
        if let payload { compare(payload.filter { !$0.key.hasPrefix("data/") }.keys) }
        compare(payload ?? [:], with: found.filter { $0.key.hasPrefix("data/") })
        // A tag manifest lists every other tag file, but not itself and not other tag manifests (RFC 8493 §2.2.1).
        compare(tags ?? [:], with: found.filter { !$0.key.hasPrefix("data/") && !$0.key.hasPrefix("tagmanifest-") })
        checkOxum(text("bag-info.txt", bagName))
        var report = BagReport()
        report.bagName = bagName
        report.fileCount = found.count
        report.sizeInBytes = contents.files.reduce(0) { $0 + $1.blob.sizeInBytes }
        report.problems = problems.sorted { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
        return report
    }

    private mutating func note(_ kind: BagProblem.Kind, _ path: String, _ detail: Sentence? = nil) {
        problems.append(BagProblem(kind: kind, path: path, detail: detail))
    }

    private mutating func collect(_ file: BagContents.File, _ bagName: String) {
        guard let path = inBag(file.path, bagName), Self.isSafe(file.path) else {
            note(.unsafe, file.path, Sentence("bag.leadsOut"))
            return
        }
        if found.updateValue(file.blob, forKey: path) != nil { note(.repeated, path) }
    }

    private func inBag(_ path: String, _ bagName: String) -> String? {
        guard path.hasPrefix(bagName + "/") else { return nil }
        return String(path.dropFirst(bagName.count + 1))
    }

    private static func isSafe(_ path: String) -> Bool {
        !path.hasPrefix("/")
            && !path.split(separator: "/", omittingEmptySubsequences: false).contains { ["", ".", ".."].contains($0) }
    }

    private mutating func text(_ name: String, _ bagName: String) -> String? {
        guard let bytes = contents.tagFiles["\(bagName)/\(name)"] else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            note(.malformed, name, Sentence("bag.notUTF8"))
            return nil
        }
        return text
    }

    /// Lines end with LF, CR or both (RFC 8493 §2.1.3); the other line separators of Unicode are characters like any other.
    private static func endsLine(_ character: Character) -> Bool { ["\n", "\r", "\r\n"].contains(character) }

    private mutating func checkDeclaration(_ text: String?) {
        guard let text else { return note(.missing, "bagit.txt", Sentence("bag.noDeclaration")) }
        let lines = text.split(whereSeparator: Self.endsLine)
        guard lines.count == 2, lines[0].hasPrefix("BagIt-Version: "), lines[1] == "Tag-File-Character-Encoding: UTF-8"
        else { return note(.malformed, "bagit.txt", Sentence("bag.otherDeclaration")) }
    }

    /// The digests that a manifest names, by path.
    private mutating func manifest(_ name: String, _ bagName: String) -> [String: Digest]? {
        guard let text = text(name, bagName) else {
            note(.missing, name, Sentence("bag.noManifest"))
            return nil
        }
        var digests: [String: Digest] = [:]
        for (index, line) in text.split(whereSeparator: Self.endsLine).enumerated() {
            let parts = line.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
            guard parts.count == 2, let digest = Digest(algorithm: .sha256, hexadecimal: parts[0].lowercased()),
                let path = Self.decoded(parts[1].drop { $0 == " " || $0 == "*" }), Self.isSafe(path)
            else {
                note(.malformed, name, Sentence("bag.manifestLine", ["line": .number(index + 1)]))
                continue
            }
            if digests.updateValue(digest, forKey: path) != nil {
                note(.repeated, path, Sentence("bag.repeatedIn", ["name": .text(name)]))
            }
        }
        return digests
    }

    /// A path of a manifest, where a percent sign and the ends of lines are percent-encoded (RFC 8493 §2.1.3).
    private static func decoded(_ path: Substring) -> String? {
        path.isEmpty
            ? nil : String(path).replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%25", with: "%")
    }

    private mutating func compare(_ misplaced: some Sequence<String>) {
        for path in misplaced {
            note(.malformed, "manifest-sha256.txt", Sentence("bag.notPayload", ["path": .quoted(path)]))
        }
    }

    private mutating func compare(_ named: [String: Digest], with present: [String: BlobDescriptor]) {
        for (path, digest) in named {
            guard let blob = present[path] else {
                note(.missing, path)
                continue
            }
            if blob.digest != digest {
                note(
                    .damaged, path,
                    Sentence(
                        "bag.otherDigest",
                        ["found": .text(blob.digest.hexadecimal), "named": .text(digest.hexadecimal)]))
            }
        }
        for path in present.keys where named[path] == nil { note(.extra, path, Sentence("bag.notNamed")) }
    }

    /// Compares the size and count that `bag-info.txt` gives, if it does (RFC 8493 §2.2.2).
    private mutating func checkOxum(_ text: String?) {
        let label = "Payload-Oxum:"
        let lines = text?.split(whereSeparator: Self.endsLine)
        guard let line = lines?.first(where: { $0.hasPrefix(label) }) else { return }
        let payload = found.filter { $0.key.hasPrefix("data/") }.values
        let oxum = "\(payload.reduce(0) { $0 + $1.sizeInBytes }).\(payload.count)"
        let stated = line.dropFirst(label.count).drop { $0 == " " }
        if stated != oxum {
            note(
                .malformed, "bag-info.txt",
                Sentence("bag.otherOxum", ["stated": .text(visible(String(stated))), "found": .text(oxum)]))
        }
    }
}
