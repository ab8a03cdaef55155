import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// What a bag tells of its dossier for programs, and to whom.
@Suite("The records in a bag")
struct RecordPapersTests {
    private static let perspectives = Perspective.allCases

    /// Two rounds of E01, of which the first was returned, and a waived E02.
    private func decided() async throws -> PaperScene {
        let scene = try await PaperScene()
        let (vault, agent) = (scene.stage.vault, scene.stage.agent)
        let first = try await scene.stage.attach("first", named: "première <b>.txt")
        _ = try await vault.submit(.e01, of: .sample, reason: "as it is")
        _ = try await agent.return(.e01, of: .sample, reason: "not legible", pieceReasons: [first: "a blank page"])
        try await scene.stage.attach("second", named: "second.txt")
        _ = try await vault.submit(.e01, of: .sample, reason: "as it is")
        _ = try await agent.approve(.e01, of: .sample)
        _ = try await agent.waive(.e02, of: .sample, reason: "nothing to show")
        return scene
    }

    @Test("tell of every round, and of what was decided on it, by names")
    func rounds() async throws {
        let scene = try await decided()
        let requirement = try #require(try await scene.json("data/20_requirements/E01/requirement.json"))
        #expect(requirement.at("state")?.text == "approved")
        #expect(requirement.at("rounds")?.items?.count == 2)
        #expect(requirement.at("rounds", "0", "submittedBy", "name")?.text == "root")
        #expect(requirement.at("rounds", "0", "decision", "outcome")?.text == "returned")
        #expect(requirement.at("rounds", "1", "decision", "decidedBy", "kind")?.text == "person")
        #expect(requirement.at("pieces", "0", "label", "en")?.text == "Report")
        let name = try await scene.stage.vault.staff().first { $0.person.email == RetentionStage.agent }?.person.name
        #expect(requirement.at("rounds", "1", "decision", "decidedBy", "name")?.text == name)
        let decisions = try #require(try await scene.json("data/40_decisions/decisions.json"))
        let outcomes = decisions.at("decisions")?.items?.map { $0.at("outcome")?.text }
        #expect(outcomes == ["returned", "approved", "waived"])
        #expect(decisions.at("decisions", "0", "pieces", "0", "reason")?.text == "a blank page")
        #expect(decisions.at("decisions", "0", "pieces", "0", "originalName")?.text == "première <b>.txt")
        #expect(decisions.at("decisions", "2", "decidedBy", "name")?.text == name)
        #expect(decisions.at("decisions", "2", "reason")?.text == "nothing to show")
    }

    @Test("tell of one requirement, or of one round, when that is the scope")
    func scopes() async throws {
        let scene = try await decided()
        let papers = try await scene.papers(.agency, .requirement(.e01))
        #expect(papers.keys.filter { $0.hasPrefix("data/20") } == ["data/20_requirements/E01/requirement.json"])
        #expect(papers.keys.filter { $0.hasPrefix("data/30") } == ["data/30_disbursements/D01/disbursement.json"])
        #expect(!papers.values.contains { String(decoding: $0, as: UTF8.self).contains("nothing to show") })
        let round = try await scene.json("data/20_requirements/E01/requirement.json", for: .agency, .round(2, of: .e01))
        #expect(round?.at("rounds")?.items?.map { $0.at("round") } == [.integer(2)])
        let unknown = RequirementCode("E99")!
        await #expect(throws: VaultError.requirementNotFound(unknown, dossier: .sample, nearest: nil)) {
            try await scene.subject(.agency, .requirement(unknown))
        }
    }

    @Test("tell of the award, its amendments, and what was paid when")
    func awardAndPayment() async throws {
        let scene = try await decided()
        let agent = scene.stage.agent
        try await agent.amend(
            .sample, .awardAmount(Money(cents: 12_345)!), effectiveOn: CivilDate("2026-03-01")!, basis: "decree 2")
        let d01 = DisbursementCode("D01")!
        try await agent.approve(d01, of: .sample)
        try await agent.pay(d01, of: .sample, on: CivilDate("2026-11-20")!)
        let award = try #require(try await scene.json("data/10_award/award.json"))
        #expect(award.at("award", "amount", "cents") == .integer(12_345))
        #expect(award.at("amendments", "0", "basis")?.text == "decree 2")
        #expect(award.at("amendments", "0", "effectiveOn")?.text == "2026-03-01")
        #expect(award.at("partners", "0", "role")?.text == "coordinator")
        let paid = try #require(try await scene.json("data/30_disbursements/D01/disbursement.json"))
        #expect(paid.at("paidOn")?.text == "2026-11-20" && paid.at("state")?.text == "paid")
        #expect(paid.at("requirements")?.items?.map(\.text) == ["E01"])
        let planned = try #require(try await scene.json("data/30_disbursements/D02/disbursement.json"))
        #expect(planned.at("paidOn") == nil && planned.at("state")?.text == "planned")

        let facts = try await scene.stage.vault.triggerFacts(of: .sample)
        let payment = try #require(facts.first { $0.kind == .payment })
        _ = try await agent.correctFact(payment.id, to: CivilDate("2026-11-19")!, of: .sample, basis: "bank statement")
        #expect(try await scene.subject().disbursements[0].paidOn == CivilDate("2026-11-19")!)
    }

    @Test("name no other dossier, and tell a beneficiary of no finding")
    func findings() async throws {
        let scene = try await PaperScene()
        try await scene.stage.attach("the same", named: "other's secret.txt", of: DossierCode(PaperScene.other)!)
        try await scene.stage.attach("the same", named: "mine.txt")
        let finding = try #require(try await scene.stage.vault.findings().first)
        try await scene.stage.vault.dismiss(finding.id, reason: "an internal note")
        for perspective in Self.perspectives {
            let papers = try await scene.papers(perspective)
            for (path, bytes) in papers {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains(PaperScene.other) && !text.contains("secret"), "\(path)")
                #expect(
                    text.contains("an internal note") == (perspective == .agency && path.hasSuffix("findings.json")))
            }
            #expect((papers["data/40_decisions/findings.json"] == nil) == (perspective == .beneficiary))
        }
        let record = try #require(try await scene.json("data/40_decisions/findings.json", for: .auditor))
        #expect(record.at("findings", "0", "earlier") == ["isInAnotherDossier": true])
        #expect(record.at("findings", "0", "place", "originalName")?.text == "mine.txt")
        #expect(record.at("findings", "0", "state")?.text == "dismissed")
    }

    @Test("never hold an address or a number of a person")
    func persons() async throws {
        let scene = try await decided()
        for perspective in Self.perspectives {
            for (path, bytes) in try await scene.papers(perspective) {
                #expect(!String(decoding: bytes, as: UTF8.self).contains("@"), "\(path)")
            }
        }
    }

    @Test("are the same bytes for the same state")
    func deterministic() async throws {
        let scene = try await decided()
        let first = try await scene.papers()
        scene.stage.clock.advance(bySeconds: 100_000)
        #expect(try await scene.papers() == first)
        #expect(first.count == 12)
    }
}
