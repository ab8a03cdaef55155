import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a limit on how often")
struct RateLimitTests {
    private let scene: SignInScene
    private let limit = RateLimit(3, per: .seconds(30))
    init() async throws { scene = try await SignInScene() }

    @Test("gives so many at once, and as many again in each window")
    func bucket() async throws {
        for _ in 0..<3 { #expect(try await scene.vault.take("a", limit) == nil) }
        #expect(try await scene.vault.take("a", limit) == 10)
        #expect(try await scene.vault.take("b", limit) == nil)
        scene.clock.advance(bySeconds: 4)
        #expect(try await scene.vault.take("a", limit) == 6)
        scene.clock.advance(bySeconds: 6)
        #expect(try await scene.vault.take("a", limit) == nil)
        #expect(try await scene.vault.take("a", limit) == 10)
        scene.clock.advance(bySeconds: 1_000_000)
        for _ in 0..<3 { #expect(try await scene.vault.take("a", limit) == nil) }
        #expect(try await scene.vault.take("a", limit) == 10)
    }

    @Test("gives nobody a full bucket by a restart")
    func restart() async throws {
        try await withTemporaryDirectory { folder in
            let first = scene.vault.signingIn(at: SignInDesk(keysIn: folder))
            for _ in 0..<3 { #expect(try await first.take("a", limit) == nil) }
            try await first.saveRateLimits()
            let second = scene.vault.signingIn(at: SignInDesk(keysIn: folder))
            #expect(try await second.take("a", limit) == 10)
        }
    }

    @Test("is never exceeded over any stretch of time", arguments: 0..<5)
    func property(seed: Int) async throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var taken: [Int64] = []
        var now: Int64 = 0
        for _ in 0..<300 {
            let step = Int64.random(in: 0...7, using: &generator)
            now += step
            scene.clock.advance(bySeconds: step)
            if try await scene.vault.take("a", limit) == nil { taken.append(now) }
        }
        #expect(taken.count > 80)
        for (index, begin) in taken.enumerated() {
            // What was full at the beginning, and what came since.
            #expect(taken[index...].count { $0 - begin < 30 } <= 6)
        }
    }
}
