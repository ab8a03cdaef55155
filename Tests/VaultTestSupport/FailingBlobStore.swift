public import DocVault
internal import Synchronization

/// A blob store whose nth operation fails, and that is otherwise the store beneath it.
public final class FailingBlobStore: BlobStore {
    private let store: any BlobStore
    private let error: any Error
    private let untilFailure: Mutex<Int>

    /// - Parameter number: Which operation fails, the first being 1.
    public init(over store: any BlobStore, failing number: Int, with error: any Error) {
        (self.store, self.error) = (store, error)
        untilFailure = Mutex(number)
    }

    public func put<Content: AsyncSequence & Sendable>(
        _ content: Content, accepting accept: (BlobDescriptor) throws -> Void
    ) async throws -> BlobDeposit where Content.Element == [UInt8] {
        try count()
        return try await store.put(content, accepting: accept)
    }

    public func descriptor(of digest: Digest) async throws -> BlobDescriptor? {
        try count()
        return try await store.descriptor(of: digest)
    }

    public func read(_ digest: Digest, _ consume: ([UInt8]) async throws -> Void) async throws {
        try count()
        try await store.read(digest, consume)
    }

    public func read(
        _ digest: Digest, in range: Range<Int64>, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        try count()
        try await store.read(digest, in: range, consume)
    }

    public func remove(_ permit: RemovalPermit) throws(VaultError) { try store.remove(permit) }

    private func count() throws {
        let mustFail = untilFailure.withLock { number in
            number -= 1
            return number == 0
        }
        if mustFail { throw error }
    }
}
