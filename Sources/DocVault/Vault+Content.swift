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
    /// - Parameter size: How many bytes are handed on at once; `nil` for few at first, and more of what goes on.
    /// - Throws: ``VaultError/blobNotFound(_:)`` before the first call; whatever `consume` throws, unchanged.
    public func read(
        _ content: DocumentContent, in range: Range<Int64>, piecesOf size: Int? = nil,
        _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        try await read(content, in: range, piecesOf: size, inspecting: { _ in }, consume)
    }

    /// - Parameter inspect: Called with the same bytes on the threads that read, which are ahead: in order, one at a time.
    func read(
        _ content: DocumentContent, in range: Range<Int64>, piecesOf size: Int? = nil,
        inspecting inspect: @escaping @Sendable ([UInt8]) throws -> Void, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        guard let store = blobs as? any OpenableBlobStore else {
            return try await blobs.read(content.blob.digest, in: range) { piece in
                try inspect(piece)
                try await consume(piece)
            }
        }
        let part = range.clamped(to: 0..<content.blob.sizeInBytes)
        guard !part.isEmpty else { return }
        let first = Self.piece(at: part.lowerBound, of: part, size)
        // One visit to the other threads for a small document: opened and read there.
        let (blob, bytes) = try await executor.run {
            let blob = try store.open(content.blob)
            let bytes = try blob.bytes(in: first)
            try inspect(bytes)
            return (blob, bytes)
        }
        var (piece, end) = (bytes, first.upperBound)
        while end < part.upperBound {
            let next = Self.piece(at: end, of: part, size)
            let ahead = Task(executorPreference: executor.taskExecutor) {
                let bytes = try blob.bytes(in: next)
                try inspect(bytes)
                return bytes
            }
            try await consume(piece)
            piece = try await ahead.value
            end = next.upperBound
        }
        try await consume(piece)
    }

    /// The next piece to read. Two or three of them are in memory for each reader: for as long as it may be one who stops
    /// reading at once, which hundreds may do, they are small. With small ones a large file takes half as long again.
    private static func piece(at start: Int64, of part: Range<Int64>, _ size: Int?) -> Range<Int64> {
        let usual: Int64 = start - part.lowerBound < 8 << 20 ? 64 << 10 : 512 << 10
        return start..<min(part.upperBound, start + (size.map(Int64.init) ?? usual))
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
