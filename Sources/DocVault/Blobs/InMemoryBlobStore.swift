internal import Synchronization

/// Blobs in memory, for tests and for trying out: gone with the process, and otherwise like any other store.
public final class InMemoryBlobStore: BlobStore {
    private let blobs = Mutex<[Digest: [UInt8]]>([:])

    public init() {}

    public func put<Content: AsyncSequence & Sendable>(_ content: Content) async throws -> BlobDeposit
    where Content.Element == [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in content { bytes += chunk }
        let whole = bytes
        let digest = try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: whole) }
        let isNew = blobs.withLock { $0.updateValue(whole, forKey: digest) == nil }
        return BlobDeposit(
            descriptor: BlobDescriptor(digest: digest, sizeInBytes: Int64(whole.count)),
            mediaType: MediaType(sniffing: whole), outcome: isNew ? .stored : .alreadyPresent)
    }

    public func descriptor(of digest: Digest) async throws -> BlobDescriptor? {
        blobs.withLock { $0[digest] }.map { BlobDescriptor(digest: digest, sizeInBytes: Int64($0.count)) }
    }

    public func read(_ digest: Digest, _ consume: ([UInt8]) async throws -> Void) async throws {
        try await read(digest, in: 0..<Int64.max, consume)
    }

    public func read(
        _ digest: Digest, in range: Range<Int64>, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        guard let bytes = blobs.withLock({ $0[digest] }) else { throw VaultError.blobNotFound(digest) }
        let part = range.clamped(to: 0..<Int64(bytes.count))
        for start in stride(from: Int(part.lowerBound), to: Int(part.upperBound), by: 65_536) {
            try await consume(Array(bytes[start..<min(start + 65_536, Int(part.upperBound))]))
        }
    }

    public func remove(_ digest: Digest) async throws {
        blobs.withLock { $0[digest] = nil }
    }
}
