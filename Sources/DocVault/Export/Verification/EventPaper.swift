internal import Foundation

/// A document and its digest: what an event says was attached, and a row says is there.
struct DocumentDigest: Hashable, Sendable {
    let document: UUID
    let digest: MerkleHash

    init?(document: String, digest: String) {
        guard let document = UUID(uuidString: document), let digest = Digest(digest),
            let hash = MerkleHash(digest.bytes)
        else { return nil }
        (self.document, self.digest) = (document, hash)
    }
}

/// Reads `events.jsonl` as it comes: each line's commitment and its place in the tree, and which documents the events that
/// are open speak of.
struct EventPaper: Sendable {
    static let path = "data/60_journal/events.jsonl"

    private struct Line: Decodable {
        let commitment: String
        let event: String?
        let proof: [String]
        let salt: String?
        let sequence: Int
    }

    private struct Body: Decodable {
        struct Subject: Decodable { let id: String, kind: String }
        let action: String
        let sequence: Int
        let subject: Subject
        let after: After?
    }

    /// The digest in what an event left behind, whatever else that is.
    private struct After: Decodable {
        let digest: String?

        private enum Key: CodingKey { case digest }

        init(from decoder: any Decoder) throws {
            digest = try? decoder.container(keyedBy: Key.self).decode(String.self, forKey: .digest)
        }
    }

    private let size: Int
    private let root: MerkleHash
    private(set) var count = 0
    private(set) var withheld = 0
    private(set) var attached: Set<DocumentDigest> = []
    private(set) var documents: Set<UUID> = []
    private(set) var lastSequence = -1
    private var lines = LineSplitter()

    init(_ checkpoint: Checkpoint) { (size, root) = (checkpoint.size, checkpoint.root) }

    mutating func take(_ bytes: [UInt8], _ problems: inout BagProblems) {
        var splitter = lines
        splitter.take(bytes[...]) { line, number in check(line, number, &problems) }
        lines = splitter
    }

    mutating func end(_ problems: inout BagProblems) {
        var splitter = lines
        splitter.end { line, number in check(line, number, &problems) }
        lines = splitter
        if lastSequence != size - 1 {
            problems.note(
                .unproved, Self.path, Sentence("verify.journal.lastEvent", ["sequence": .number(size - 1)]), .journal)
        }
    }

    private mutating func check(_ bytes: ArraySlice<UInt8>, _ number: Int, _ problems: inout BagProblems) {
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(bytes)),
            let commitment = Hexadecimal.decode(line.commitment), line.sequence > lastSequence
        else {
            return problems.note(
                .unproved, Self.path, Sentence("bag.manifestLine", ["line": .number(number)]), .journal)
        }
        lastSequence = line.sequence
        count += 1
        guard isInTree(line, commitment) else {
            return problems.note(
                .unproved, Self.path, Sentence("verify.journal.notInTree", ["sequence": .number(line.sequence)]),
                .journal)
        }
        guard let event = line.event, let salt = line.salt else {
            guard line.event == nil, line.salt == nil else { return noteOther(line, &problems) }
            return withheld += 1
        }
        guard let saltBytes = Hexadecimal.decode(salt),
            SaltedCommitment(to: Array(event.utf8), salt: saltBytes)?.entry == commitment,
            let body = try? JSONDecoder().decode(Body.self, from: Data(event.utf8)), body.sequence == line.sequence
        else { return noteOther(line, &problems) }
        guard body.action == JournalAction.documentAttached.rawValue,
            let document = DocumentDigest(document: body.subject.id, digest: body.after?.digest ?? "")
        else { return }
        attached.insert(document)
        documents.insert(document.document)
    }

    private func isInTree(_ line: Line, _ commitment: [UInt8]) -> Bool {
        guard commitment.count == MerkleHash.byteCount, line.proof.count <= 64 else { return false }
        let hashes = line.proof.compactMap { Base64.decode($0.utf8).flatMap { MerkleHash($0) } }
        guard hashes.count == line.proof.count else { return false }
        do throws(MerkleProofError) {
            try InclusionProof(index: line.sequence, size: size, hashes: hashes)
                .verify(leaf: MerkleTree.leafHash(of: commitment), root: root)
            return true
        } catch {
            return false
        }
    }

    private func noteOther(_ line: Line, _ problems: inout BagProblems) {
        problems.note(
            .unproved, Self.path, Sentence("verify.journal.otherEvent", ["sequence": .number(line.sequence)]), .journal)
    }
}
