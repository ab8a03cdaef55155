import Testing
import VaultTestSupport

@testable import DocVault

/// How long pieces are kept, as the inventory tells it.
@Suite("The inventory's time to keep")
struct KeptUntilTests {
    private func rows(_ stage: RetentionStage) async throws -> [InventoryRow] {
        let found = Found()
        try await stage.vault.database.view(.readJournal, by: stage.vault.context) { connection, _ in
            let id = try DossierRecords.require(.sample, in: connection)
            try InventoryRecords.forEachRow(of: id, .sample, .dossier, connection) { row, _ in found.rows.append(row) }
        }
        return found.rows
    }

    /// What one read found; the body of a transaction runs once here.
    private final class Found: @unchecked Sendable { var rows: [InventoryRow] = [] }

    private func hold(_ scope: LegalHold.Scope, hidden: Bool) -> NewHold {
        NewHold(over: [scope], effect: .block, authority: "the court", reason: "a case", isConfidential: hidden)
    }

    @Test("is what the explanation of a document says")
    func explained() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let documents = [try await stage.attach("one"), try await stage.attach("two", named: "b.txt", to: .e02)]
        for document in documents {
            let explained = try await stage.agent.explainRetention(of: document).documents[0]
            let row = try #require(try await rows(stage).first { $0.document == document })
            #expect(row.keptUntil == explained.lastDayKept && row.keptUntil != nil)
            #expect(row.keptBecause == explained.obligations.map(\.schedule.code))
        }
        // One document alone is held: it has no last day, the other keeps its own.
        _ = try await stage.manager.placeHold(hold(.document(documents[0]), hidden: false))
        #expect(try await rows(stage).map { $0.keptUntil == nil } == [true, false])
    }

    @Test("gives no sign of a confidential hold")
    func confidential() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let document = try await stage.attach("one")
        let before = try await rows(stage).map(\.json.text)
        for scope in [LegalHold.Scope.dossier(.sample), .document(document), .requirement(.e01, of: .sample)] {
            _ = try await stage.manager.placeHold(hold(scope, hidden: true))
            #expect(try await rows(stage).map(\.json.text) == before)
        }
    }

    @Test("of what was disposed of is gone, with its file")
    func disposed() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2016-06-30")
        try await stage.attach("one")
        let code = try await stage.approved()
        _ = try await stage.manager.executeDisposition(code)
        let row = try #require(try await rows(stage).first)
        #expect(row.disposition == code && row.file == "" && row.bagFile == nil && row.keptUntil == nil)
        let page = PrintedPage(name: "index", language: .en)
        #expect(IndexRow(row: row, page: page, words: IndexWords(page)).html.contains("by case \(code)"))
    }
}
