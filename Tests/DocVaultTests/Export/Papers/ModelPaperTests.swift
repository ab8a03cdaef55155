import Testing
import VaultTestSupport

@testable import DocVault

/// Models 2 to 9, computed from the facts of invoices.
@Suite("The models of a disbursement")
struct ModelPaperTests {
    private static let headings = ["b", "c", "d", "e", "f", "h", "i"].map { "directives-\($0)" }
    private static let folder = "data/30_disbursements/D01"

    private func stage() async throws -> PaperStage {
        try await PaperStage(
            PaperStage.pinned("E01", Self.headings) + "," + PaperStage.pinned("E02", Self.headings) + ","
                + PaperStage.pinned("E03", Self.headings, to: "D02"))
    }

    /// The amounts of model 2 by chapter, as year 1, year 2, undated and total.
    private func statement(_ papers: [String: String], _ currency: String = "EUR") -> [String: [String?]] {
        let rows = table(papers["\(Self.folder)/model-2.csv"]).filter { $0["currency"] == currency }
        let columns = ["year1Cents", "year2Cents", "undatedCents", "totalCents"]
        return Dictionary(rows.map { row in (row["chapter"] ?? "", columns.map { row[$0] }) }) { first, _ in first }
    }

    @Test("lists by heading and date, over all requirements of the disbursement")
    func order() async throws {
        let stage = try await stage()
        for (index, (date, to)) in [("2025-03-01", "E01"), ("2025-01-01", "E02"), ("2025-02-01", "E01")].enumerated() {
            try await stage.attach("operating-invoice", .invoice("F\(index)", date, 100_00), to: to)
        }
        try await stage.attach("operating-invoice", .invoice("undated", nil, 100_00))
        try await stage.attach("operating-invoice", .invoice("no amount", "2025-01-15", nil), to: "E02")
        try await stage.attach("operating-invoice", .invoice("elsewhere", "2025-01-01", 100_00), to: "E03")
        try await stage.attach("training-invoice", .invoice("T1", "2026-02-01", 50_00))
        let papers = try await stage.papers()
        let rows = table(papers["\(Self.folder)/model-5.csv"])
        #expect(rows.map { $0["invoiceNumber"] } == ["F1", "no amount", "F2", "F0", "undated", ""])
        #expect(rows.map { $0["totalCents"] } == ["10000", "", "10000", "10000", "10000", "40000"])
        #expect(rows.map { $0["note"] } == ["", "no amount", "", "", "", ""])
        #expect(
            papers.keys.filter { $0.hasPrefix(Self.folder) }.sorted()
                == [
                    "model-2.csv", "model-5.csv", "model-8.csv", "models_en.html", "models_fr.html", "models_nl.html",
                ].map { "\(Self.folder)/\($0)" })
        let statement = statement(papers)
        #expect(statement["operating"] == ["30000", "0", "10000", "40000"])
        #expect(statement["overheads"] == ["3000", "0", "1000", "4000"])
        #expect(statement["training"] == ["0", "5000", "0", "5000"])
        #expect(statement["total"] == ["33000", "5000", "11000", "49000"])
        let page = try #require(papers["\(Self.folder)/models_fr.html"])
        #expect(page.contains("1 ligne sans montant, citée mais non comptée."))
        #expect(page.contains("Modèle 5 – Autres frais d’exploitation") && page.contains("400,00 €"))
        #expect(page.contains("href=\"../../20_requirements/E01/not-submitted/2025-PAPER-01_M5_001.pdf\""))
    }

    @Test("write off equipment over its period, and say what is not recorded")
    func equipment() async throws {
        let stage = try await stage()
        try await stage.attach("equipment-invoice", .invoice("A", "2025-01-10", 360_000, months: 36, use: 50))
        try await stage.attach("equipment-invoice", .invoice("B", "2025-07-01", 60_000, months: 60))
        try await stage.attach("equipment-invoice", .invoice("C", "2025-02-01", 99_900))
        try await stage.attach("equipment-invoice", .invoice("D", nil, 99_900, months: 36))
        try await stage.attach("rent-invoice", .invoice("R", "2025-01-01", 100_000, use: 10))
        let papers = try await stage.papers()
        let rows = table(papers["\(Self.folder)/model-4.csv"])
        #expect(rows.map { $0["invoiceNumber"] } == ["A", "C", "B", "D", ""])
        #expect(rows.map { $0["totalCents"] } == ["60000", "", "6000", "", "66000"])
        #expect(rows.map { $0["monthsUsed"] } == ["12", "", "6", "", ""])
        #expect(rows.map { $0["note"] } == ["", "period not recorded", "use not recorded", "no date", ""])
        #expect(statement(papers)["equipment"]?.last == "66000")
        // Rent is for the time it is paid for: the part of the surface, without a period.
        #expect(statement(papers)["buildings"]?.last == "10000")
        #expect(statement(papers)["overheads"]?.last == "0")
        let page = try #require(papers["\(Self.folder)/models_en.html"])
        #expect(page.contains("€3,600.00 × 50 % × (12 / 36)"))
        #expect(page.contains("1 line whose rate of use is not recorded: 100 % is counted."))
        #expect(page.contains("1 line whose period of depreciation is not recorded, listed but not counted."))
    }

    @Test("take credit notes off, and count nothing but costs")
    func roles() async throws {
        let own = """
            {"code": "E01", "disbursement": "D01", "type": "financial", "title": {"en": "Costs"}, "dueDate": "2026-02-28",
             "pieces": [
              {"code": "invoice", "label": {"en": "Invoice"}, "heading": "d", "needsPaymentProof": true},
              {"code": "credit-note", "label": {"en": "Credit note"}, "heading": "d"},
              {"code": "invoice-rendering", "label": {"en": "Rendering"}, "heading": "d"},
              {"code": "payment-proof", "label": {"en": "Proof"}, "heading": "d"},
              {"code": "some-contract", "label": {"en": "Contract"}, "heading": "e"},
              {"code": "personnel-synthesis", "label": {"en": "Synthesis"}, "heading": "b"},
              {"code": "payroll", "label": {"en": "Payroll"}, "heading": "b"}]}
            """
        let stage = try await PaperStage(own)
        try await stage.attach("invoice", .invoice("1", "2025-01-01", 100_05))
        try await stage.attach("credit-note", .invoice("2", "2025-01-02", 10_00))
        for piece in ["invoice-rendering", "payment-proof", "some-contract", "personnel-synthesis"] {
            try await stage.attach(piece, .invoice("1", "2025-01-02", 999_00))
        }
        try await stage.attach("payroll", .invoice("", "2026-01-31", 50_04))
        let papers = try await stage.papers()
        let statement = statement(papers)
        #expect(statement["operating"] == ["9005", "0", "0", "9005"])
        #expect(statement["personnel"] == ["0", "5004", "0", "5004"])
        // 10 % of 14,009 cents, rounded down once: the years add up to it.
        #expect(statement["overheads"] == ["900", "500", "0", "1400"])
        #expect(
            table(papers["data/inventory.csv"]).contains {
                $0["piece"] == "credit-note" && $0["amountCents"] == "-1000"
            })
    }

    @Test("put the flat rates of the ERDF in the place of overheads")
    func flatRates() async throws {
        let personnel = try await PaperStage(
            PaperStage.pinned("E01", ["erdf-personnel"]), regimes: "\"regional\", \"erdf2127\"")
        try await personnel.attach("deliverable", .invoice("D1", "2025-05-01", 100_000))
        try await personnel.attach("diploma")
        let forty = statement(try await personnel.papers())
        #expect(forty.keys.sorted() == ["flat-rate-40", "personnel", "total"])
        #expect(["personnel", "flat-rate-40", "total"].map { forty[$0]?.last } == ["100000", "40000", "140000"])

        let investment = try await PaperStage(
            PaperStage.pinned("E01", ["erdf-investment"]), regimes: "\"erdf2127\"")
        try await investment.attach("investment-invoice", .invoice("I1", "2025-05-01", 100_050))
        let seven = statement(try await investment.papers())
        #expect(["investment", "flat-rate-7", "total"].map { seven[$0]?.last } == ["100050", "7003", "107053"])

        let regional = try await PaperStage(PaperStage.pinned("E01", ["erdf-investment"]))
        try await regional.attach("investment-invoice", .invoice("I1", "2025-05-01", 100_050))
        #expect(statement(try await regional.papers())["total"]?.last == "0")
    }

    @Test("never add up two currencies")
    func currencies() async throws {
        let stage = try await stage()
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 100))
        try await stage.attach("operating-invoice", .invoice("2", "2025-01-01", 250, currency: "USD"))
        let papers = try await stage.papers()
        #expect(statement(papers)["operating"]?.last == "100")
        #expect(statement(papers, "USD")["operating"]?.last == "250")
        let totals = table(papers["\(Self.folder)/model-5.csv"]).filter { $0["kind"] == "total" }
        #expect(totals.map { $0["currency"] } == ["EUR", "USD"] && totals.map { $0["totalCents"] } == ["100", "250"])
    }

    @Test("leave out what was withdrawn after a return, which another piece may have taken the place of")
    func withdrawn() async throws {
        let stage = try await PaperStage(PaperStage.plain("E01"))
        let wrong = try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 100))
        try await stage.vault.submit(.e01, of: PaperStage.code, reason: "as it is")
        _ = try await stage.agent.return(.e01, of: PaperStage.code, reason: "unreadable")
        try await stage.vault.withdraw(wrong, from: .e01, of: PaperStage.code)
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 100))
        let papers = try await stage.papers()
        #expect(statement(papers)["operating"]?.last == "100")
        #expect(table(papers["data/inventory.csv"]).count == 2)
        #expect(table(papers["data/reconciliation.csv"]).filter { $0["piece"] != "" }.count == 1)
    }
}
