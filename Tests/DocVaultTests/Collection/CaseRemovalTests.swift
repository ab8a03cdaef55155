import Testing
import VaultTestSupport

@testable import DocVault

@Suite("What a disposition condemned")
struct CaseRemovalTests {
    private let bytes = sampleBytes(500, seed: 3)

    private func disposed(_ scene: CollectionScene) async throws -> Digest {
        let deposit = try await scene.look(bytes)
        try await scene.record(deposit)
        let blob = deposit.descriptor
        #expect(try await condemn(blob, scene) == false)
        try await scene.dispose(blob.digest)
        #expect(try await condemn(blob, scene))
        return blob.digest
    }

    private func condemn(_ blob: BlobDescriptor, _ scene: CollectionScene) async throws -> Bool {
        let (identifiers, now) = (IdentifierSource(clock: scene.clock), scene.clock.now())
        return try await scene.database.write { connection in
            try CondemnedBlobRecords.condemn(
                blob, for: CollectionScene.caseID, at: now, identifiers: identifiers, in: connection)
        }
    }

    @Test("is gone at once, and a read of it fails", arguments: CollectionScene.Backend.allCases)
    func gone(_ backend: CollectionScene.Backend) async throws {
        let scene = try await CollectionScene(backend, BlockingExecutor(width: 4))
        let digest = try await disposed(scene)
        let removal = try await scene.vault.removeCondemned(for: CollectionScene.caseID)
        #expect(removal.gone == [digest])
        #expect(removal.takenBack.isEmpty && removal.waiting.isEmpty)
        await #expect(throws: VaultError.blobNotFound(digest)) { () async throws in
            try await scene.store.read(digest) { _ in }
        }
        #expect(try scene.store.trashNames() == [])
        #expect(try await scene.condemnedCount() == 0)
        let again = try await scene.vault.removeCondemned(for: CollectionScene.caseID)
        #expect(again.gone.isEmpty && again.waiting.isEmpty)
    }

    @Test("stays while a deposit of the same bytes is under way, and with its record", arguments: [true, false])
    func underWay(isRecorded: Bool) async throws {
        let scene = try await CollectionScene(.simulatedDisk, BlockingExecutor(width: 4))
        let digest = try await disposed(scene)
        var deposit: BlobDeposit? = try await scene.look(bytes)
        let removal = try await scene.vault.removeCondemned(for: CollectionScene.caseID, patience: .zero)
        #expect(removal.waiting == [digest])
        #expect(removal.gone.isEmpty)
        if isRecorded, let deposit { try await scene.record(deposit) }
        deposit = nil
        let again = try await scene.vault.removeCondemned(for: CollectionScene.caseID)
        #expect(again.gone == (isRecorded ? [] : [digest]))
        #expect((try await scene.store.descriptor(of: digest) != nil) == isRecorded)
        if isRecorded { #expect(try await scene.store.bytes(of: digest) == bytes) }
    }

    @Test("is told apart when an equal deposit takes it back in between")
    func takenBack() async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 4))
        let digest = try await disposed(scene)
        let deposit = try await scene.look(bytes)
        let hooks = CollectionHooks(
            between: { point in if point == .beforeSynchronizing { try await scene.record(deposit) } },
            within: { _ in })
        let removal = try await scene.vault.removeCondemned(
            for: CollectionScene.caseID, under: .collectBlobs, on: .vault, patience: .zero, hooks: hooks)
        #expect(removal.takenBack == [digest])
        #expect(try await scene.store.bytes(of: digest) == bytes)
    }

    @Test("is finished when the run was cut short at any place", arguments: CollectionPoint.allCases)
    func cutShort(at point: CollectionPoint) async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 4))
        let digest = try await disposed(scene)
        let hooks = CollectionHooks(
            between: { if $0 == point { throw TestError() } }, within: { if $0 == point { throw TestError() } })
        _ = try? await scene.vault.removeCondemned(
            for: CollectionScene.caseID, under: .collectBlobs, on: .vault, hooks: hooks)
        _ = try await scene.vault.removeCondemned(for: CollectionScene.caseID)
        #expect(try await scene.store.descriptor(of: digest) == nil)
        #expect(try scene.store.trashNames() == [])
        #expect(try await scene.condemnedCount() == 0)
    }

    @Test("waits for another collector, and says so when that takes too long")
    func otherCollector() async throws {
        let scene = try await CollectionScene(.memory, BlockingExecutor(width: 4))
        _ = try await disposed(scene)
        let turn = try scene.store.beginCollecting()
        #expect(turn != nil)
        await #expect(throws: VaultError.collectionUnderWay) { () async throws in
            try await scene.vault.removeCondemned(for: CollectionScene.caseID, patience: .zero)
        }
        await #expect(throws: VaultError.collectionUnderWay) { () async throws in try await scene.collect() }
        withExtendedLifetime(turn) {}
    }
}
