import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// One dossier from the application to the approval of its second disbursement, with everything that goes wrong on the way.
@Suite("The story of a dossier")
struct DossierStoryTests {
    private static let agent = EmailAddress("agent@agency.example")!
    private static let dossier = DossierCode("2025-RP-03")!
    private static let other = DossierCode("2025-RP-08")!
    private static let (e01, e02, e03) = (
        RequirementCode("E01")!, RequirementCode("E02")!, RequirementCode("E03")!
    )
    private static let (d01, d02) = (DisbursementCode("D01")!, DisbursementCode("D02")!)
    /// 2025-02-10T10:00:00Z.
    private static let beginning: Int64 = 1_739_181_600_000_000
    private static let day: Int64 = 86_400

    @Test("runs from the application to the second disbursement, and its journal verifies")
    func story() async throws {
        try await withTemporaryDirectory { directory in
            let (path, clock) = (
                directory.appending("vault"), FixedClock(microsecondsSince1970: Self.beginning)
            )
            try await VaultFolder.create(at: path, clock: clock)
            let opened = try Vault.open(
                VaultFolder(opening: path), clock: clock, executor: BlockingExecutor(width: 4))
            let vault = opened.acting(
                as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
            try await people(vault)
            try await application(vault, clock)
            try await firstDisbursement(vault, clock)
            try await returnedReport(vault, clock)
            try await duplicateInvoice(vault)
            try await secondDisbursement(vault)
            let report = try await verified(vault)
            #expect(report.isValid)
        }
    }

    private func verified(_ vault: Vault) async throws -> JournalReport {
        try await vault.publishJournal()
        return try await vault.verifyJournal()
    }

    private func people(_ vault: Vault) async throws {
        _ = try await vault.importDossier(DossierDescription(json: StoryDossiers.first(withAward: false)))
        _ = try await vault.importDossier(DossierDescription(json: StoryDossiers.second))
        try await vault.registerOrganisation(PartyScene.institute, representative: .named(PartyScene.director, 1))
        try await vault.registerOrganisation(PartyScene.company, representative: .named(PartyScene.founder, 2))
        let director = try await vault.acting(as: PartyScene.director, through: "root")
        try await director.createContact(.named(PartyScene.secretary, 3), of: PartyScene.institute, access: .user)
        try await director.shareDossier(
            Self.dossier, with: PartyScene.secretary, at: PartyScene.institute, as: .editor)
        try await vault.appointStaff(.new(.named(Self.agent, 4)), as: .agent(programme: "PROSPECTIVE"))
    }

    private func application(_ vault: Vault, _ clock: FixedClock) async throws {
        let secretary = try await vault.acting(as: PartyScene.secretary, through: "root")
        let agent = try await vault.acting(as: Self.agent, through: "root")
        await #expect(throws: VaultError.applicationIncomplete(Self.dossier, [Self.e01])) {
            try await secretary.submitApplication(Self.dossier)
        }
        await #expect(throws: VaultError.nothingAttached(Self.e01)) {
            try await secretary.submit(Self.e01, of: Self.dossier)
        }
        try await fill(Self.e01, secretary)
        try await secretary.answer(QuestionCode("has-sponsor")!, with: false, for: Self.e01, of: Self.dossier)
        let submission = try await secretary.submit(Self.e01, of: Self.dossier)
        #expect(!submission.isLate && submission.round == 1)
        try await secretary.submitApplication(Self.dossier)
        await #expect(throws: VaultError.requirementClosed(Self.e01, .submitted)) {
            try await attach("late.pdf", as: "work-programme", to: Self.e01, secretary)
        }
        await #expect(throws: VaultError.refused(.agentOnly)) {
            try await secretary.decide(Self.dossier, .admissible)
        }
        _ = try await agent.approve(Self.e01, of: Self.dossier)
        try await agent.decide(Self.dossier, .admissible)
        await #expect(throws: VaultError.awardMissing(Self.dossier)) { try await agent.decide(Self.dossier, .granted) }
        _ = try await agent.importDossier(DossierDescription(json: StoryDossiers.first(withAward: true)))
        try await agent.decide(Self.dossier, .granted)
        clock.advance(bySeconds: 60 * Self.day)
    }

    private func firstDisbursement(_ vault: Vault, _ clock: FixedClock) async throws {
        let secretary = try await vault.acting(as: PartyScene.secretary, through: "root")
        let agent = try await vault.acting(as: Self.agent, through: "root")
        try await fill(Self.e02, secretary)
        try await secretary.submit(Self.e02, of: Self.dossier)
        try await secretary.claim(Self.d01, of: Self.dossier)
        let missing = ProofMissing(requirement: Self.e02, disbursement: Self.d01, state: .submitted)
        await #expect(throws: VaultError.earlierProofMissing(Self.d01, [missing])) {
            try await agent.approve(Self.d01, of: Self.dossier)
        }
        #expect(try await agent.queue().items.map(\.code) == [Self.e02])
        _ = try await agent.approve(Self.e02, of: Self.dossier)
        try await agent.approve(Self.d01, of: Self.dossier)
        try await agent.pay(Self.d01, of: Self.dossier, on: CivilDate("2025-05-02")!)
        // Past the due date of the second report.
        clock.advance(bySeconds: 430 * Self.day)
    }

    /// A late submission, a return, an access withdrawn in the middle, and a second round.
    private func returnedReport(_ vault: Vault, _ clock: FixedClock) async throws {
        let secretary = try await vault.acting(as: PartyScene.secretary, through: "root")
        let director = try await vault.acting(as: PartyScene.director, through: "root")
        let agent = try await vault.acting(as: Self.agent, through: "root")
        for question in ["has-missions", "has-car-trips", "has-external-meetings", "has-student-workers"] {
            try await secretary.answer(QuestionCode(question)!, with: false, for: Self.e03, of: Self.dossier)
        }
        try await attach("statement.pdf", as: "expense-statement", to: Self.e03, secretary)
        try await attach("synthesis.pdf", as: "operating-synthesis", to: Self.e03, secretary)
        let invoice = try await attach(
            "invoice.pdf", as: "operating-invoice", to: Self.e03, secretary, facts: invoice("F-2025/0147"))
        do {
            try await secretary.submit(Self.e03, of: Self.dossier, reason: "No proof yet")
            Issue.record("a report without proof of payment was submitted")
        } catch VaultError.incomplete(_, let shortcomings) {
            #expect(shortcomings.contains { $0.isBlocking && $0.citation != nil })
        }
        try await attach(
            "payment.pdf", as: "payment-proof", to: Self.e03, secretary, facts: InvoiceFacts(number: "f2025 0147"))
        let first = try await secretary.submit(Self.e03, of: Self.dossier)
        #expect(first.isLate && first.round == 1)
        clock.advance(bySeconds: 3_600)

        await #expect(throws: VaultError.reasonMissing) {
            _ = try await agent.return(Self.e03, of: Self.dossier, reason: " ")
        }
        let returned = try await agent.return(
            Self.e03, of: Self.dossier, reason: "L'état n'est pas signé.", pieceReasons: [invoice: "Illisible."])
        #expect(returned.state == .returned)
        #expect(returned.submissions.last?.decision?.pieceReasons.count == 1)

        try await director.changeAccess(of: PartyScene.secretary, at: PartyScene.institute, to: .none)
        await #expect(throws: VaultError.refused(.accessWithdrawn)) {
            try await attach("signed.pdf", as: "expense-statement", to: Self.e03, secretary)
        }
        try await director.withdraw(invoice, from: Self.e03, of: Self.dossier, reason: "Remplacé")
        try await attach(
            "invoice clear.pdf", as: "operating-invoice", to: Self.e03, director, facts: self.invoice("F-2025/0147"))
        let before = try await director.requirement(Self.e03, of: Self.dossier)
        #expect(before.changes?.added.map(\.name) == ["invoice clear.pdf"])
        #expect(before.changes?.removed.map(\.name) == ["invoice.pdf"])
        clock.advance(bySeconds: 1)
        let second = try await director.submit(Self.e03, of: Self.dossier)
        #expect(second.round == 2)

        // Sealed is sealed: the first round is what the agent saw, though the invoice was withdrawn.
        let matter = try await agent.requirement(Self.e03, of: Self.dossier)
        #expect(matter.submissions[0].pieces == first.pieces)
        #expect(try Submission.digest(of: matter.submissions[0].pieces) == first.listDigest)
        _ = try await agent.approve(Self.e03, of: Self.dossier)

        let then = try await agent.history(of: Self.dossier, at: first.submittedAt)
        #expect(then.standing?.requirements["E03"]?.state == "submitted")
        #expect(then.standing?.requirements["E03"]?.pieces.map(\.name).contains("invoice.pdf") == true)
        let now = try await agent.history(of: Self.dossier)
        #expect(now.standing?.requirements["E03"]?.state == "approved")
        #expect(now.standing?.requirements["E03"]?.pieces.map(\.name).contains("invoice.pdf") == false)
    }

    /// The other beneficiary hands in the same invoice, in other bytes.
    private func duplicateInvoice(_ vault: Vault) async throws {
        let founder = try await vault.acting(as: PartyScene.founder, through: "root")
        let director = try await vault.acting(as: PartyScene.director, through: "root")
        let agent = try await vault.acting(as: Self.agent, through: "root")
        try await attach(
            "facture.pdf", as: "operating-invoice", to: Self.e01, founder, of: Self.other, facts: invoice("f 2025-0147")
        )
        #expect(try await founder.findings() == [])
        #expect(try await director.findings() == [])
        let findings = try await agent.findings()
        #expect(findings.map(\.kind) == [.duplicateInvoice])
        let finding = try #require(findings.first)
        #expect([finding.place.dossier, finding.earlier.dossier] == [Self.other, Self.dossier])
        let told = try await founder.history(of: Self.other)
        #expect(!told.entries.contains { $0.action == "finding.raised" })
        await #expect(throws: VaultError.findingNotFound(finding.id.description)) {
            try await founder.dismiss(finding.id, reason: "Mine")
        }
        await #expect(throws: VaultError.reasonMissing) { try await agent.dismiss(finding.id, reason: nil) }
        try await agent.dismiss(finding.id, reason: "La facture est partagée entre les deux projets.")
        #expect(try await agent.findings() == [])
        #expect(try await agent.findings(.dismissed).count == 1)
    }

    private func secondDisbursement(_ vault: Vault) async throws {
        let director = try await vault.acting(as: PartyScene.director, through: "root")
        let agent = try await vault.acting(as: Self.agent, through: "root")
        try await director.claim(Self.d02, of: Self.dossier)
        try await agent.approve(Self.d02, of: Self.dossier)
        #expect(try await agent.disbursements(of: Self.dossier).map(\.state) == [.paid, .approved])
        #expect(try await agent.outbox(as: vault).contains { $0.kind == .returned })
    }

    /// Attaches a made-up document for every piece that is missing, until none is.
    private func fill(_ requirement: RequirementCode, _ vault: Vault) async throws {
        for _ in 0..<3 {
            let matter = try await vault.requirement(requirement, of: Self.dossier)
            for assessment in matter.assessments where assessment.verdict == .missing {
                guard case .piece(let code) = assessment.rule else { continue }
                try await attach("\(code).pdf", as: code.text, to: requirement, vault)
            }
        }
    }

    private func invoice(_ number: String) -> InvoiceFacts {
        InvoiceFacts(
            number: number, date: CivilDate("2025-10-03"), supplier: "Fournisseur", supplierNumber: "0123456749",
            addresseeNumber: PartyScene.institute, amount: Money(cents: 12_345), vat: .excluded,
            paidOn: CivilDate("2025-10-20"))
    }

    @discardableResult
    private func attach(
        _ name: String, as piece: String, to requirement: RequirementCode, _ vault: Vault,
        of dossier: DossierCode = dossier, facts: InvoiceFacts = .none
    ) async throws -> Document.ID {
        let content = Chunks([Array("\(dossier) \(requirement) \(name)".utf8)])
        return try await vault.attach(
            content, named: OriginalName(name)!, to: requirement, of: dossier, as: PieceCode(piece)!, facts: facts
        ).document
    }
}

extension Vault {
    /// The outbox is the operator's.
    fileprivate func outbox(as operator: Vault) async throws -> [OutboxMessage] { try await `operator`.outbox() }
}
