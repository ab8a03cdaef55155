/// A document, and where it is used, as far as the one who asks may see.
public struct DocumentFacts: Hashable, Sendable {
    public let document: Document.ID
    /// The bytes of the latest version.
    public let blob: BlobDescriptor
    public let mediaType: MediaType
    public let uses: [DocumentUse]
}

extension Vault {
    /// A document, and where it is used in the dossiers that the actor may read.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``RetentionRefusal/documentDisposed(_:)`` for one that was disposed of.
    public func document(_ id: Document.ID) async throws -> DocumentFacts {
        try await database.view(.readDocument, of: .document(id), by: context) { connection, admission in
            if let tombstone = try TombstoneRecords.tombstone(of: id, in: connection) {
                throw VaultError.retentionRefused(.documentDisposed(tombstone))
            }
            let uses = try DocumentListRecords.uses(of: id, for: admission, in: connection)
            guard let latest = try DocumentRecords.latestVersion(of: id, in: connection) else {
                throw VaultError.documentNotFound(id.description)
            }
            return DocumentFacts(document: id, blob: latest.blob, mediaType: latest.mediaType, uses: uses)
        }
    }
}
