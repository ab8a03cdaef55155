import Testing
import VaultTestSupport

@testable import DocVault

/// A page of a list costs the same wherever it begins and however long the list is: each statement goes along an index from
/// the place where the page before ended.
@Suite("The plans of the statements behind pages")
struct ListPlanTests {
    private func expectNoScan(
        _ scene: PlanScene, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async throws -> [PlannedStatement] {
        let statements = try await scene.database.statements(of: body)
        #expect(!statements.isEmpty, sourceLocation: sourceLocation)
        for statement in statements where !statement.text.contains("FROM journal_event ORDER BY sequence DESC LIMIT 1")
        {
            #expect(statement.scans == [], "\(statement.text)", sourceLocation: sourceLocation)
        }
        return statements
    }

    /// Those who may read the sample dossier, each for another reason.
    private func readers(_ scene: PlanScene) async throws -> [Vault] {
        [
            scene.vault, try await scene.acting(PlanScene.director), try await scene.acting(PlanScene.secretary),
            try await scene.acting(PlanScene.agent),
        ]
    }

    @Test("a page of dossiers begins after a code, and sorts only what is of an organisation or shared")
    func dossiers() async throws {
        let scene = try await PlanScene()
        for reader in try await readers(scene) {
            for start in [nil, DossierCode("2000")] {
                let statements = try await expectNoScan(scene) { () async throws in
                    _ = try await reader.dossiers(after: start, limit: 2)
                }
                for statement in statements where statement.text.contains("ORDER BY code") {
                    #expect(statement.sorts == [], "\(statement.text)")
                }
            }
        }
    }

    @Test("a page of requirements takes three statements, whatever is on it")
    func requirements() async throws {
        let scene = try await PlanScene()
        let statements = try await expectNoScan(scene) { () async throws in
            #expect(try await scene.vault.requirements(of: .sample, after: nil, limit: 50).items.count == 2)
        }
        let own = statements.filter { $0.text.contains("FROM requirement r") }
        #expect(own.count == 3)
        let page = try #require(own.first { $0.text.contains("LIMIT") })
        #expect(page.sorts == [])
        #expect(page.plan.contains { $0.contains("(dossier_id=? AND code>?)") }, "\(page.plan)")
    }

    @Test("a page of what is attached begins after a position, and sorts nothing")
    func attached() async throws {
        let scene = try await PlanScene()
        let statements = try await expectNoScan(scene) { () async throws in
            #expect(try await scene.vault.attached(to: .e02, of: .sample, after: nil, limit: 50).items.count == 1)
        }
        let page = try #require(statements.first { $0.text.contains("a.withdrawn_at IS NULL\nORDER BY") })
        #expect(page.sorts == [])
        #expect(
            page.plan.first?.contains("attachment_position (requirement_id=? AND (position,id)>(?,?))") == true,
            "\(page.plan)")
    }

    @Test(
        "a page of what is due walks an index for everybody",
        arguments: [nil, "2026-01-01/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41"])
    func due(_ position: String?) async throws {
        let scene = try await PlanScene()
        let start = position.flatMap { DueRequirement.DuePosition($0) }
        for reader in try await readers(scene) {
            _ = try await expectNoScan(scene) { () async throws in
                _ = try await reader.due(until: PlanScene.day, after: start, limit: 2)
            }
        }
    }

    @Test("a page of findings and of uses of documents walks indexes")
    func findingsAndDocuments() async throws {
        let scene = try await PlanScene()
        let digest = try DigestHasher.digest(of: PlanScene.bytes)
        for reader in try await readers(scene) {
            _ = try await expectNoScan(scene) { () async throws in
                _ = try await reader.findings(.open, after: nil, limit: 2)
                _ = try await reader.find(.digest(digest), after: nil, limit: 2)
            }
            let statements = try await expectNoScan(scene) { () async throws in
                _ = try await reader.find(.name("report"), after: nil, limit: 2)
            }
            for statement in statements where statement.text.contains("LIKE") {
                #expect(statement.sorts == [], "\(statement.plan)")
            }
        }
    }

    @Test("positions are read as they are written, and are nothing else")
    func positions() throws {
        let text = "2026-11-21T09:30:00.000000Z/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41"
        #expect(try #require(Finding.Position(text)).description == text)
        let use = "2026-TEST-01/E01/12/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41"
        #expect(try #require(DocumentUse.Position(use)).description == use)
        for wrong in ["", "/", "1/", "x/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41", "2026-TEST-01/E01", text + "/"] {
            #expect(Finding.Position(wrong) == nil && DocumentUse.Position(wrong) == nil, "\(wrong)")
        }
    }
}
