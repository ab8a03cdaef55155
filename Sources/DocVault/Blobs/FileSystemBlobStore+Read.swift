internal import Synchronization
internal import SystemPackage

extension FileSystemBlobStore: OpenableBlobStore {
    /// How much a reader is given at once. Arrays of more than 128 KiB go back to the kernel when they are freed, and
    /// getting them again costs more than reading them.
    private static let chunkSize: Int64 = 1 << 16

    public func read(_ digest: Digest, _ consume: ([UInt8]) async throws -> Void) async throws {
        try await executor.run {
            let file = try openBlob(digest)
            var hasher = try hashing { () throws(OpenSSLError) in try DigestHasher(digest.algorithm) }
            try await forEachChunk(of: file, in: 0..<Int64.max) { chunk in
                try hasher.update(chunk)
                try await consume(chunk)
            }
            if try hashing({ () throws(OpenSSLError) in try hasher.finish() }) != digest {
                try setAsideDamaged(digest, file)
                throw VaultError.blobCorrupt(digest)
            }
        }
    }

    public func read(
        _ digest: Digest, in range: Range<Int64>, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        try await executor.run {
            try await forEachChunk(of: try openBlob(digest), in: range, consume)
        }
    }

    func open(_ blob: BlobDescriptor) throws(VaultError) -> OpenBlob {
        OpenBlob(blob, try openBlob(blob.digest), fileSystem)
    }

    private func openBlob(_ digest: Digest) throws(VaultError) -> OpenFile {
        do throws(SystemCallFailure) {
            return try fileSystem.open(layout.blob(digest))
        } catch {
            throw error.errno == .noSuchFileOrDirectory ? .blobNotFound(digest) : VaultError(error)
        }
    }

    private func forEachChunk(
        of file: OpenFile, in range: Range<Int64>, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        let size = try onVault { () throws(SystemCallFailure) in try fileSystem.status(of: file).sizeInBytes }
        let part = range.clamped(to: 0..<size)
        var offset = part.lowerBound
        while offset < part.upperBound {
            let length = Int(min(part.upperBound - offset, Self.chunkSize))
            let chunk = try chunk(of: file, at: offset, length: length)
            guard !chunk.isEmpty else { break }
            try await consume(chunk)
            offset += Int64(chunk.count)
        }
    }

    private func chunk(of file: OpenFile, at offset: Int64, length: Int) throws(VaultError) -> [UInt8] {
        var failure: SystemCallFailure?
        let chunk = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            do throws(SystemCallFailure) {
                count = try fileSystem.read(file, at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                count = 0
                failure = error
            }
        }
        if let failure { throw VaultError(failure) }
        return chunk
    }

    /// Sets the copy behind an open file aside, unless a good one has taken its name meanwhile.
    private func setAsideDamaged(_ digest: Digest, _ file: OpenFile) throws(VaultError) {
        try repair.withLock { _ throws(VaultError) in
            do throws(SystemCallFailure) {
                guard try fileSystem.status(at: layout.blob(digest))?.inode == fileSystem.status(of: file).inode
                else { return }
                try setAside(digest)
            } catch {
                // A vault that cannot be written to keeps the damaged copy where it is; the reader is told all the same.
                guard error.errno == .readOnlyFileSystem || error.errno == .permissionDenied else {
                    throw VaultError(error)
                }
            }
        }
    }
}
