import Testing

@testable import DocVault

@Suite("an instant")
struct InstantTests {
    @Test(
        "is written in UTC to the microsecond",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"), (1, "1970-01-01T00:00:00.000001Z"),
            (1_709_251_199_999_999, "2024-02-29T23:59:59.999999Z"),
            (1_795_253_400_000_000, "2026-11-21T09:30:00.000000Z"),
            (-2_208_988_800_000_000, "1900-01-01T00:00:00.000000Z"), (86_400_000_000, "1970-01-02T00:00:00.000000Z"),
        ] as [(Int64, String)])
    func text(microseconds: Int64, text: String) {
        let instant = Instant(microsecondsSince1970: microseconds)
        #expect(instant.description == text)
        #expect(instant.day.description == String(text.prefix(10)))
    }

    @Test("sorts as its text does")
    func order() {
        var random = TestSeed(for: "order of instants")
        let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999
        for _ in 0..<2_000 {
            let left = Instant(microsecondsSince1970: .random(in: range, using: &random))
            let right = Instant(microsecondsSince1970: .random(in: range, using: &random))
            #expect((left < right) == (left.description < right.description))
        }
    }
}
