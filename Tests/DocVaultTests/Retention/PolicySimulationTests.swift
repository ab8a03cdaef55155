import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Before a policy is adopted, everybody can see what it would move.
@Suite("Simulating a policy")
struct PolicySimulationTests {
    private static let unpaid = DossierCode("2026-TEST-02")!
    private static let held = DossierCode("2026-TEST-03")!
    private static let empty = DossierCode("2026-TEST-04")!

    /// Four dossiers: an ordinary one, one that waits for a payment, one with a document under hold, and one without documents.
    private func scene() async throws -> (stage: RetentionStage, heldDocument: Document.ID) {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        try await stage.attach("one")
        try await stage.attach("two")
        try await stage.importDossier(Self.unpaid.text, endingOn: "2026-06-30", regimes: "\"erdf2127\"")
        try await stage.attach("three", of: Self.unpaid)
        try await stage.importDossier(Self.held.text, endingOn: "2024-02-29")
        let document = try await stage.attach("four", of: Self.held)
        try await stage.attach("five", of: Self.held)
        try await stage.importDossier(Self.empty.text)
        _ = try await stage.manager.placeHold(
            NewHold(over: [.document(document)], effect: .block, authority: "a court", reason: "a case"))
        return (stage, document)
    }

    private func moves(_ stage: RetentionStage, _ policy: RetentionPolicy, limit: Int = 100) async throws
        -> [PolicyMove]
    {
        var (after, moves): (DossierCode?, [PolicyMove]) = (nil, [])
        repeat {
            let page = try await stage.manager.simulatePolicy(policy, after: after, limit: limit)
            moves += page.moves
            after = page.next
        } while after != nil
        return moves
    }

    private func told(_ moves: [PolicyMove]) -> [String] {
        moves.map { move in
            let days = [move.from.eligibleOn, move.to.eligibleOn].map { $0?.description ?? "-" }
            return "\(move.dossier) \(move.kind) \(days[0]) \(days[1]) \(move.documentCount)/\(move.heldCount)"
        }
    }

    @Test("names the dossiers that move, from which day to which, and how many documents are held")
    func moved() async throws {
        let stage = try await scene().stage
        let longer = try PolicyEdit.next(("P7Y", "P10Y"))
        let expected = [
            "2026-TEST-01 later 2033-07-01 2036-07-01 2/0", "2026-TEST-03 later 2031-03-02 2034-03-02 2/1",
        ]
        for limit in [1, 2, 3, 100] { #expect(told(try await moves(stage, longer, limit: limit)) == expected) }
        var tally = PolicyTally()
        tally.add(try await moves(stage, longer))
        #expect(tally.lengthenedCount == 4 && tally.shortenedCount == 0)
        let later = try #require(tally.counts[.later])
        #expect((later.dossierCount, later.documentCount, later.heldCount) == (2, 4, 1))
        #expect(tally.counts.count == 1)
    }

    @Test("tells what goes earlier, what gets a day and what loses it, and what becomes of it")
    func kinds() async throws {
        let stage = try await scene().stage
        #expect(
            told(try await moves(stage, try PolicyEdit.next(("P7Y", "P5Y")))) == [
                "2026-TEST-01 earlier 2033-07-01 2031-07-01 2/0", "2026-TEST-03 earlier 2031-03-02 2029-03-02 2/1",
            ])
        // Kept for good, as long as the agency says so.
        let kept = try PolicyEdit.next(
            (
                """
                      "trigger": "awardEnd",
                      "period": "P7Y",
                      "from": "trigger",
                      "action": "destroy",
                """,
                """
                      "action": "keep",
                """
            ))
        let toUnknown = try await moves(stage, kept)
        #expect(toUnknown.map(\.kind) == [.toUnknown, .action, .toUnknown])
        #expect(toUnknown.allSatisfy { !$0.isShortening })
        // The payment that ERDF dossiers wait for counts no more.
        let unbound = try PolicyEdit.next(("\"trigger\": \"lastPayment\"", "\"trigger\": \"lastAid\""))
        #expect(told(try await moves(stage, unbound)).isEmpty)
        let transfer = try PolicyEdit.next(("\"action\": \"destroy\"", "\"action\": \"transfer\""))
        let transferred = try await moves(stage, transfer)
        #expect(transferred.map(\.kind) == [.action, .action, .action])
        #expect(transferred.allSatisfy { !$0.isShortening && $0.to.action == .transfer })
    }

    @Test("is what adopting and asking for each document comes to, and writes each document that moves")
    func recomputed() async throws {
        let (stage, heldDocument) = try await scene()
        let longer = try PolicyEdit.next(("P7Y", "P10Y"))
        let before = try await days(stage)
        try await withTemporaryDirectory { directory in
            let file = directory.appending("moves.csv")
            #expect(try await stage.manager.writePolicyMoves(of: longer, to: file) == 4)
            let text = String(decoding: try SourceFile(file).bytes(), as: UTF8.self)
            #expect(text.hasSuffix("\r\n"))
            let rows = text.split(separator: "\r\n").map(String.init)
            #expect(rows.first == "document,dossier,from,to,held")
            _ = try await stage.manager.adoptPolicy(longer)
            let after = try await days(stage)
            let expected = after.filter { $0.value != before[$0.key] }.map { document, day in
                "\(document),\(day.dossier),\(before[document]?.day ?? ""),\(day.day),\(document == heldDocument)"
            }
            #expect(Set(rows.dropFirst()) == Set(expected) && rows.count == expected.count + 1)
        }
        #expect(try await moves(stage, longer).isEmpty)
    }

    private struct Day: Hashable {
        let dossier: DossierCode
        let day: String
    }

    /// The day after the last day of the duties of each document, asked for one by one.
    private func days(_ stage: RetentionStage) async throws -> [Document.ID: Day] {
        var days: [Document.ID: Day] = [:]
        for use in try await stage.manager.find(.name("proof.txt")) {
            let explained = try await stage.manager.explainRetention(of: use.document).documents
            guard let document = explained.first(where: { $0.id == use.document }) else { continue }
            days[use.document] = Day(
                dossier: document.dossier, day: document.lastDayKept?.next.description ?? "")
        }
        return days
    }

    @Test("is for records managers, and changes nothing")
    func harmless() async throws {
        let stage = try await scene().stage
        let longer = try PolicyEdit.next(("P7Y", "P10Y"))
        await #expect(throws: VaultError.refused(.recordsManagerOnly)) {
            _ = try await stage.agent.simulatePolicy(longer)
        }
        await #expect(throws: VaultError.refused(.recordsManagerOnly)) {
            _ = try await stage.agent.writePolicyMoves(of: longer, to: FilePath("/nowhere/moves.csv"))
        }
        await #expect(throws: VaultError.self) {
            _ = try await stage.manager.writePolicyMoves(of: longer, to: FilePath("/nowhere/moves.csv"))
        }
        _ = try await moves(stage, longer)
        #expect(try await stage.manager.simulatePolicy(longer).versionInForce == 1)
        #expect(try await stage.manager.retentionPolicy() == .shipped)
        try await stage.expectCurrent()
    }

    @Test("walks no table of documents from end to end")
    func plans() async throws {
        let database = try PlannedDatabase()
        let stage = try await RetentionStage(database: database)
        try await stage.importDossier(endingOn: "2026-06-30")
        try await stage.attach("one")
        let longer = try PolicyEdit.next(("P7Y", "P10Y"))
        let statements = try await database.statements { () async throws in
            #expect(try await stage.manager.simulatePolicy(longer).moves.count == 1)
            _ = try await stage.manager.retentionForecast()
            _ = try await stage.manager.retentionDue(on: CivilDate("2040-01-01")!)
        }
        for statement in statements where statement.text.contains("document") || statement.text.contains("obligation") {
            // The holds are read once, and there are few.
            #expect(statement.scans.allSatisfy { $0.hasPrefix("SCAN h") || $0.hasPrefix("SCAN s") }, "\(statement)")
            if statement.text.contains("FROM dossier d WHERE d.code") { #expect(statement.sorts == []) }
        }
    }
}
