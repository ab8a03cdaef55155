import Foundation
import Testing

@testable import DocVault

@Suite("an identifier")
struct IdentifierTests {
    private struct StoppedClock: VaultClock {
        let instant: Instant
        func now() -> Instant { instant }
    }

    private func next(at microseconds: Int64, random: @escaping @Sendable () -> UInt64) -> Document.ID {
        IdentifierSource(clock: StoppedClock(instant: Instant(microsecondsSince1970: microseconds)), random: random)
            .next()
    }

    @Test("is a UUIDv7: version 7, variant 10, the milliseconds first")
    func bits() {
        // The time of the example in RFC 9562, appendix A.6.
        let ones = next(at: 1_645_557_742_000_000) { .max }
        #expect(ones.description == "017f22e2-79b0-7fff-bfff-ffffffffffff")
        let zeros = next(at: 1_645_557_742_000_000) { 0 }
        #expect(zeros.description == "017f22e2-79b0-7000-8000-000000000000")
    }

    @Test("sorts by the time it was made at, whatever is random")
    func order() {
        var random = TestSeed(for: "order of identifiers")
        for _ in 0..<1_000 {
            let time = Int64.random(in: 0...4_000_000_000_000, using: &random) * 1_000
            let (left, right) = (random.next(), random.next())
            #expect(
                next(at: time, random: { left }).description < next(at: time + 1_000, random: { right }).description)
        }
    }

    @Test("is read in capitals or small letters, and from nothing else")
    func parsing() {
        let text = "01a1fd70-f1c0-7a3b-9c41-5f0e2d6a8b17"
        #expect(Document.ID(text)?.description == text)
        #expect(Document.ID(text.uppercased())?.description == text)
        for bad in [
            "", "01a1fd70", text + "0", "{\(text)}", text.replacing("-", with: ""), text.replacing("a", with: "g"),
        ] {
            #expect(Document.ID(bad) == nil, "\(bad)")
        }
    }

    @Test("keeps its sixteen bytes")
    func bytes() {
        var random = TestSeed(for: "bytes of identifiers")
        let bytes = random.bytes(count: 16)
        #expect(UUID(bytes: bytes).bytes == bytes)
    }

    @Test("is never made twice")
    func distinct() {
        let source = IdentifierSource(clock: SystemClock())
        let made = (0..<10_000).map { _ in source.next(Document.self) }
        #expect(Set(made).count == made.count)
    }
}
