internal import Synchronization

extension Vault {
    /// Makes sure that the bytes of a document are there, before somebody is promised them.
    /// - Throws: ``VaultError/blobCorrupt(_:)`` when they are not, as after damage was found and set aside.
    package func requirePresent(_ content: DocumentContent) async throws {
        guard try await blobs.descriptor(of: content.blob.digest) == content.blob else {
            throw VaultError.blobCorrupt(content.blob.digest)
        }
    }

    /// All bytes of a small document, proved to be what they were.
    /// - Throws: ``VaultError/blobCorrupt(_:)``.
    package func checkedBytes(of content: DocumentContent) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try await readChecked(content, piecesOf: max(1, Int(content.blob.sizeInBytes))) { bytes += $0 }
        } catch VaultError.blobNotFound(let digest) {
            throw VaultError.blobCorrupt(digest)
        }
        return bytes
    }

    /// Calls `consume` with all bytes of a document, the last of them only when the whole was found to be what it was.
    /// - Throws: ``VaultError/blobCorrupt(_:)``, and then `consume` has not had the last bytes; what it throws, unchanged.
    package func readChecked(
        _ content: DocumentContent, piecesOf size: Int? = nil, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        let blob = content.blob
        // Hashed by the threads that read, while what was read before is consumed.
        let hasher = Mutex(try DigestHasher())
        var (last, left): ([UInt8], Int64) = ([], blob.sizeInBytes)
        try await read(
            content, in: 0..<blob.sizeInBytes, piecesOf: size,
            inspecting: { piece in try hasher.withLock { try $0.update(piece) } },
            { piece in
                left -= Int64(piece.count)
                if left > 0 { try await consume(piece) } else { last = piece }
            })
        guard try hasher.withLock({ try $0.finish() }) == blob.digest else {
            // Read as a whole, a damaged copy is set aside.
            try? await blobs.read(blob.digest) { _ in }
            throw VaultError.blobCorrupt(blob.digest)
        }
        if !last.isEmpty { try await consume(last) }
    }
}
