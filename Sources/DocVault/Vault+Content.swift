/// The bytes of a document that somebody may read, before they are read.
public struct DocumentContent: Hashable, Sendable {
    public let document: Document.ID
    public let blob: BlobDescriptor
    public let name: OriginalName
    public let mediaType: MediaType
    public let recordedAt: Instant
}

extension Vault {
    /// What the latest version of a document is. Having it is the leave to read its bytes.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``RetentionRefusal/documentDisposed(_:)`` for one that was disposed of.
    public func content(of document: Document.ID) async throws -> DocumentContent {
        try await database.view(.readDocument, of: .document(document), by: context) { connection, _ in
            if let tombstone = try TombstoneRecords.tombstone(of: document, in: connection) {
                throw VaultError.retentionRefused(.documentDisposed(tombstone))
            }
            guard let content = try DocumentRecords.content(of: document, in: connection) else {
                throw VaultError.documentNotFound(document.description)
            }
            return content
        }
    }

    /// Calls `consume` with the bytes of a range, cut to what there is, in order; while it is busy, the next are read.
    ///
    /// The bytes are not compared with the digest: that takes the whole blob, and ``read(_:_:)`` does it.
    /// - Parameter size: How many bytes are handed on at once.
    /// - Throws: ``VaultError/blobNotFound(_:)`` before the first call; whatever `consume` throws, unchanged.
    public func read(
        _ content: DocumentContent, in range: Range<Int64>, piecesOf size: Int = 256 << 10,
        _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        guard let store = blobs as? any OpenableBlobStore else {
            return try await blobs.read(content.blob.digest, in: range, consume)
        }
        let part = range.clamped(to: 0..<content.blob.sizeInBytes)
        guard !part.isEmpty else { return }
        let first = part.lowerBound..<min(part.upperBound, part.lowerBound + Int64(size))
        // One visit to the other threads for a small document: opened and read there.
        let (blob, bytes) = try await executor.run {
            let blob = try store.open(content.blob)
            return (blob, try blob.bytes(in: first))
        }
        var (piece, end) = (bytes, first.upperBound)
        while end < part.upperBound {
            let next = end..<min(part.upperBound, end + Int64(size))
            let ahead = Task(executorPreference: executor.taskExecutor) { try blob.bytes(in: next) }
            try await consume(piece)
            piece = try await ahead.value
            end = next.upperBound
        }
        try await consume(piece)
    }

    /// Lends the open file of a document's bytes, for a kernel that can send it by itself; `nil` where there is no file.
    /// - Throws: ``VaultError/blobNotFound(_:)``; whatever `body` throws, unchanged.
    public func withOpenBlob<Value>(
        _ content: DocumentContent, _ body: (OpenBlob?) async throws -> Value
    ) async throws -> Value {
        guard let store = blobs as? any OpenableBlobStore else { return try await body(nil) }
        let blob = try await executor.run { try store.open(content.blob) }
        return try await body(blob)
    }
}
