/// The code of a disposition case, `DC-2033-001`.
public struct DispositionCode: Code {
    public static let form = DossierCode.form
    public let text: String

    public init?(_ text: String) {
        guard DossierCode(text) != nil else { return nil }
        self.text = text
    }
}

/// The decided end of documents: proposed by one person, approved by another, executed after a grace.
public struct DispositionCase: Hashable, Sendable {
    public typealias ID = Identifier<DispositionCase>

    public enum Action: String, CaseIterable, Sendable {
        case destroy
        /// Handed over to an archive first; the vault keeps the tombstone.
        case transfer
    }

    public enum State: String, CaseIterable, Sendable {
        case proposed, approved, executing, executed, partlyExecuted, cancelled

        /// Whether something may still be decided about it.
        var isOpen: Bool { self == .proposed || self == .approved }
    }

    public let code: DispositionCode
    public let action: Action
    public let state: State
    public let reason: String
    /// The digest of the list: who approves names it, so that nobody approves a list that they have not seen.
    public let listDigest: Digest
    public let policyVersion: Int
    public let proposedBy: String
    public let proposedAt: Instant
    public let approvedBy: String?
    /// The reference of who must allow it outside the agency.
    public let authorisation: String?
    /// The first day on which it may be executed.
    public let executableOn: CivilDate?
    public let executedBy: String?
    public let executedAt: Instant?
    /// The place in the journal of the event that seals the certificate.
    public let certificateEvent: Int?
    /// How many items are in which state.
    public let counts: [DispositionItem.State: Int]

    public var documentCount: Int { counts.values.reduce(0, +) }
}

/// One document of a case.
public struct DispositionItem: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        case proposed
        /// Taken out of the list by a reviewer.
        case excluded
        /// Kept, because something stood against it when its turn came.
        case blocked
        /// Buried; its bytes are being removed.
        case shredding
        /// Its bytes are gone.
        case destroyed
        /// Buried; the bytes stay for another document.
        case linkEnded
    }

    public let position: Int
    public let document: Document.ID
    public let dossier: DossierCode
    public let blob: BlobDescriptor
    /// The last day that it had to be kept.
    public let lastDayKept: CivilDate
    public let state: State
    /// Why it was excluded or blocked.
    public let reason: String?

    /// The item as a line of the list that is approved.
    var listed: CanonicalJSON {
        [
            "digest": .string(blob.digest.description), "document": .string(document.description),
            "dossier": .string(dossier.text), "lastDayKept": .string(lastDayKept.description),
        ]
    }
}

/// The digest of a list in canonical JSON, taken item by item: memory does not grow with their number.
struct ListDigest: ~Copyable {
    private var hasher: DigestHasher
    private(set) var count = 0

    init() throws { hasher = try DigestHasher() }

    mutating func add(_ item: CanonicalJSON) throws {
        try hasher.update([count == 0 ? UInt8(ascii: "[") : UInt8(ascii: ",")] + item.canonicalBytes())
        count += 1
    }

    mutating func finish() throws -> Digest {
        try hasher.update(Array((count == 0 ? "[]" : "]").utf8))
        return try hasher.finish()
    }
}
