/// What remains of a document that was disposed of: no name, no title, no person.
public struct Tombstone: Hashable, Sendable {
    public let document: Document.ID
    public let dossier: DossierCode
    public let digest: Digest
    public let sizeInBytes: Int64
    public let mediaType: String
    /// The case that decided it.
    public let disposition: DispositionCode
    public let action: DispositionCase.Action
    /// The duties that had run out, in canonical JSON: schedule, version, fact, last day.
    public let obligations: String
    public let filedAt: Instant
    public let disposedAt: Instant
}
