import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The power is cut at every step of collecting, with a deposit of the same bytes beside it; the catalog survives with what
/// it committed.
@Suite("Collecting, when the power is cut")
struct CollectionPowerCutTests {
    /// One that stays, one that was never recorded, one that was disposed of, and one that is deposited again meanwhile.
    private static let contents = (0..<4).map { sampleBytes(200 + $0, seed: UInt64($0)) }
    private static let cycles = 4

    private struct Scene {
        let scene: CollectionScene
        let disk: SimulatedDisk
        let failing: FailingFileSystem
        let digests: [Digest]
    }

    private func scene(cutAt step: Int, _ executor: BlockingExecutor) async throws -> Scene {
        let disk = SimulatedDisk.withBlobFolders()
        let database = try SQLiteDatabase.inMemory()
        let clock = FixedClock()
        let before = try await CollectionScene(
            over: try CollectionScene.store(on: disk, executor, of: Self.contents), database, clock: clock, executor)
        var digests: [Digest] = []
        for (number, bytes) in Self.contents.enumerated() {
            let deposit = try await before.look(bytes)
            digests.append(deposit.descriptor.digest)
            if number != 1 { try await before.record(deposit) }
        }
        try await before.dispose(digests[2])
        try await before.dispose(digests[3])
        let failing = FailingFileSystem(over: disk, .cutPower(at: step))
        let scene = try await CollectionScene(
            over: try CollectionScene.store(on: failing, executor, of: Self.contents), database, clock: clock,
            executor)
        return Scene(scene: scene, disk: disk, failing: failing, digests: digests)
    }

    /// Three cycles; between the second and the third, while they are in the trash, the last bytes are handed in again.
    /// - Returns: Whether that was accepted.
    private func run(_ scene: CollectionScene) async -> Bool {
        do {
            try await scene.collect()
            try await scene.collect()
            let deposit = try await scene.look(Self.contents[3])
            try await scene.record(deposit)
            return await isThird(scene)
        } catch {
            return false
        }
    }

    private func isThird(_ scene: CollectionScene) async -> Bool {
        _ = try? await scene.collect()
        return true
    }

    @Test("no recorded blob is lost, and nothing is left that nobody knows", .timeLimit(.minutes(30)))
    func cutAtEveryStep() async throws {
        var generator = SeededGenerator()
        let executor = BlockingExecutor(width: 4)
        var (step, points) = (0, 0)
        while true {
            step += 1
            var hasStruck = false
            for variant in CrashVariant.variants(seeds: 2, from: &generator) {
                points += 1
                let cut = try await scene(cutAt: step, executor)
                let isAccepted = await run(cut.scene)
                hasStruck = cut.failing.hasStruck
                try await check(cut, variant, isAccepted, executor, "step \(step), \(variant)")
            }
            guard hasStruck else { break }
        }
        print("collecting: \(points) crash points in \(step) steps")
        #expect(step > 12)
    }

    private func check(
        _ cut: Scene, _ variant: CrashVariant, _ isAccepted: Bool, _ executor: BlockingExecutor, _ place: String
    ) async throws {
        let survivor = try CollectionScene.store(
            on: cut.disk.crash(keeping: variant), executor, of: Self.contents)
        let scene = try await CollectionScene(
            over: survivor, cut.scene.database, clock: cut.scene.clock, executor)
        let isRecorded = try await scene.isReferred(to: cut.digests[3])
        #expect(!isAccepted || isRecorded, "\(place)")
        for _ in 0..<Self.cycles { try await scene.collect() }
        #expect(try await survivor.bytes(of: cut.digests[0]) == Self.contents[0], "\(place)")
        if isRecorded { #expect(try await survivor.bytes(of: cut.digests[3]) == Self.contents[3], "\(place)") }
        for (number, digest) in cut.digests.enumerated() where number != 0 && !(number == 3 && isRecorded) {
            #expect(try await survivor.descriptor(of: digest) == nil, "\(place), \(number)")
        }
        #expect(try survivor.trashNames() == [], "\(place)")
        #expect(try await scene.condemnedCount() == 0, "\(place)")
    }
}
