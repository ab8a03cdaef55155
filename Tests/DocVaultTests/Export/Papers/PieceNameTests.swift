import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// Names by the custom of the accounting directives.
@Suite("The names of pieces in a bag")
struct PieceNameTests {
    private static let all = ["directives-a", "directives-b", "directives-c", "directives-d", "directives-e"]

    private func files(_ stage: PaperStage, _ scope: ExportScope = .dossier) async throws -> [String] {
        try await stage.rows(scope).map { String($0.row.file.dropFirst("data/20_requirements/".count)) }
    }

    @Test("are dossier, model and a number by model in the order of the inventory")
    func models() async throws {
        let stage = try await PaperStage(
            PaperStage.pinned("E01", Self.all) + "," + PaperStage.pinned("E02", ["directives-claim"], type: "claim")
                + ","
                + PaperStage.pinned("E03", ["directives-revenue", "directives-d"]))
        try await stage.attach("operating-invoice", .invoice("2", "2025-05-02", 100), named: "Jean Dupont.PDF")
        try await stage.attach("operating-invoice", .invoice("1", "2025-05-01", 100), named: "b.xml")
        try await stage.attach("operating-synthesis")
        try await stage.attach("equipment-invoice", .invoice("3", "2025-05-01", 100))
        try await stage.attach("personnel-synthesis")
        try await stage.attach("expense-statement")
        try await stage.attach("subcontracting-contract")
        try await stage.attach("claim", to: "E02")
        try await stage.attach("revenue-declaration", to: "E03")
        try await stage.attach("revenue-notification", to: "E03")
        try await stage.attach("operating-invoice", .invoice("9", nil, 100), to: "E03")
        #expect(
            try await files(stage) == [
                "E01/not-submitted/2025-PAPER-01_M2_001.pdf", "E01/not-submitted/2025-PAPER-01_M3_001.pdf",
                "E01/not-submitted/2025-PAPER-01_M4_001.pdf", "E01/not-submitted/2025-PAPER-01_M5_001.xml",
                "E01/not-submitted/2025-PAPER-01_M5_002.pdf", "E01/not-submitted/2025-PAPER-01_M5_003.pdf",
                "E01/not-submitted/2025-PAPER-01_M6_001.pdf", "E02/not-submitted/2025-PAPER-01_M1_001.pdf",
                "E03/not-submitted/2025-PAPER-01_M5_001.pdf", "E03/not-submitted/2025-PAPER-01_M10_001.pdf",
                "E03/not-submitted/2025-PAPER-01_revenue-notification_001.pdf",
            ])
    }

    @Test("of proofs of payment are those of the first invoice that they pay")
    func proofs() async throws {
        let stage = try await PaperStage(PaperStage.pinned("E01", Self.all))
        try await stage.attach("operating-invoice", .invoice("F-1", "2025-01-01", 100, supplierNumber: "0987.654.394"))
        try await stage.attach("operating-invoice", .invoice("F-2", "2025-01-02", 100))
        try await stage.attach("operating-invoice", .invoice("F-1", "2025-01-03", 100, supplierNumber: "0444.555.651"))
        try await stage.attach("equipment-invoice", .invoice("C-1", "2025-02-03", 100))
        // In the order of deposit; the heading of proofs goes before that of operating costs.
        try await stage.attach("payment-proof", .proof("F2; f-9"), named: "x.png")
        try await stage.attach("payment-proof", .proof("F-2"))
        try await stage.attach("payment-proof", .proof("F-1"))
        try await stage.attach("payment-proof", .proof("F-2, C-1"))
        try await stage.attach("payment-proof")
        let rows = try await stage.rows().map(\.row)
        let name = { (row: InventoryRow) in row.file.components(separatedBy: "2025-PAPER-01_").last ?? "" }
        #expect(
            rows.filter { $0.piece == .paymentProof }.map(name) == [
                "M5_002_paiement.png", "M5_002_paiement-2.pdf",
                // Two suppliers used the number: nobody can say whose invoice was paid.
                "paiement_001.pdf", "M4_001_paiement.pdf", "paiement_002.pdf",
            ])
        #expect(rows.filter { $0.piece == .paymentProof }.map(\.kind.model) == [5, 5, nil, 4, nil])
        let paid = rows.filter { $0.piece != .paymentProof }
        #expect(paid.map(name) == ["M4_001.pdf", "M5_001.pdf", "M5_002.pdf", "M5_003.pdf"])
        #expect(paid.map(\.paymentProofs.count) == [1, 0, 3, 0])
        let ofOne = rows.filter { $0.piece == .paymentProof && $0.kind.model != nil }.map(\.file)
        #expect(paid[2].paymentProofs.map(\.path) == ofOne)
    }

    @Test("lie in the first round that they were submitted in")
    func rounds() async throws {
        let stage = try await PaperStage(PaperStage.plain("E01"))
        let first = try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 100))
        try await stage.vault.submit(.e01, of: PaperStage.code, reason: "as it is")
        #expect(try await stage.rows().map(\.row.decision) == [.submitted])
        _ = try await stage.agent.return(.e01, of: PaperStage.code, reason: "more")
        try await stage.attach("operating-invoice", .invoice("2", "2025-01-02", 100))
        #expect(try await stage.rows().map(\.row.decision) == [.returned, .open])
        try await stage.vault.submit(.e01, of: PaperStage.code, reason: "as it is")
        _ = try await stage.agent.approve(.e01, of: PaperStage.code)
        #expect(
            try await files(stage) == [
                "E01/round-01/2025-PAPER-01_M5_001.pdf", "E01/round-02/2025-PAPER-01_M5_002.pdf",
            ])
        let rows = try await stage.rows().map(\.row)
        #expect(rows.map(\.round) == [1, 2] && rows.map(\.decision) == [.approved, .approved])
        #expect(rows[0].document == first)
        #expect(try await files(stage, .round(1, of: .e01)) == ["E01/round-01/2025-PAPER-01_M5_001.pdf"])
        #expect(try await files(stage, .round(2, of: .e01)).count == 2)
    }

    @Test("are those of the whole dossier in every scope")
    func scopes() async throws {
        let stage = try await PaperStage(
            PaperStage.pinned("E01", Self.all) + "," + PaperStage.pinned("E02", Self.all, to: "D02"))
        try await stage.attach(
            "operating-invoice", .invoice("1", "2025-01-01", 100), named: "same.pdf", content: "same")
        try await stage.attach(
            "operating-invoice", .invoice("2", "2025-01-02", 100), named: "same.pdf", content: "same", to: "E02")
        try await stage.attach("operating-invoice", .invoice("3", "2025-01-01", 100), to: "E02")
        try await stage.attach("payment-proof", .proof("3"), to: "E02")
        let all = try await stage.rows()
        #expect(all.map(\.isFirstUse) == [true, true, true, false])
        #expect(all[3].row.file == all[0].row.file)
        let second = try await stage.rows(.requirement(.e02))
        #expect(second.map(\.row.file) == all.dropFirst().map(\.row.file))
        #expect(second.map(\.row.number) == [2, 3, 4])
        #expect(second.map(\.isFirstUse) == [true, true, true])
        // A proof that is not in the bag is no link, but it is known.
        let chosen = Set([all[2].row.attachment])
        let sample = try await stage.rows(.sample(DocVault.Sample(size: 1, seed: "s", chosen: chosen)))
        #expect(sample.map(\.row.number) == [3])
        #expect(sample[0].row.paymentProofs == [] && sample[0].row.paymentProofCount == 1)
        #expect(all[2].row.paymentProofs.map(\.path) == [all[1].row.file])
    }
}
