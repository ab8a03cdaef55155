import Testing
import VaultTestSupport

@testable import DocVault

/// From payments to pieces to proofs.
@Suite("The reconciliation of payments and pieces")
struct ReconciliationTests {
    @Test("has a line for each costed piece and for each payment without one, and says what is missing")
    func lines() async throws {
        let stage = try await PaperStage(
            PaperStage.pinned("E01", ["directives-d"], to: "D02") + ","
                + PaperStage.pinned("E02", ["directives-d"], to: "D02"))
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 100))
        try await stage.attach("payment-proof", .proof("1"))
        try await stage.attach("operating-invoice", .invoice("2", "2025-01-02", 250), to: "E02")
        try await stage.attach("operating-invoice", .invoice("3", "2025-01-03", nil), to: "E02")
        try await stage.attach("operating-synthesis", to: "E02")
        let rows = table(try await stage.papers()["data/reconciliation.csv"])
        #expect(rows.map { $0["disbursement"] } == ["D01", "D02", "D02", "D02"])
        #expect(rows.map { $0["requirement"] } == ["", "E01", "E02", "E02"])
        #expect(rows.map { $0["missing"] } == ["no piece", "", "no proof", "no amount; no proof"])
        #expect(rows.map { $0["paymentCents"] } == Array(repeating: "5000000", count: 4))
        #expect(rows.map { $0["amountCents"] } == ["", "100", "250", ""])
        #expect(rows[1]["paymentProofs"] == "data/20_requirements/E01/not-submitted/2025-PAPER-01_M5_001_paiement.pdf")
        #expect(rows[1]["file"] == "data/20_requirements/E01/not-submitted/2025-PAPER-01_M5_001.pdf")
    }

    @Test("knows of a proof that is in another bag")
    func elsewhere() async throws {
        let stage = try await PaperStage(PaperStage.pinned("E01", ["directives-d"]))
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 100))
        try await stage.attach("payment-proof", .proof("1"))
        let invoice = try #require(try await stage.rows().first { $0.row.piece != .paymentProof }).row
        let sample = DocVault.Sample(size: 1, seed: "s", chosen: [invoice.attachment])
        let rows = table(try await stage.papers(.sample(sample))["data/reconciliation.csv"])
        #expect(rows.map { $0["missing"] } == ["proof elsewhere", "no piece"])
    }

    @Test("keeps many lines of several payments apart")
    func many() async throws {
        let stage = try await PaperStage(
            (1...6).map { PaperStage.pinned("E0\($0)", ["directives-d"], to: $0.isMultiple(of: 2) ? "D02" : "D01") }
                .joined(separator: ","))
        let long = String(repeating: "x", count: 9_000)
        for requirement in 1...6 {
            for index in 1...5 {
                try await stage.attach(
                    "operating-invoice",
                    .invoice("\(requirement)-\(index)", "2025-0\(7 - requirement)-0\(index)", 1, supplier: long),
                    to: "E0\(requirement)")
            }
        }
        let papers = try await stage.papers()
        let rows = table(papers["data/reconciliation.csv"])
        #expect(
            rows.map { $0["requirement"] }.map { $0 ?? "" }
                == ["E01", "E03", "E05", "E02", "E04", "E06"].flatMap {
                    Array(repeating: $0, count: 5)
                })
        #expect(rows.allSatisfy { $0["supplier"] == long })
        // The models merge the same lines by date.
        let dates = table(papers["data/30_disbursements/D02/model-5.csv"]).dropLast().compactMap { $0["invoiceDate"] }
        #expect(dates.count == 15 && dates == dates.sorted())
    }
}
