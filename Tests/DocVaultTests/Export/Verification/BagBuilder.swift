import Foundation
import VaultTestSupport

@testable import DocVault

/// Makes a bag of format 2 as `docs/formats/bag.md` describes it, by itself: what verifies bags is not judged by what
/// writes them.
struct BagBuilder {
    struct Piece {
        let name: String
        let bytes: [UInt8]
        let document = UUID().uuidString.lowercased()
        /// Whether the journal's event about it is there without its content.
        var isWithheld = false
        var isDisposedOf = false
        var volume: Int?

        var path: String { "data/20_requirements/E01/round-01/\(name)" }
        var digest: String { get throws { "sha256:\(try TestBag.digest(of: bytes))" } }
    }

    static let instant: Int64 = 1_774_000_000

    var pieces: [Piece] = [
        Piece(name: "0001_report_first.txt", bytes: Array("the first piece of them all\n".utf8)),
        Piece(name: "0002_invoice_second.bin", bytes: sampleBytes(3_000)),
        Piece(name: "0003_invoice_empty.bin", bytes: []),
        Piece(name: "0004_report_withheld.txt", bytes: Array("nobody tells when".utf8), isWithheld: true),
        Piece(name: "0005_report_gone.txt", bytes: Array("gone".utf8), isDisposedOf: true),
    ]
    let certificate: ExportCertificate
    private(set) var journal: TestJournal
    var code = "2024-LAUNCH-07"
    /// Which volume to make, and of how many.
    var place: (number: Int, count: Int)?
    /// A token of a time stamping authority over the tag manifest.
    var stamp: (([UInt8]) throws -> [UInt8])?
    /// What is done to the payload before the manifests are made.
    var editPayload: (inout TestBag) throws -> Void = { _ in }
    /// What is done to the tag files before they are sealed.
    var editTags: (inout TestBag) throws -> Void = { _ in }

    init(key: ExportCertificate.KeyKind = .p256) throws {
        certificate = try ExportCertificate.selfSigned(commonName: "Vault of the test", at: Self.instant, key: key)
        journal = try TestJournal()
    }

    /// The same for so many pieces: the journal has an event about each.
    func withJournal(of pieceCount: Int) throws -> BagBuilder {
        var builder = self
        builder.journal = try TestJournal(pieceCount: pieceCount)
        return builder
    }

    /// The keys as the agency would publish them.
    var keys: String { "\(journal.key)\n" }

    func build() throws -> TestBag {
        var bag = TestBag(name: "")
        if place?.number ?? 1 == 1 { try addPapers(to: &bag) }
        for piece in pieces where !piece.isDisposedOf && (piece.volume ?? 1) == (place?.number ?? 1) {
            bag[piece.path] = piece.bytes
        }
        try editPayload(&bag)
        let payload = bag.files
        let size = payload.reduce(0) { $0 + $1.bytes.count }
        bag.files = []
        bag[text: "bagit.txt"] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        bag[text: "bag-info.txt"] = information("\(size).\(payload.count)")
        let tags = bag.files
        bag.files = payload
        try bag.writeManifest("manifest-sha256.txt") { $0.hasPrefix("data/") }
        let manifest = bag.files.removeLast()
        bag.files = tags + [manifest]
        bag[text: "README.txt"] = "Read me.\n"
        bag[text: "metadata/bagit-profile.json"] = "{}\n"
        try editTags(&bag)
        try bag.writeManifest("tagmanifest-sha256.txt") { _ in true }
        try seal(&bag)
        bag.files += payload
        let state = String(try TestBag.digest(of: bag["manifest-sha256.txt"] ?? []).prefix(6))
        bag.name = "DV_\(code)_20260320_"
        bag.name += place.map { "s\(journal.size - 1)_v\($0.number)of\($0.count)" } ?? state
        return bag
    }

    private func information(_ oxum: String) -> String {
        var lines = [
            "Source-Organization: Innoviris", "External-Identifier: \(code)", "Bagging-Date: 2026-03-20",
            "Payload-Oxum: \(oxum)",
        ]
        if let place {
            lines += ["Bag-Group-Identifier: DV_\(code)_group", "Bag-Count: \(place.number) of \(place.count)"]
        }
        lines += [
            "BagIt-Profile-Identifier: urn:docvault:bagit-profile:2",
            "Bag-Software-Agent: DocVault bag format 2", "DocVault-Profile: dossier", "DocVault-Perspective: agency",
            "DocVault-Pieces: \(pieces.count) of \(pieces.count)", "DocVault-Sequence: \(journal.size - 1)",
            "DocVault-Origin: \(TestJournal.origin)",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    func seal(_ bag: inout TestBag) throws {
        let content = bag["tagmanifest-sha256.txt"] ?? []
        bag["seal/tagmanifest-sha256.txt.p7s"] = try CMSSignature.sign(
            content, certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM, at: Self.instant + 1)
        bag["seal/certificates.pem"] = certificate.certificatePEM
        if let stamp { bag["seal/tagmanifest-sha256.txt.tst"] = try stamp(content) }
    }

    private func addPapers(to bag: inout TestBag) throws {
        let columns = ["number", "volume", "file", "digest", "sizeInBytes", "originalName", "document", "disposition"]
        var csv = columns.joined(separator: ",") + "\r\n"
        var rows: [String] = []
        for (number, piece) in zip(1..., pieces) {
            var row = JSONObject()
            let file = piece.isDisposedOf ? "" : piece.path
            row["number"] = .integer(number)
            row["volume"] = piece.volume.map { .integer($0) }
            row["file"] = piece.isDisposedOf ? nil : .text(file)
            row["digest"] = .text(try piece.digest)
            row["sizeInBytes"] = .integer(piece.bytes.count)
            row["originalName"] = .text("a \"name\" with ]},{\\ in it, \(number)")
            row["document"] = .text(piece.document)
            row["disposition"] = piece.isDisposedOf ? .text("2026-1") : nil
            rows.append(row.text)
            csv += try "\(number),\(piece.volume.map(String.init) ?? ""),\(file),\(piece.digest),\(piece.bytes.count),"
            csv += "\"a \"\"name\"\" with \r\n, in it\",\(piece.document),\(piece.isDisposedOf ? "2026-1" : "")\r\n"
        }
        bag[text: "data/inventory.csv"] = csv
        bag[text: "data/inventory.json"] =
            #"{"format":"docvault-inventory/2","dossier":"\#(code)","rows":["#
            + rows.joined(separator: ",\n") + "\n]}\n"
        bag[text: "data/20_requirements/E01/requirement.json"] = "{}\n"
        try journal.write(pieces, into: &bag)
    }
}

/// A journal of a few events, of which a bag tells those of one dossier.
struct TestJournal {
    static let origin = "docvault/11111111-2222-3333-4444-555555555555"
    /// Events of others, before those about pieces.
    private static let before = 3

    let key: NoteVerifierKey
    let size: Int
    private let seed: [UInt8]

    init(pieceCount: Int = 5, seed: [UInt8] = SeededGenerator.key()) throws {
        self.seed = seed
        key = try Self.signer(seed).verifierKey
        size = Self.before + pieceCount
    }

    private static func signer(_ seed: [UInt8]) throws -> NoteSigner {
        guard let name = NoteKeyName(origin) else { throw TestError(1) }
        return try NoteSigner(name: name, privateKey: Ed25519PrivateKey(seed: seed))
    }

    func write(_ pieces: [BagBuilder.Piece], into bag: inout TestBag) throws {
        var bodies: [[UInt8]] = (0..<Self.before).map { Array("other event \($0)".utf8) }
        for piece in pieces {
            let body: CanonicalJSON = [
                "action": "document.attached", "after": ["digest": .string(try piece.digest), "name": "x"],
                "before": nil, "instant": "2026-03-20T10:00:00.000000Z", "sequence": .integer(Int64(bodies.count)),
                "subject": ["id": .string(piece.document), "kind": "document"],
            ]
            bodies.append(try body.canonicalBytes())
        }
        let commitments = bodies.map { SaltedCommitment(to: $0, salt: sampleBytes(32, seed: UInt64($0.count)))! }
        let leaves = commitments.map(\.leafHash)
        var lines = ""
        for (index, piece) in pieces.enumerated() {
            let sequence = Self.before + index
            var line: [(key: String, value: CanonicalJSON)] = [
                ("commitment", .string(Hexadecimal.encode(commitments[sequence].entry))),
                ("sequence", .integer(Int64(sequence))),
                ("proof", .array(NaiveTree.path(sequence, leaves[...]).map { .string(Base64.encode($0.bytes)) })),
            ]
            if !piece.isWithheld {
                line.append(("event", .string(String(decoding: bodies[sequence], as: UTF8.self))))
                line.append(("salt", .string(Hexadecimal.encode(commitments[sequence].salt))))
            }
            let text = try CanonicalJSON.object(CanonicalJSON.Object(line)).canonicalBytes()
            lines += String(decoding: text, as: UTF8.self) + "\n"
        }
        let note = try Checkpoint(origin: Self.origin, size: leaves.count, root: NaiveTree.root(leaves[...]))
            .signed(with: Self.signer(seed))
        let folder = "data/60_journal"
        bag[text: "\(folder)/events.jsonl"] = lines
        bag["\(folder)/checkpoint"] = note.bytes
        bag[text: "\(folder)/keys.txt"] = "\(key)\n"
        bag["\(folder)/checkpoint.body"] = note.text
        bag["\(folder)/checkpoint.sig"] = try Self.signer(seed).sign(note.text)
        bag["\(folder)/journal-key.pem"] = try key.publicKey.pem()
    }
}

extension SeededGenerator {
    fileprivate static func key() -> [UInt8] {
        var generator = SeededGenerator()
        return generator.bytes(32)
    }
}
