import Foundation
import Synchronization
import Testing
import VaultTestSupport

@testable import DocVault

/// Deposits, disposals and cycles in an order that a seed decides, with depositors at every place of the collector's way.
///
/// A tenth of the whole by default; `DOCVAULT_SOAK=full` runs all 100,000 events and 480 cycles.
@Suite("A long time of depositing, disposing and collecting")
struct CollectionSoakTests {
    private static let isFull = ProcessInfo.processInfo.environment["DOCVAULT_SOAK"] == "full"
    private static let (events, cycles) = isFull ? (100_000, 480) : (10_000, 48)
    /// Few enough that the same bytes come and go all the time.
    private static let contents = (0..<400).map { number in sampleBytes(16 + number % 50, seed: UInt64(number)) }
    private static let digests = contents.compactMap { bytes in try? DigestHasher.digest(of: bytes) }

    /// What happens, one thing after the other, and what should be there after it.
    private final class Life: Sendable {
        private struct State {
            var generator: SeededGenerator
            var open: [(number: Int, deposit: BlobDeposit)] = []
            /// The numbers of the contents that documents have.
            var recorded: Set<Int> = []
            var counts: [String: Int] = [:]
            var left = 0
        }

        private let scene: CollectionScene
        private let dossier: Dossier.ID
        private let identifiers: IdentifierSource
        private let state: Mutex<State>

        init(_ scene: CollectionScene, _ generator: SeededGenerator) async throws {
            self.scene = scene
            identifiers = IdentifierSource(clock: scene.clock)
            dossier = try await scene.database.read { connection in
                try DossierRecords.require(.sample, in: connection)
            }
            state = Mutex(State(generator: generator))
        }

        var recorded: Set<Int> { state.withLock { $0.recorded } }
        var counts: [String: Int] { state.withLock { $0.counts } }

        func allow(_ events: Int) { state.withLock { $0.left += events } }
        func giveUpAll() { state.withLock { $0.open = [] } }

        private func draw(_ range: Range<Int>) -> Int {
            state.withLock { Int.random(in: range, using: &$0.generator) }
        }

        private func note(_ event: String) {
            state.withLock { $0.counts[event, default: 0] += 1 }
        }

        /// Lets some of the events that are left happen.
        func someEvents(atMost count: Int) async throws {
            for _ in 0..<draw(0..<(count + 1)) {
                let isLeft = state.withLock { state in
                    defer { state.left -= 1 }
                    return state.left > 0
                }
                guard isLeft else { return }
                try await event()
            }
        }

        private func event() async throws {
            switch draw(0..<10) {
            case 0..<4:
                note("looked")
                let number = draw(0..<CollectionSoakTests.contents.count)
                let deposit = try await scene.look(CollectionSoakTests.contents[number])
                state.withLock { $0.open.append((number, deposit)) }
                if state.withLock({ $0.open.count }) > 6 { try await end() }
            case 4..<7: try await end()
            case 7: give()
            default: try await dispose()
            }
        }

        private func take() -> (number: Int, deposit: BlobDeposit)? {
            state.withLock { state in
                guard !state.open.isEmpty else { return nil }
                let index = Int.random(in: state.open.indices, using: &state.generator)
                return state.open.remove(at: index)
            }
        }

        private func give() {
            if take() != nil { note("given up") }
        }

        /// Records what is under way, by the same statements as `Vault.attach`.
        private func end() async throws {
            guard let (number, deposit) = take() else { return }
            note("recorded")
            let (dossier, identifiers, clock) = (dossier, identifiers, scene.clock)
            let name = OriginalName("\(draw(0..<1_000_000)).bin")!
            try await scene.database.write { connection in
                _ = try DocumentRecords.version(
                    of: deposit, named: name, in: dossier, identifiers: identifiers, now: clock.now(), connection)
            }
            _ = state.withLock { $0.recorded.insert(number) }
        }

        private func dispose() async throws {
            let number = state.withLock { state in
                let known = state.recorded.sorted()
                return known.randomElement(using: &state.generator)
            }
            guard let number else { return }
            note("disposed of")
            try await scene.dispose(CollectionSoakTests.digests[number])
            _ = state.withLock { $0.recorded.remove(number) }
        }
    }

    @Test("loses no blob and leaves none that nobody knows", .timeLimit(.minutes(30)))
    func soak() async throws {
        let executor = BlockingExecutor(width: 4)
        let scene = try await CollectionScene(.memory, executor)
        let life = try await Life(scene, SeededGenerator())
        let hooks = CollectionHooks(
            between: { _ in try await life.someEvents(atMost: 40) }, within: { _ in })
        var report = CollectionReport()
        for cycle in 0..<Self.cycles {
            life.allow(Self.events / Self.cycles)
            let done = try await scene.collect(hooks)
            report.removed.add(done.removed)
            report.trashed.add(done.trashed)
            try await life.someEvents(atMost: 1_000)
            scene.clock.advance(bySeconds: 60)
            if cycle % 20 == 0 { try await expectWhole(life, scene, "cycle \(cycle)") }
        }
        life.giveUpAll()
        for _ in 0..<4 { try await scene.collect() }
        try await expectWhole(life, scene, "the end")
        let stored = try scene.store.digests(inShard: "")
        #expect(Set(stored) == Set(life.recorded.map { Self.digests[$0] }))
        #expect(try scene.store.trashNames() == [])
        #expect(try await scene.condemnedCount() == 0)
        #expect(report.removed.blobs > 100 && report.trashed.blobs > report.removed.blobs)
        print("\(life.counts), \(Self.cycles) cycles, \(report.trashed.blobs) trashed, \(report.removed.blobs) removed")
    }

    private func expectWhole(_ life: Life, _ scene: CollectionScene, _ place: String) async throws {
        for number in life.recorded {
            let bytes = try? await scene.store.bytes(of: Self.digests[number])
            #expect(bytes == Self.contents[number], "\(place)")
        }
    }
}
