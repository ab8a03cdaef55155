/// What was handed in for a requirement at one moment: a sealed list that resolves to the same bytes for good.
public struct Submission: Hashable, Sendable {
    public typealias ID = Identifier<Submission>

    /// One line of the sealed list.
    public struct Piece: Hashable, Sendable {
        public let attachment: Attachment.ID
        public let document: Document.ID
        public let version: Int
        public let blob: BlobDescriptor
        public let name: String
        public let piece: PieceCode
        /// The facts as they were, in canonical JSON (RFC 8785).
        public let facts: String
    }

    public let id: ID
    /// From 1 up; a round after the first answers a return.
    public let round: Int
    public let submittedAt: Instant
    /// Who submitted, as events name them: `person:` and an identifier, or `operator:` and an account.
    public let submittedBy: String
    /// Whether it came after the due date. It is accepted all the same, and marked.
    public let isLate: Bool
    /// Why it was submitted despite warnings.
    public let reason: String?
    /// The digest of ``pieces`` in canonical JSON: what the journal's event commits to.
    public let listDigest: Digest
    public let pieces: [Piece]
    /// What an agent decided; `nil` while it waits.
    public let decision: Decision?
}

/// What an agent decided on a submission.
public struct Decision: Hashable, Sendable {
    public enum Outcome: String, CaseIterable, Sendable { case approved, returned }

    public let outcome: Outcome
    public let reason: String?
    public let decidedBy: String
    public let decidedAt: Instant
    /// Why single pieces were returned.
    public let pieceReasons: [Attachment.ID: String]
}

/// What is different in a round from the one before.
public struct RoundChanges: Hashable, Sendable {
    public let added: [Submission.Piece]
    public let removed: [Submission.Piece]
    /// The same document, with other facts.
    public let changed: [Submission.Piece]

    /// Compares what was handed in with what was before. Two pieces are the same when document, version and kind are.
    init(from old: [Submission.Piece], to new: [Submission.Piece]) {
        let before = Dictionary(old.map { ($0.identity, $0) }) { first, _ in first }
        let after = Set(new.map(\.identity))
        added = new.filter { before[$0.identity] == nil }
        removed = old.filter { !after.contains($0.identity) }
        changed = new.filter { piece in before[piece.identity].map { $0.facts != piece.facts } ?? false }
    }
}

extension Submission.Piece {
    fileprivate struct Identity: Hashable {
        let document: Document.ID
        let version: Int
        let piece: PieceCode
    }

    fileprivate var identity: Identity { Identity(document: document, version: version, piece: piece) }

    var canonical: CanonicalJSON {
        get throws {
            [
                "digest": .string(blob.digest.description), "document": .string(document.description),
                "facts": try CanonicalJSON(canonical: Array(facts.utf8)), "name": .string(name),
                "piece": .string(piece.text), "sizeInBytes": .integer(blob.sizeInBytes),
                "version": .integer(Int64(version)),
            ]
        }
    }
}
