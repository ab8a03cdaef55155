import Testing

@testable import DocVault

@Suite("a civil date")
struct CivilDateTests {
    @Test(
        "is a day that exists, written YYYY-MM-DD",
        arguments: ["0001-01-01", "1900-02-28", "2000-02-29", "2024-02-29", "2026-06-30", "9999-12-31"])
    func good(text: String) throws { #expect(try #require(CivilDate(text)).description == text) }

    @Test(
        "is nothing else",
        arguments: [
            "", "2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-00-01", "2024-13-01",
            "2024-01-00",
            "2024-01-32", "0000-01-01", "10000-01-01", "2024-1-1", "24-01-01", "20240101", "2024/01/01", "2024-01-01 ",
            " 2024-01-01", "2024-01-01T00:00:00Z", "+024-01-01", "-001-01-01", "２０２４-01-01", "2024-01-0a",
        ])
    func bad(text: String) { #expect(CivilDate(text) == nil) }

    @Test(
        "counts from 1970-01-01",
        arguments: [
            (0, "1970-01-01"), (-1, "1969-12-31"), (59, "1970-03-01"), (10_957, "2000-01-01"), (11_016, "2000-02-29"),
            (11_017, "2000-03-01"), (19_782, "2024-02-29"), (47_540, "2100-02-28"), (47_541, "2100-03-01"),
            (-25_567, "1900-01-01"), (-719_162, "0001-01-01"), (2_932_896, "9999-12-31"),
        ])
    func vectors(days: Int, text: String) { #expect(CivilDate(daysSince1970: days).description == text) }

    @Test("runs through every day from 1900 to 2100 in order, with the months as long as they are")
    func everyDay() throws {
        var day = CivilDate(daysSince1970: -25_567)
        for days in (-25_566)...47_846 {
            let next = CivilDate(daysSince1970: days)
            let follows =
                CivilDate(year: day.year, month: day.month, day: day.day + 1)
                ?? CivilDate(year: day.year, month: day.month + 1, day: 1)
                ?? CivilDate(year: day.year + 1, month: 1, day: 1)
            guard next == follows, day < next, CivilDate(next.description) == next else {
                Issue.record("\(next) follows \(day)")
                return
            }
            day = next
        }
        #expect(day.description == "2100-12-31")
    }

    @Test("sorts as its text does")
    func order() {
        var random = TestSeed(for: "order of dates")
        for _ in 0..<2_000 {
            let left = CivilDate(daysSince1970: .random(in: -719_162...2_932_896, using: &random))
            let right = CivilDate(daysSince1970: .random(in: -719_162...2_932_896, using: &random))
            #expect((left < right) == (left.description < right.description))
        }
    }
}
