import Testing

@testable import DocVault

/// Depreciation as models 4 and 7 compute it.
@Suite("Depreciation")
struct DepreciationTests {
    private static let project = Period(from: CivilDate("2014-01-01")!, to: CivilDate("2015-12-31")!)!

    /// Price, use, period, bought on, until, and what counts.
    @Test(
        "is price × use × months ÷ period, both end months counted",
        arguments: [
            // The directives' own examples: a server used half for a year, a centrifuge for six months.
            (150_000, 50, 36, "2014-01-01", "2014-12-31", 12, 25_000),
            (358_520, 100, 60, "2014-06-01", "2014-11-30", 6, 35_852),
            (374_440, 100, 36, "2014-06-01", "2014-11-30", 6, 62_407),
            // Bought before the project, on the last day of a month, in the last month, after the end.
            (36_000, 100, 36, "2012-05-05", "2014-12-31", 12, 12_000),
            (36_000, 100, 36, "2014-01-31", "2014-12-31", 12, 12_000),
            (36_000, 100, 36, "2014-12-31", "2014-12-01", 1, 1_000),
            (36_000, 100, 36, "2015-01-01", "2014-12-31", 0, 0),
            // The project ends before the disbursement; never more than the period.
            (36_000, 100, 36, "2015-11-01", "2019-12-31", 2, 2_000),
            (36_000, 100, 12, "2014-01-01", "2015-12-31", 12, 36_000),
            // Half a cent goes up, and away from zero for a credit note.
            (1, 50, 12, "2014-01-01", "2015-12-31", 12, 1), (-1, 50, 12, "2014-01-01", "2015-12-31", 12, -1),
            (1, 49, 12, "2014-01-01", "2015-12-31", 12, 0),
            (10_000_000, 1, 300, "2014-01-01", "2014-12-31", 12, 4_000),
        ] as [(Int64, Int, Int, String, String, Int, Int64)])
    func part(
        _ price: Int64, _ use: Int, _ period: Int, _ bought: String, _ until: String, _ months: Int, _ part: Int64
    ) throws {
        let depreciation = Depreciation(
            bought: try #require(CivilDate(bought)), period: period, usePercent: use, project: Self.project,
            until: try #require(CivilDate(until)))
        #expect(depreciation.monthsUsed == months)
        #expect(try depreciation.part(of: price) == part)
    }

    @Test("of the largest price does not overflow on the way")
    func largest() throws {
        let depreciation = Depreciation(
            bought: Self.project.from, period: 24, usePercent: 100, project: Self.project, until: Self.project.to)
        #expect(try depreciation.part(of: .max) == .max)
    }

    @Test("a flat rate is a ceiling: rounded down, nothing of a negative sum")
    func flatRates() {
        #expect(FlatRate.overheads.part(of: 199) == 19)
        #expect(FlatRate.overheads.part(of: -1_000) == 0)
        #expect(FlatRate.erdfPersonnel.part(of: 1_001) == 400)
        #expect(FlatRate.erdfInvestment.part(of: 199) == 13)
        #expect(FlatRate.erdfPersonnel.part(of: .max) == 3_689_348_814_741_910_322)
    }

    @Test("sums of different currencies stay apart, and too large a sum is refused")
    func sums() throws {
        var sum = MoneySum()
        for (cents, currency) in [(5, "USD"), (7, "EUR"), (6, "CHF"), (-2, "EUR")] as [(Int64, String)] {
            try sum.add(cents, currency)
        }
        #expect(sum.currencies == ["EUR", "CHF", "USD"])
        #expect(sum.currencies.map { sum[$0] } == [5, 6, 5])
        #expect(throws: VaultError.tooMuchMoney) { try sum.add(.max, "EUR") }
    }

    @Test("money is written in one form per language")
    func forms() {
        #expect(Money.text(120_000, "EUR", in: .fr) == "1.200,00 €")
        #expect(Money.text(-123_456_789, "EUR", in: .nl) == "-1.234.567,89 €")
        #expect(Money.text(99, "USD", in: .fr) == "0,99 USD")
        #expect(Money.text(120_005, "EUR", in: .en) == "€1,200.05")
        #expect(Money.text(-120_000, "USD", in: .en) == "-USD 1,200.00")
        #expect(Money.text(.min, "EUR", in: .fr) == "-92.233.720.368.547.758,08 €")
    }

    @Test("a line survives the temporary file with any text in it")
    func lines() async throws {
        let stage = try await PaperStage(PaperStage.pinned("E01", ["directives-d"]))
        let odd = "a\tb\\n\nc\\\\t\r\u{1f}é\u{2028}"
        try await stage.attach("operating-invoice", .invoice(odd, "2025-01-01", 1, supplier: odd))
        try await stage.attach("operating-invoice", .invoice("", nil, nil, supplier: ""))
        for row in try await stage.rows().map(\.row) {
            let line = CostLine(row)
            #expect(line.written.filter { $0 == "\n" }.count == 1)
            #expect(CostLine(String(line.written.dropLast())) == line)
        }
    }
}
