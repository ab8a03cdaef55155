import Synchronization
import Testing
import VaultTestSupport

@testable import DocVault

/// A deposit looks at one place of the collector's way and is recorded, or given up, at any later one.
@Suite("A deposit and a collector, in every order")
struct CollectionOrderTests {
    enum Start: CaseIterable { case neverRecorded, disposedOf }
    enum End: CaseIterable { case recorded, givenUp }

    /// Counts the places that a collector comes by, and does something at some of them.
    private final class Script: Sendable {
        struct Steps: Sendable {
            /// At which places, by their number, the depositor looks and ends.
            var (look, end): (Int, Int)
        }

        private struct State {
            var places: [CollectionPoint] = []
            var deposit: BlobDeposit?
        }

        private let state = Mutex(State())
        private let scene: CollectionScene
        private let bytes: [UInt8]
        private let steps: Steps?
        private let end: End

        init(_ scene: CollectionScene, _ bytes: [UInt8], _ steps: Steps?, _ end: End = .givenUp) {
            (self.scene, self.bytes, self.steps, self.end) = (scene, bytes, steps, end)
        }

        var places: [CollectionPoint] { state.withLock { $0.places } }

        var hooks: CollectionHooks {
            CollectionHooks(
                between: { [self] point in try await between(point) }, within: { [self] point in try within(point) })
        }

        private func count(_ point: CollectionPoint) -> Int {
            state.withLock { state in
                state.places.append(point)
                return state.places.count - 1
            }
        }

        private func between(_ point: CollectionPoint) async throws {
            let number = count(point)
            guard let steps else { return }
            if number == steps.look {
                let deposit = try await scene.look(bytes)
                state.withLock { $0.deposit = deposit }
            }
            if number == steps.end { try await finish() }
        }

        private func within(_ point: CollectionPoint) throws {
            let number = count(point)
            guard let steps, number == steps.look else { return }
            let deposit = try scene.lookBlocking(bytes)
            state.withLock { $0.deposit = deposit }
        }

        /// Records the deposit, or gives it up; either way its lease goes.
        func finish() async throws {
            let held = state.withLock { state in
                defer { state.deposit = nil }
                return state.deposit
            }
            guard let deposit = held, end == .recorded else { return }
            try await scene.record(deposit)
        }
    }

    private static let cycles = 4

    @Test(
        "loses nothing that was recorded, and keeps nothing that was not",
        arguments: CollectionScene.Backend.allCases, Start.allCases)
    func everyOrder(_ backend: CollectionScene.Backend, _ start: Start) async throws {
        let executor = BlockingExecutor(width: 4)
        let bytes = sampleBytes(300, seed: 7)
        let places = try await places(backend, start, bytes, executor)
        #expect(Set(places).count == CollectionPoint.allCases.count)
        var orders = 0
        for look in places.indices {
            for end in places.indices where end >= look && !places[end].isWithinTransaction {
                for outcome in End.allCases {
                    orders += 1
                    let scene = try await scene(backend, start, bytes, executor)
                    let script = Script(scene, bytes, Script.Steps(look: look, end: end), outcome)
                    for _ in 0..<Self.cycles { try await scene.collect(script.hooks) }
                    // A deposit under way may have kept the collector from coming by so many places.
                    try await script.finish()
                    let place = "\(places[look]) (\(look)) to \(places[end]) (\(end)), \(outcome)"
                    try await check(scene, bytes, outcome, place)
                }
            }
        }
        print("\(backend), \(start): \(orders) orders over \(places.count) places")
    }

    private func scene(
        _ backend: CollectionScene.Backend, _ start: Start, _ bytes: [UInt8], _ executor: BlockingExecutor
    ) async throws -> CollectionScene {
        let scene = try await CollectionScene(backend, executor, of: [bytes])
        let deposit = try await scene.look(bytes)
        if start == .disposedOf {
            try await scene.record(deposit)
            try await scene.dispose(deposit.descriptor.digest)
        }
        return scene
    }

    private func places(
        _ backend: CollectionScene.Backend, _ start: Start, _ bytes: [UInt8], _ executor: BlockingExecutor
    ) async throws -> [CollectionPoint] {
        let scene = try await scene(backend, start, bytes, executor)
        let script = Script(scene, bytes, nil)
        for _ in 0..<Self.cycles { try await scene.collect(script.hooks) }
        return script.places
    }

    private func check(_ scene: CollectionScene, _ bytes: [UInt8], _ end: End, _ place: String) async throws {
        let digest = try DigestHasher.digest(of: bytes)
        for _ in 0..<Self.cycles { try await scene.collect() }
        #expect(try await scene.condemnedCount() == 0, "\(place)")
        #expect(try scene.store.trashNames() == [], "\(place)")
        #expect(try await scene.isReferred(to: digest) == (end == .recorded), "\(place)")
        switch end {
        case .recorded: #expect(try await scene.store.bytes(of: digest) == bytes, "\(place)")
        case .givenUp: #expect(try await scene.store.descriptor(of: digest) == nil, "\(place)")
        }
    }
}
