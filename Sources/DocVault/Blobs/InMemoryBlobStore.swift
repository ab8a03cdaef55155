internal import Synchronization

/// Blobs in memory, for tests and for trying out: gone with the process, and otherwise like any other store.
public final class InMemoryBlobStore: CollectedBlobStore {
    private struct Stored {
        let bytes: [UInt8]
        let since: Instant
    }

    private struct State {
        var blobs: [Digest: Stored] = [:]
        var trash: [String: Stored] = [:]
        /// How many leases there are from before each barrier, by the barriers' numbers.
        var leases: [Int: Int] = [:]
        var barriers = 0
        var isCollected = false
    }

    private let state = Mutex(State())
    let uploads = Mutex<[String: UploadFileInMemory]>([:])
    private let clock: any VaultClock

    public init(clock: any VaultClock = SystemClock()) { self.clock = clock }

    public func put<Content: AsyncSequence & Sendable>(
        _ content: Content, accepting accept: (BlobDescriptor) throws -> Void
    ) async throws -> BlobDeposit where Content.Element == [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in content { bytes += chunk }
        let whole = bytes
        let digest = try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: whole) }
        let descriptor = BlobDescriptor(digest: digest, sizeInBytes: Int64(whole.count))
        try accept(descriptor)
        return deposit(whole, descriptor, MediaType(sniffing: whole))
    }

    func deposit(_ bytes: [UInt8], _ descriptor: BlobDescriptor, _ mediaType: MediaType) -> BlobDeposit {
        let stored = Stored(bytes: bytes, since: clock.now())
        let (isNew, number) = state.withLock { state in
            state.leases[state.barriers, default: 0] += 1
            return (state.blobs.updateValue(stored, forKey: descriptor.digest) == nil, state.barriers)
        }
        return BlobDeposit(
            descriptor: descriptor, mediaType: mediaType, outcome: isNew ? .stored : .alreadyPresent,
            lease: BlobLease(on: self, holding: Ending { [self] in state.withLock { $0.leases[number]? -= 1 } }))
    }

    public func descriptor(of digest: Digest) async throws -> BlobDescriptor? {
        state.withLock { $0.blobs[digest] }.map { BlobDescriptor(digest: digest, sizeInBytes: Int64($0.bytes.count)) }
    }

    public func read(_ digest: Digest, _ consume: ([UInt8]) async throws -> Void) async throws {
        try await read(digest, in: 0..<Int64.max, consume)
    }

    public func read(
        _ digest: Digest, in range: Range<Int64>, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        guard let bytes = state.withLock({ $0.blobs[digest]?.bytes }) else { throw VaultError.blobNotFound(digest) }
        let part = range.clamped(to: 0..<Int64(bytes.count))
        for start in stride(from: Int(part.lowerBound), to: Int(part.upperBound), by: 65_536) {
            try await consume(Array(bytes[start..<min(start + 65_536, Int(part.upperBound))]))
        }
    }

    public func remove(_ permit: RemovalPermit) throws(VaultError) {
        state.withLock { $0.trash[permit.trashName] = nil }
    }

    public func beginCollecting() throws(VaultError) -> CollectionTurn? {
        let isMine = state.withLock { state in
            defer { state.isCollected = true }
            return !state.isCollected
        }
        guard isMine else { return nil }
        return CollectionTurn(holding: Ending { [self] in state.withLock { $0.isCollected = false } })
    }

    public func barrier() throws(VaultError) -> BlobBarrier {
        let number = state.withLock { state in
            state.barriers += 1
            return state.barriers
        }
        return BlobBarrier { [self] in
            state.withLock { state in state.leases.allSatisfy { $0.key >= number || $0.value == 0 } }
        }
    }

    public func isDepositUnderWay() throws(VaultError) -> Bool {
        state.withLock { $0.leases[$0.barriers, default: 0] > 0 }
    }

    public func trash(_ permit: RemovalPermit) throws(VaultError) {
        state.withLock { state in
            if let stored = state.blobs.removeValue(forKey: permit.digest) { state.trash[permit.trashName] = stored }
        }
    }

    public func takeBack(_ permit: RemovalPermit) throws(VaultError) -> Bool {
        state.withLock { state in
            let trashed = state.trash.removeValue(forKey: permit.trashName)
            if state.blobs[permit.digest] == nil { state.blobs[permit.digest] = trashed }
            return state.blobs[permit.digest] != nil
        }
    }

    public func synchronizeTrash() throws(VaultError) {}

    public func trashNames() throws(VaultError) -> [String] { state.withLock { $0.trash.keys.sorted() } }

    public var shards: [String] { [""] }

    public func digests(inShard shard: String) throws(VaultError) -> [Digest] {
        state.withLock { Array($0.blobs.keys) }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    public func presence(of digest: Digest) throws(VaultError) -> BlobPresence? {
        state.withLock { $0.blobs[digest] }.map {
            BlobPresence(sizeInBytes: Int64($0.bytes.count), since: $0.since)
        }
    }
}

/// Does something when the last reference to it goes.
private final class Ending: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    deinit { body() }
}
