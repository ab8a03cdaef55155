import Testing
import VaultTestSupport

@testable import DocVault

/// The facts that depreciation is computed from.
@Suite("The facts of depreciation")
struct DepreciationFactTests {
    @Test("are recorded, told and changed like other facts")
    func recorded() async throws {
        let stage = try await PaperStage(PaperStage.pinned("E01", ["directives-c"]))
        try await stage.attach(
            "equipment-invoice", .invoice("1", "2025-01-01", 1, months: 36, use: 50), content: "same")
        var rows = table(try await stage.papers()["data/inventory.csv"])
        #expect(rows.map { $0["depreciationMonths"] } == ["36"] && rows.map { $0["usePercent"] } == ["50"])
        try await stage.attach("equipment-invoice", .invoice("1", "2025-01-01", 1, months: 60), content: "same")
        rows = table(try await stage.papers()["data/inventory.csv"])
        #expect(rows.map { $0["depreciationMonths"] } == ["60"] && rows.map { $0["usePercent"] } == [""])
        let changed = try await stage.vault.history(of: PaperStage.code).entries.filter {
            $0.action == "attachment.factsChanged"
        }
        #expect(changed.count == 1)
    }

    @Test("that are not known are left out of the journal, as they always were")
    func canonical() throws {
        let plain = InvoiceFacts(number: "1")
        #expect(String(decoding: try plain.canonical.canonicalBytes(), as: UTF8.self) == #"{"number":"1"}"#)
        let facts = InvoiceFacts(number: "1", depreciationMonths: 36, usePercent: 50)
        #expect(
            String(decoding: try facts.canonical.canonicalBytes(), as: UTF8.self)
                == #"{"depreciationMonths":36,"number":"1","usePercent":50}"#)
    }

    @Test(
        "out of range are refused before anything is stored",
        arguments: [(0, nil), (-1, nil), (1_201, nil), (nil, 0), (nil, 101), (36, -5)] as [(Int?, Int?)])
    func refused(_ months: Int?, _ use: Int?) async throws {
        let stage = try await PaperStage(PaperStage.pinned("E01", ["directives-c"]))
        await #expect {
            try await stage.attach("equipment-invoice", .invoice("1", "2025-01-01", 1, months: months, use: use))
        } throws: { error in
            guard case VaultError.malformed(let field, _)? = error as? VaultError else { return false }
            return field == (use == nil ? "depreciationMonths" : "usePercent")
        }
        #expect(try await stage.rows().isEmpty)
    }
}
