import Testing
import VaultTestSupport

@testable import DocVault

/// An order not to destroy wins over everything, and ends by two persons.
@Suite("A hold")
struct HoldTests {
    private func court(_ scopes: [LegalHold.Scope], _ effect: LegalHold.Effect = .block, hidden: Bool = false)
        -> NewHold
    {
        NewHold(over: scopes, effect: effect, authority: "the court", reason: "a case", isConfidential: hidden)
    }

    @Test("covers what it names, and what is filed there later")
    func scopes() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let other = try await stage.importDossier("2026-TEST-02", endingOn: "2026-06-30")
        let (one, two) = (try await stage.attach("one"), try await stage.attach("two", to: .e02))
        let elsewhere = try await stage.attach("three", of: other)
        let scopes: [(LegalHold.Scope, Set<Document.ID>)] = [
            (.dossier(.sample), [one, two]), (.requirement(.e01, of: .sample), [one]), (.document(two), [two]),
            (.programme("TEST"), [one, two, elsewhere]), (.organisation(PartyScene.institute), [one, two, elsewhere]),
            (.programme("OTHER"), []),
        ]
        for (scope, covered) in scopes {
            let hold = try await stage.manager.placeHold(court([scope]))
            for document in [one, two, elsewhere] {
                let explained = try await stage.vault.explainRetention(of: document)
                #expect((explained.eligibleOn == nil) == covered.contains(document), "\(scope)")
            }
            _ = try await stage.manager.liftHold(hold.code, reason: "over")
            let lifted = try await stage.colleague.liftHold(hold.code, reason: "over")
            #expect(!lifted.isActive)
        }
        let hold = try await stage.manager.placeHold(court([.dossier(.sample)]))
        let later = try await stage.attach("filed later")
        #expect(try await stage.eligibleOn(later) == nil)
        #expect(try await stage.vault.explainRetention(of: later).documents[0].holds.map(\.code) == [hold.code])
    }

    @Test("takes one person to place and two to lift")
    func twoPersons() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let document = try await stage.attach("one")
        let hold = try await stage.manager.placeHold(court([.dossier(.sample)]))
        #expect(hold.code.text == "H-2026-001")
        _ = try await stage.manager.liftHold(hold.code, reason: "over")
        await #expect(throws: VaultError.refused(.ownProposal)) {
            _ = try await stage.manager.liftHold(hold.code, reason: "over")
        }
        #expect(try await stage.eligibleOn(document) == nil)
        await #expect(throws: VaultError.reasonMissing) {
            _ = try await stage.colleague.liftHold(hold.code, reason: " ")
        }
        _ = try await stage.colleague.liftHold(hold.code, reason: "over")
        #expect(try await stage.eligibleOn(document) == "2033-07-01")
        await #expect(throws: VaultError.retentionRefused(.holdLifted(hold.code))) {
            _ = try await stage.colleague.liftHold(hold.code, reason: "over")
        }
        #expect(try await stage.manager.holds().map(\.code) == [hold.code])
    }

    @Test("adds its days when it suspends, and lets duties begin anew when it restarts them")
    func effects() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let document = try await stage.attach("one")
        let suspending = try await stage.manager.placeHold(court([.dossier(.sample)], .suspend))
        stage.go(to: "2026-11-25")
        // A second one over the same days adds nothing.
        let same = try await stage.manager.placeHold(court([.document(document)], .suspend))
        stage.go(to: "2026-11-30")
        for hold in [suspending, same] {
            _ = try await stage.manager.liftHold(hold.code, reason: "over")
            _ = try await stage.colleague.liftHold(hold.code, reason: "over")
        }
        // Ten days, from 21 to 30 November.
        #expect(try await stage.eligibleOn(document) == "2033-07-11")
        let restarting = try await stage.manager.placeHold(court([.dossier(.sample)], .restart))
        stage.go(to: "2028-03-01")
        _ = try await stage.manager.liftHold(restarting.code, reason: "over")
        _ = try await stage.colleague.liftHold(restarting.code, reason: "over")
        #expect(try await stage.eligibleOn(document) == "2035-03-02")
    }

    @Test("that is confidential gives no sign to who may not see it")
    func confidential() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let document = try await stage.attach("one")
        let plain = try await stage.agent.explainRetention(of: document)
        let hold = try await stage.manager.placeHold(court([.dossier(.sample)], hidden: true))
        #expect(try await stage.agent.explainRetention(of: document) == plain)
        #expect(try await stage.manager.explainRetention(of: document).eligibleOn == nil)
        await #expect(throws: VaultError.retentionRefused(.holdNotFound(hold.code))) {
            _ = try await stage.agent.liftHold(hold.code, reason: "let me")
        }
        let absent = HoldCode("H-2026-099")!
        await #expect(throws: VaultError.retentionRefused(.holdNotFound(absent))) {
            _ = try await stage.agent.liftHold(absent, reason: "let me")
        }
        let open = try await stage.manager.placeHold(court([.dossier(.sample)]))
        await #expect(throws: VaultError.refused(.recordsManagerOnly)) {
            _ = try await stage.agent.liftHold(open.code, reason: "let me")
        }
        let history = try await stage.agent.history(of: .sample)
        #expect(!history.entries.contains { $0.action.hasPrefix("hold.") })
    }

    @Test("over nothing, or over what is not there, is refused")
    func badScopes() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier()
        await #expect(throws: VaultError.retentionRefused(.holdEmpty)) {
            _ = try await stage.manager.placeHold(court([]))
        }
        let absent = DossierCode("2026-NONE-01")!
        let document = Document.ID("01a1ff42-31b7-7a2c-b013-44cd62cd6791")!
        for scope in [
            LegalHold.Scope.dossier(absent), .requirement(RequirementCode("E09")!, of: .sample), .document(document),
            .organisation(EnterpriseNumber("0444.555.651")!),
        ] {
            await #expect(throws: VaultError.self) { _ = try await stage.manager.placeHold(court([scope])) }
        }
        #expect(try await stage.manager.holds() == [])
    }

    @Test("counts each day once")
    func countedDays() {
        func span(_ first: String, _ last: String) -> ClosedRange<CivilDate> {
            CivilDate(first)!...CivilDate(last)!
        }
        #expect(Eligibility.countedDays(of: []) == 0)
        #expect(Eligibility.countedDays(of: [span("2026-02-28", "2026-03-01")]) == 2)
        #expect(
            Eligibility.countedDays(of: [
                span("2026-01-10", "2026-01-20"), span("2026-01-01", "2026-01-31"), span("2026-01-31", "2026-02-01"),
            ]) == 32)
    }
}
