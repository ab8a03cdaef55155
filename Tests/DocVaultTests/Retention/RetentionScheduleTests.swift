import Testing

@testable import DocVault

@Suite("a retention schedule")
struct RetentionScheduleTests {
    private func schedule(_ code: String) throws -> RetentionSchedule {
        let code = try #require(ScheduleCode(code))
        return try #require(RetentionPolicy.shipped.schedule(code))
    }

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(
        "keeps to the last day that the texts name",
        arguments: [
            ("ACC-7", "2026-06-30", "2033-06-30"), ("ACC-7", "2024-02-29", "2031-03-01"),
            ("ACC-7", "2027-03-31", "2034-03-31"), ("CPR-5", "2026-03-12", "2031-12-31"),
            ("CPR-5", "2026-01-01", "2031-12-31"), ("CPR-5", "2026-12-31", "2031-12-31"),
            ("CPR-5", "2027-01-01", "2032-12-31"), ("AID-10", "2025-01-15", "2035-01-15"),
            ("REF-5", "2026-11-21", "2031-11-21"),
        ])
    func vectors(code: String, trigger: String, last: String) throws {
        let day = try date(trigger)
        #expect(try schedule(code).lastDayKept(triggeredOn: day)?.description == last)
    }

    @Test("the longest of several is state aid's, in the vectors of the design")
    func longest() throws {
        let facts = [("ACC-7", "2026-06-30"), ("CPR-5", "2026-03-12"), ("AID-10", "2025-01-15")]
        let days = try facts.map { code, day in try schedule(code).lastDayKept(triggeredOn: date(day)) }
        #expect(days.compactMap(\.self).max()?.description == "2035-01-15")
    }

    @Test("what is kept for good has no last day, and neither has what ends after the year 9999")
    func never() throws {
        let journal = try schedule("JOURNAL")
        #expect(journal.clock == nil && journal.action == .keep && journal.subject == .journal)
        #expect(journal.lastDayKept(triggeredOn: try date("2026-06-30")) == nil)
        let end = try date("9999-12-31")
        for code in ["ACC-7", "CPR-5", "AID-10", "REF-5"] {
            #expect(try schedule(code).lastDayKept(triggeredOn: end) == nil)
        }
        let policy = try PolicyEdit("\"endOfTriggerYear\"", "\"nextJanuary1\"").policy()
        #expect(policy.schedules[1].lastDayKept(triggeredOn: end) == nil)
        let payment = try date("2026-03-12")
        #expect(policy.schedules[1].lastDayKept(triggeredOn: payment)?.description == "2032-01-01")
    }

    @Test("applies to dossiers with one of its regimes and one of its outcomes")
    func applies() {
        let policy = RetentionPolicy.shipped
        func codes(_ regimes: Set<Dossier.Regime>, _ outcome: DossierOutcome) -> [String] {
            policy.schedules(for: regimes, outcome).map(\.code.text)
        }
        #expect(codes([.regional], .granted) == ["ACC-7"])
        #expect(codes([.regional], .undecided) == ["ACC-7"])
        #expect(codes([.erdf2127], .granted) == ["ACC-7", "CPR-5"])
        #expect(codes([.erdf2127, .stateAid], .granted) == ["ACC-7", "CPR-5", "AID-10"])
        #expect(codes([.erdf2127, .stateAid], .undecided) == ["ACC-7"])
        #expect(codes([.erdf2127, .stateAid], .refused) == ["REF-5"])
        #expect(codes([], .granted) == [])
    }

    @Test("a later trigger or a longer period never gives an earlier last day")
    func order() throws {
        var random = TestSeed(for: "order of last days kept")
        let shipped = try schedule("ACC-7")
        func last(_ day: CivilDate, _ start: RetentionSchedule.Start, _ years: Int, _ days: Int) throws -> CivilDate {
            let period = try #require(CalendarPeriod(years: years, months: days % 13, days: days))
            let clock = RetentionSchedule.Clock(trigger: .awardEnd, period: period, start: start)
            return try #require(shipped.with(clock).lastDayKept(triggeredOn: day))
        }
        for _ in 0..<10_000 {
            let day = CivilDate(daysSince1970: .random(in: 0...30_000, using: &random))
            let later = CivilDate(daysSince1970: day.daysSince1970 + .random(in: 0...400, using: &random))
            let start = RetentionSchedule.Start.allCases.randomElement(using: &random) ?? .trigger
            let (years, days) = (Int.random(in: 1...30, using: &random), Int.random(in: 0...40, using: &random))
            let first = try last(day, start, years, days)
            #expect(first > day)
            #expect(try last(later, start, years, days) >= first, "\(day) \(later) \(start) \(years) \(days)")
            #expect(try last(day, start, years + 1, days) > first, "\(day) \(start) \(years) \(days)")
        }
    }
}

extension RetentionSchedule {
    fileprivate func with(_ clock: Clock) -> RetentionSchedule {
        RetentionSchedule(
            code: code, version: version, title: title, reason: reason, citation: citation, subject: subject,
            clock: clock,
            action: action, regimes: regimes, outcomes: outcomes, toBeConfirmed: toBeConfirmed)
    }
}
