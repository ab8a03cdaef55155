import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("A cycle of collecting")
struct CollectionCycleTests {
    private let ages = CollectionAges(
        grace: .days(1), trash: .days(7), uploads: .days(7), staging: .days(1), quarantine: .days(90))

    private func plan(_ scene: CollectionScene) async throws -> [CollectionNote] {
        var notes: [CollectionNote] = []
        try await scene.vault.planCollection(ages: ages) { notes.append($0) }
        return notes
    }

    private func recorded(_ bytes: [UInt8], _ scene: CollectionScene) async throws -> BlobDescriptor {
        let deposit = try await scene.look(bytes)
        try await scene.record(deposit)
        return deposit.descriptor
    }

    @Test("takes a blob one stage further when its age has come, and says before what it will do")
    func stages() async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 2))
        let kept = try await recorded(sampleBytes(10, seed: 1), scene)
        let blob = try await scene.look(sampleBytes(20, seed: 2)).descriptor
        let begin = scene.clock.now()
        var note = CollectionNote(
            digest: blob.digest, sizeInBytes: 20, step: .keep, until: begin.advanced(by: .days(1)))
        #expect(try await plan(scene) == [note])
        var report = try await scene.vault.collect(ages: ages)
        #expect(report.condemned.blobs == 0 && report.kept.blobs == 1 && report.firstDue == note.until)
        scene.clock.advance(bySeconds: 86_400)
        note = CollectionNote(digest: blob.digest, sizeInBytes: 20, step: .condemn, until: nil)
        #expect(try await plan(scene) == [note])
        report = try await scene.vault.collect(ages: ages)
        #expect(report.condemned == BlobCount(1, sizeInBytes: 20) && report.trashed.blobs == 0)
        #expect(try await plan(scene).map(\.step) == [.trash])
        #expect(try await scene.store.descriptor(of: blob.digest) == blob)
        report = try await scene.vault.collect(ages: ages)
        #expect(report.trashed == BlobCount(1, sizeInBytes: 20) && report.removed.blobs == 0)
        let due = scene.clock.now().advanced(by: .days(7))
        #expect(try await plan(scene).map(\.until) == [due])
        #expect(report.firstDue == due)
        scene.clock.advance(bySeconds: 7 * 86_400 - 1)
        #expect(try await scene.vault.collect(ages: ages).removed.blobs == 0)
        scene.clock.advance(bySeconds: 1)
        #expect(try await plan(scene).map(\.step) == [.remove])
        report = try await scene.vault.collect(ages: ages)
        #expect(report.removed == BlobCount(1, sizeInBytes: 20) && report.kept.blobs == 0)
        #expect(try await scene.store.descriptor(of: kept.digest) == kept)
        #expect(try await plan(scene) == [])
    }

    @Test("has two events when it changes something, and none when it does not")
    func events() async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 2))
        let before = try await actions(scene)
        try await scene.collect()
        #expect(try await actions(scene) == before)
        _ = try await scene.look([1]).descriptor
        try await scene.collect()
        #expect(try await actions(scene) == before + ["blobs.collecting", "blobs.collected"])
    }

    private func actions(_ scene: CollectionScene) async throws -> [String] {
        try await scene.database.read { connection in
            var actions: [String] = []
            try JournalRecords.forEach(in: connection) { actions.append($0.action) }
            return actions
        }
    }

    @Test("counts the grace from when the last document was disposed of")
    func graceAfterDisposal() async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 2))
        let deposit = try await scene.look([1, 2, 3])
        try await scene.record(deposit)
        scene.clock.advance(bySeconds: 10 * 86_400)
        try await scene.dispose(deposit.descriptor.digest)
        #expect(try await scene.vault.collect(ages: ages).condemned.blobs == 0)
        scene.clock.advance(bySeconds: 86_400)
        #expect(try await scene.vault.collect(ages: ages).condemned.blobs == 1)
    }

    @Test("waits with what is due in the trash for deposits that are under way, and for no new ones")
    func waitsForDeposits() async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 2))
        _ = try await scene.look([1]).descriptor
        try await scene.collect()
        try await scene.collect()
        var other: BlobDeposit? = try await scene.look([2])
        #expect(other != nil)
        let report = try await scene.collect()
        #expect(report.waitsForDeposits && report.removed.blobs == 0)
        other = nil
        #expect(try await scene.collect().removed.blobs == 1)
    }

    @Test("leaves old things in no working folder, and new ones alone")
    func leftovers() async throws {
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            try root.appending("uploads").makeFolder()
            let clock = FixedClock(microsecondsSince1970: SystemClock().now().microsecondsSince1970)
            let executor = BlockingExecutor(width: 2)
            let store = FileSystemBlobStore(
                root: root, fileSystem: LinuxFileSystem(), executor: executor,
                identifiers: IdentifierSource(clock: clock), shards: ["abc"])
            let scene = try await CollectionScene(over: store, SQLiteDatabase.inMemory(), clock: clock, executor)
            for folder in [store.layout.staging, store.layout.uploads] {
                try folder.appending("tmp-1").write([1, 2])
            }
            // An old blob that proved damaged today.
            let digest = try DigestHasher.digest(of: [7])
            let uuid = IdentifierSource(clock: clock).next(CollectionScene.self)
            try store.layout.quarantined(digest, suffix: uuid.description).write([8])
            #expect(try await scene.vault.collect(ages: ages).leftovers.blobs == 0)
            clock.advance(bySeconds: 2 * 86_400)
            #expect(try await scene.vault.collect(ages: ages).leftovers == BlobCount(1, sizeInBytes: 2))
            #expect(try store.layout.staging.names() == [])
            #expect(try store.layout.uploads.names() == ["tmp-1"])
            clock.advance(bySeconds: 6 * 86_400)
            #expect(try await scene.vault.collect(ages: ages).leftovers.blobs == 1)
            #expect(try store.layout.quarantine.names().count == 1)
            clock.advance(bySeconds: 90 * 86_400)
            #expect(try await scene.vault.collect(ages: ages).leftovers.blobs == 1)
            #expect(try store.layout.quarantine.names() == [])
        }
    }

    @Test("takes a recorded blob back when the catalog was put back to a day before it went into the trash")
    func restoredCatalog() async throws {
        let bytes = sampleBytes(40, seed: 9)
        let scene = try await CollectionScene(.simulatedDisk, BlockingExecutor(width: 2), of: [bytes])
        let blob = try await scene.look(bytes).descriptor
        try await scene.collect()
        try await scene.collect()
        #expect(try await scene.store.descriptor(of: blob.digest) == nil)
        let older = try await CollectionScene(
            over: scene.store, SQLiteDatabase.inMemory(), clock: scene.clock, scene.executor)
        try await older.record(older.deposit(of: blob))
        try await older.collect()
        #expect(try await scene.store.bytes(of: blob.digest) == bytes)
        #expect(try scene.store.trashNames() == [])
    }

    @Test("unlocks what it locked when that is to go, and says when locking is not permitted")
    func locks() async throws {
        let bytes = sampleBytes(40, seed: 9)
        let executor = BlockingExecutor(width: 2)
        let disk = SimulatedDisk.withBlobFolders()
        let database = try SQLiteDatabase.inMemory()
        let store = try CollectionScene.store(on: disk, executor, of: [bytes])
        let scene = try await CollectionScene(over: store, database, clock: FixedClock(), executor)
        let deposit = try await scene.look(bytes)
        try await scene.record(deposit)
        let failing = FailingFileSystem(over: disk, .fail(at: 1, .notPermitted))
        let forbidden = try await CollectionScene(
            over: CollectionScene.store(on: failing, executor, of: [bytes]), database, clock: FixedClock(), executor)
        #expect(try await forbidden.vault.lockBlobs() == BlobLocking(lockedCount: 0, isPermitted: false))
        #expect(try await scene.vault.lockBlobs() == BlobLocking(lockedCount: 1, isPermitted: true))
        let blob = store.layout.blob(deposit.descriptor.digest)
        #expect(throws: SystemCallFailure.self) { try disk.rename(blob, to: store.layout.quarantine.appending("x")) }
        try await scene.dispose(deposit.descriptor.digest)
        try await removeInThree(scene)
        // A locked copy that proves damaged is set aside like any other.
        let again = try await scene.look(bytes)
        try await scene.record(again)
        _ = try await scene.vault.lockBlobs()
        disk.damage(blob, with: [1])
        await #expect(throws: VaultError.blobCorrupt(deposit.descriptor.digest)) { () async throws in
            try await store.read(deposit.descriptor.digest) { _ in }
        }
        #expect(try disk.names(in: store.layout.quarantine).count == 1)
    }

    private func removeInThree(_ scene: CollectionScene) async throws {
        try await scene.collect()
        let report = try await scene.collect()
        #expect(report.trashed.blobs == 1)
    }
}

extension CollectionScene {
    /// A deposit of bytes that the store has had all along.
    func deposit(of blob: BlobDescriptor) async throws -> BlobDeposit {
        BlobDeposit(
            descriptor: blob, mediaType: MediaType(sniffing: []), outcome: .stored,
            lease: BlobLease(on: store, holding: 0))
    }
}
