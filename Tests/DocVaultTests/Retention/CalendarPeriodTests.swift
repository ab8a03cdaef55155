import Testing

@testable import DocVault

@Suite("a period of the calendar")
struct CalendarPeriodTests {
    @Test(
        "is written as ISO 8601 writes durations of dates",
        arguments: [
            ("P7Y", "P7Y"), ("P1Y6M", "P1Y6M"), ("P18M", "P1Y6M"), ("P12M", "P1Y"), ("P30D", "P30D"), ("P2W", "P14D"),
            ("P1Y2M3D", "P1Y2M3D"), ("P0Y7M", "P7M"), ("P007Y", "P7Y"), ("P0D", "P0D"), ("P0Y0M0D", "P0D"),
            ("P0W", "P0D"),
            ("P999999999D", "P999999999D"),
        ])
    func good(text: String, canonical: String) throws {
        let period = try #require(CalendarPeriod(text))
        #expect(period.description == canonical)
        #expect(CalendarPeriod(canonical) == period)
        #expect(period.isZero == (canonical == "P0D"))
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "P", "7Y", "P7", "PY", "p7y", "P7y", "-P7Y", "P-7Y", "+P7Y", "P+7Y", "P7.5Y", "P7,5Y", "P1M1Y", "P1D1Y",
            "P1Y1Y", "P1W1D", "P1Y1W", "P7Y ", " P7Y", "P7 Y", "PT1H", "P1DT1H", "P1YT", "P1000000000D", "P٧Y", "P７Y",
            "P7Y\n", "P7Y\u{301}", "P9999999999999999999999Y", "P999999999W", "2031-12-31", "seven years",
        ])
    func bad(text: String) { #expect(CalendarPeriod(text) == nil) }

    @Test("has no negative part")
    func negative() {
        #expect(
            CalendarPeriod(years: -1) == nil && CalendarPeriod(months: -1) == nil && CalendarPeriod(days: -1) == nil)
        #expect(CalendarPeriod(years: 1_000_000_000) == nil && CalendarPeriod(days: .max) == nil)
    }

    @Test(
        "added to a day, moves its year and month first, and leads to the first of the next month where there is no such day",
        arguments: [
            ("2026-06-30", "P7Y", "2033-06-30"), ("2024-02-29", "P7Y", "2031-03-01"),
            ("2024-02-29", "P4Y", "2028-02-29"),
            ("2024-02-29", "P12M", "2025-03-01"), ("2096-02-29", "P4Y", "2100-03-01"),
            ("2024-02-28", "P7Y", "2031-02-28"),
            ("2025-03-01", "P7Y", "2032-03-01"), ("2025-01-31", "P1M", "2025-03-01"),
            ("2024-01-31", "P1M", "2024-03-01"),
            ("2025-01-31", "P1M1D", "2025-03-02"), ("2025-01-30", "P1M", "2025-03-01"),
            ("2025-01-28", "P1M", "2025-02-28"),
            ("2025-03-31", "P1M", "2025-05-01"), ("2025-10-31", "P4M", "2026-03-01"),
            ("2025-12-31", "P2M", "2026-03-01"),
            ("2025-12-31", "P1M", "2026-01-31"), ("2025-11-30", "P1M", "2025-12-30"),
            ("2025-12-31", "P1D", "2026-01-01"),
            ("2024-02-28", "P1D", "2024-02-29"), ("2025-02-28", "P1D", "2025-03-01"),
            ("2025-06-15", "P2W", "2025-06-29"),
            ("2026-06-30", "P0D", "2026-06-30"), ("2023-11-30", "P1Y3M1D", "2025-03-02"),
            ("9992-12-31", "P7Y", "9999-12-31"),
        ])
    func vectors(day: String, period: String, sum: String) throws {
        let (day, period) = (try #require(CivilDate(day)), try #require(CalendarPeriod(period)))
        #expect(day.adding(period)?.description == sum)
    }

    @Test(
        "leads nowhere beyond the year 9999",
        arguments: [
            ("9999-12-31", "P1D"), ("9993-01-01", "P7Y"), ("9999-12-01", "P1M"), ("2026-06-30", "P999999999Y"),
            ("2026-06-30", "P999999999D"), ("2026-06-30", "P999999999M"),
        ])
    func beyond(day: String, period: String) throws {
        let (day, period) = (try #require(CivilDate(day)), try #require(CalendarPeriod(period)))
        #expect(day.adding(period) == nil)
    }

    @Test("a later day or a longer period never leads to an earlier day")
    func order() throws {
        var random = TestSeed(for: "order of sums of days and periods")
        for _ in 0..<50_000 {
            let first = CivilDate(daysSince1970: .random(in: 0...40_000, using: &random))
            // Near enough that both are often at the end of one month.
            let later = CivilDate(daysSince1970: first.daysSince1970 + .random(in: 0...3, using: &random))
            let parts = (0..<3).map { _ in Int.random(in: 0...40, using: &random) }
            let more = parts.map { $0 + (Bool.random(using: &random) ? 0 : Int.random(in: 0...2, using: &random)) }
            let period = try #require(CalendarPeriod(years: parts[0], months: parts[1], days: parts[2]))
            let longer = try #require(CalendarPeriod(years: more[0], months: more[1], days: more[2]))
            let sum = try #require(first.adding(period))
            let (afterLater, afterLonger) = (try #require(later.adding(period)), try #require(first.adding(longer)))
            guard sum >= first, afterLater >= sum, afterLonger >= sum else {
                Issue.record("\(first) or \(later) and \(period) or \(longer): \(sum), \(afterLater), \(afterLonger)")
                return
            }
        }
    }

    @Test("days are walked in order, both ends included")
    func walk() throws {
        let (first, last) = (try #require(CivilDate("2024-02-28")), try #require(CivilDate("2024-03-01")))
        #expect(first.days(through: last).map(\.description) == ["2024-02-28", "2024-02-29", "2024-03-01"])
        #expect(Array(last.days(through: first)).isEmpty)
    }
}
