import Testing
import VaultTestSupport

@testable import DocVault

/// The power is cut at every step of every way to deposit, and the surviving disk looked at.
@Suite("A deposit whose power is cut")
struct PowerCutTests {
    private static let seeds = 6

    @Test("shows no partial blob and loses none that it acknowledged", arguments: DepositScenario.all)
    func cutAtEveryStep(_ scenario: DepositScenario) async throws {
        var generator = SeededGenerator(for: scenario.testDescription)
        let executor = BlockingExecutor(width: 4)
        try await withTemporaryDirectory { folder in
            let sources = try scenario.writeSources(in: folder)
            let start = try await scenario.startingDisk(executor)
            var (points, step) = (0, 0)
            while true {
                step += 1
                let disk = start.copy()
                let failing = FailingFileSystem(over: disk, .cutPower(at: step))
                let store = FileSystemBlobStore(root: SimulatedDisk.root, on: failing, executor)
                let results = await scenario.deposit(into: store, sources)
                for variant in CrashVariant.variants(seeds: Self.seeds, from: &generator) {
                    points += 1
                    let place = "step \(step), \(variant)"
                    let survivor = disk.crash(keeping: variant)
                    #expect(try scenario.flaws(of: survivor, after: results) == [], "\(place)")
                    try await expectSecondAttempt(scenario, on: survivor, sources, executor, place)
                }
                guard failing.hasStruck else { break }
            }
            #expect(scenario.contents.count == 0 || step > 3)
            print("\(scenario.testDescription): \(points) crash points")
        }
    }

    private func expectSecondAttempt(
        _ scenario: DepositScenario, on survivor: SimulatedDisk, _ sources: [SourceFile], _ executor: BlockingExecutor,
        _ place: String
    ) async throws {
        let store = FileSystemBlobStore(root: SimulatedDisk.root, on: survivor, executor)
        let results = await scenario.deposit(into: store, sources)
        #expect(results.errors.isEmpty, "\(place)")
        #expect(try scenario.flaws(of: survivor.crash(keeping: .nothing), after: results) == [], "again, \(place)")
    }
}
