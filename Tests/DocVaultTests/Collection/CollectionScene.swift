import Dispatch
import Synchronization
import SystemPackage
import VaultTestSupport

@testable import DocVault

/// A vault in memory, or on a simulated disk, in which a test deposits, disposes and collects.
struct CollectionScene: Sendable {
    let store: any CollectedBlobStore
    let database: SQLiteDatabase
    let vault: Vault
    let clock: FixedClock
    let executor: BlockingExecutor
    private let identifiers: IdentifierSource

    enum Backend: CaseIterable { case memory, simulatedDisk }

    init(_ backend: Backend, _ executor: BlockingExecutor, of contents: [[UInt8]] = []) async throws {
        let clock = FixedClock()
        let store: any CollectedBlobStore =
            switch backend {
            case .memory: InMemoryBlobStore(clock: clock)
            case .simulatedDisk:
                try Self.store(on: SimulatedDisk.withBlobFolders(), executor, of: contents)
            }
        try await self.init(over: store, SQLiteDatabase.inMemory(), clock: clock, executor)
    }

    init(
        over store: any CollectedBlobStore, _ database: SQLiteDatabase, clock: FixedClock, _ executor: BlockingExecutor
    ) async throws {
        (self.store, self.database, self.clock, self.executor) = (store, database, clock, executor)
        identifiers = IdentifierSource(clock: clock)
        vault = try await Vault.sample(blobs: store, database: database, clock: clock, scratch: "/nowhere", executor)
        try await database.write { connection in
            _ = try connection.execute(Self.caseInsertion, [.identifier(Self.caseID)])
        }
    }

    /// A store on a simulated disk, whose walks come by the shards of some contents alone: a walk through 4,096 of them takes
    /// long in a debug build.
    static func store(
        on fileSystem: any FileSystem, _ executor: BlockingExecutor, of contents: [[UInt8]]
    ) throws -> FileSystemBlobStore {
        let shards = try contents.map { String(try DigestHasher.digest(of: $0).hexadecimal.prefix(3)) }
        return FileSystemBlobStore(
            root: SimulatedDisk.root, fileSystem: fileSystem, executor: executor,
            identifiers: IdentifierSource(clock: FixedClock()), shards: Set(shards).sorted())
    }

    static let caseID: Identifier<DispositionCase> = IdentifierSource(clock: FixedClock()).next()

    private static let caseInsertion: SQLStatement = """
        INSERT INTO disposition_case
            (id, code, action, state, reason, list_digest, policy_version, proposed_by, proposed_at)
        VALUES ($1, 'C1', 'destroy', 'executing', 'a test', zeroblob(32), 1, 'somebody', 0)
        ON CONFLICT DO NOTHING
        """
    private static let disposal: SQLStatement = """
        INSERT INTO tombstone
            (document_id, digest, size_in_bytes, media_type, case_id, obligations, filed_at, disposed_at)
        SELECT v.document_id, v.digest, 0, '', $2, '[]', 0, $3 FROM document_version v
        WHERE v.digest = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)
        """

    /// Stores bytes and records nothing yet: what a depositor has done after its look.
    func look(_ bytes: [UInt8]) async throws -> BlobDeposit { try await store.put(Chunks(bytes)) }

    /// As the other one, from within a transaction.
    func lookBlocking(_ bytes: [UInt8]) throws -> BlobDeposit {
        let box = Box()
        let store = store
        Task {
            do {
                let deposit = try await store.put(Chunks(bytes))
                box.result.withLock { $0 = .success(deposit) }
            } catch {
                box.result.withLock { $0 = .failure(error) }
            }
            box.done.signal()
        }
        box.done.wait()
        guard let outcome = box.result.withLock({ $0 }) else { throw TestError(99) }
        return try outcome.get()
    }

    private final class Box: Sendable {
        let result = Mutex<Result<BlobDeposit, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
    }

    /// Records what was stored, as `Vault.attach` does.
    func record(_ deposit: BlobDeposit) async throws {
        let vault = Vault(
            blobs: PreparedBlobStore(deposit: deposit), database: database, clock: clock, executor: executor,
            scratch: "/nowhere")
        let name = OriginalName("\(deposit.descriptor.digest.hexadecimal).bin")!
        _ = try await vault.attach(Chunks([[]]), named: name, to: .e01, of: .sample, as: .report)
    }

    /// Disposes of every document with some bytes.
    func dispose(_ digest: Digest) async throws {
        let now = clock.now()
        try await database.write { connection in
            _ = try connection.execute(
                Self.disposal, [.digest(digest), .identifier(Self.caseID), .instant(now)])
        }
    }

    @discardableResult
    func collect(_ hooks: CollectionHooks = .none) async throws -> CollectionReport {
        try await vault.collect(ages: .immediate, hooks: hooks)
    }

    func isReferred(to digest: Digest) async throws -> Bool {
        try await database.read { connection in try CondemnedBlobRecords.isReferred(to: digest, in: connection) }
    }

    private static let rows: SQLStatement = "SELECT digest FROM condemned_blob"

    func condemnedCount() async throws -> Int {
        try await database.read { connection in try connection.rows(of: Self.rows).count }
    }
}

/// A store that has made its deposit already: recording it is all that is left to do.
private struct PreparedBlobStore: BlobStore {
    let deposit: BlobDeposit

    func put<Content: AsyncSequence & Sendable>(
        _ content: Content, accepting accept: (BlobDescriptor) throws -> Void
    ) async throws -> BlobDeposit where Content.Element == [UInt8] { deposit }

    func descriptor(of digest: Digest) async throws -> BlobDescriptor? { deposit.descriptor }

    func read(_ digest: Digest, _ consume: ([UInt8]) async throws -> Void) async throws {}

    func read(
        _ digest: Digest, in range: Range<Int64>, _ consume: ([UInt8]) async throws -> Void
    ) async throws {}

    func remove(_ permit: RemovalPermit) throws(VaultError) {}
}
