import Testing
import VaultTestSupport

@testable import DocVault

/// Duties to keep follow the facts, in the transaction that changes one.
@Suite("A duty to keep")
struct ObligationTests {
    @Test("ends seven years after the end of the award decree")
    func awardEnd() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let document = try await stage.attach("an invoice")
        #expect(try await stage.eligibleOn(document) == "2033-07-01")
        try await stage.expectCurrent()
    }

    @Test("that begins on 29 February ends on 1 March")
    func leapDay() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2024-02-29")
        #expect(try await stage.eligibleOn(try await stage.attach("an invoice")) == "2031-03-02")
    }

    @Test("moves with an amendment, and both ends stay visible")
    func amendment() async throws {
        let stage = try await RetentionStage()
        let code = try await stage.importDossier(endingOn: "2026-06-30")
        let document = try await stage.attach("an invoice")
        stage.go(to: "2030-01-15")
        try await stage.agent.amend(
            code, .awardEnd(CivilDate("2027-03-31")!), effectiveOn: CivilDate("2026-06-01")!, basis: "decree 2")
        let explained = try await stage.vault.explainRetention(of: document)
        #expect(explained.eligibleOn == CivilDate("2034-04-01"))
        #expect(explained.documents[0].facts.map(\.date.description) == ["2026-06-30", "2027-03-31"])
        #expect(explained.paragraph(in: .en).contains("it was 2026-06-30, it is 2027-03-31"))
        try await stage.expectCurrent()
    }

    @Test("of an ERDF dossier waits for the last payment, and runs from the end of its year")
    func lastPayment() async throws {
        let stage = try await RetentionStage()
        let code = try await stage.importDossier(endingOn: "2020-06-30", regimes: "\"regional\", \"erdf2127\"")
        let document = try await stage.attach("an invoice")
        #expect(try await stage.eligibleOn(document) == nil)
        for requirement in [RequirementCode.e01, .e02] {
            _ = try await stage.agent.waive(requirement, of: code, reason: "not asked for")
        }
        for (disbursement, day) in [("D01", "2025-05-05"), ("D02", "2026-03-12")] {
            let disbursement = DisbursementCode(disbursement)!
            try await stage.agent.approve(disbursement, of: code)
            #expect(try await stage.eligibleOn(document) == nil)
            try await stage.agent.pay(disbursement, of: code, on: CivilDate(day)!)
            try await stage.expectCurrent()
        }
        #expect(try await stage.eligibleOn(document) == "2032-01-01")
        // It was paid back and paid again in the next year.
        let wrong = try #require(
            try await stage.vault.triggerFacts(of: code).last { $0.kind == .payment })
        _ = try await stage.agent.correctFact(
            wrong.id, to: CivilDate("2027-01-10")!, of: code, basis: "paid anew after a reversal")
        #expect(try await stage.eligibleOn(document) == "2033-01-01")
        try await stage.expectCurrent()
    }

    @Test("for state aid runs for ten years from the last aid, the longest duty counts, and a missing fact is for ever")
    func lastAid() async throws {
        let stage = try await RetentionStage()
        let code = try await stage.importDossier(
            endingOn: "2020-06-30", regimes: "\"regional\", \"erdf2127\", \"stateAid\"")
        let document = try await stage.attach("an invoice")
        _ = try await stage.agent.decide(code, .closed)
        _ = try await stage.agent.recordFact(
            .payment, on: CivilDate("2026-03-12")!, of: code, basis: "the last payment")
        #expect(try await stage.eligibleOn(document) == nil)
        let aid = try await stage.agent.recordFact(
            .aid, on: CivilDate("2025-01-15")!, of: code, basis: "the last aid of the scheme")
        #expect(try await stage.eligibleOn(document) == "2035-01-16")
        try await stage.expectCurrent()
        _ = try await stage.manager.correctFact(aid.id, to: nil, of: code, basis: "that was another beneficiary's")
        #expect(try await stage.eligibleOn(document) == nil)
        try await stage.expectCurrent()
        await #expect(throws: VaultError.retentionRefused(.factCorrected(aid.id.description))) {
            _ = try await stage.manager.correctFact(aid.id, to: CivilDate("2025-01-16")!, of: code, basis: "again")
        }
    }

    @Test("of a refused application runs from the decision; one that was abandoned counts as refused")
    func refusal() async throws {
        let stage = try await RetentionStage()
        let code = try await stage.importDossier(state: .submitted)
        let abandoned = try await stage.importDossier("2026-TEST-02", state: .preparation)
        let documents = [
            try await stage.attach("a plan"), try await stage.attach("another", of: abandoned),
        ]
        for document in documents { #expect(try await stage.eligibleOn(document) == "2034-01-01") }
        try await stage.agent.decide(code, .inadmissible, reason: "too late")
        _ = try await stage.agent.recordFact(
            .refusal, on: CivilDate("2026-11-01")!, of: abandoned, basis: "the applicant's letter")
        let shipped = try #require(RetentionPolicy.shipped.schedules.first { $0.trigger == .refusal })
        for (document, day) in zip(documents, ["2026-11-21", "2026-11-01"]) {
            let last = try #require(shipped.lastDayKept(triggeredOn: CivilDate(day)!))
            #expect(try await stage.eligibleOn(document) == last.next.description)
        }
        try await stage.expectCurrent()
    }

    @Test("is shared by equal bytes: they stay as long as the last of their documents")
    func shared() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let pending = try await stage.importDossier("2026-TEST-02", regimes: "\"regional\", \"erdf2127\"")
        let document = try await stage.attach("a shared invoice")
        let other = try await stage.attach("a shared invoice", of: pending)
        let digest = try await stage.vault.blob(of: document).digest
        #expect(try await stage.eligibleOn(document) == "2033-07-01")
        #expect(try await stage.eligibleOn(other) == nil)
        let explained = try await stage.vault.explainRetention(of: digest)
        #expect(explained.eligibleOn == nil)
        #expect(explained.documents.map(\.dossier) == [.sample, pending])
        #expect(try await stage.vault.explainRetention(of: document).paragraph(in: .en).contains("\(pending)"))
    }

    @Test("of an award always has an end: the only one can be corrected and not be taken away")
    func onlyEnd() async throws {
        let stage = try await RetentionStage()
        let code = try await stage.importDossier(endingOn: "2026-06-30")
        let end = try #require(try await stage.vault.triggerFacts(of: code).first)
        await #expect(throws: VaultError.retentionRefused(.factNeeded)) {
            _ = try await stage.agent.correctFact(end.id, to: nil, of: code, basis: "a mistake")
        }
        _ = try await stage.agent.correctFact(end.id, to: CivilDate("2026-07-30")!, of: code, basis: "a slip")
        #expect(try await stage.vault.dossier(code).0.award?.endDate == CivilDate("2026-07-30"))
        let history = try await stage.vault.history(of: code)
        #expect(history.standing?.awardEnd == "2026-07-30")
    }

    @Test("is counted by year, and by dossier on a day")
    func lists() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        let pending = try await stage.importDossier("2026-TEST-02", regimes: "\"erdf2127\", \"regional\"")
        let later = try await stage.importDossier("2026-TEST-03", endingOn: "2027-01-31")
        for (index, code) in [DossierCode.sample, .sample, pending, later].enumerated() {
            try await stage.attach("proof \(index)", of: code)
        }
        let due = try await stage.manager.retentionDue(on: CivilDate("2033-12-31")!)
        #expect(due.due == [DueDisposal(dossier: .sample, since: CivilDate("2033-07-01")!, documentCount: 2)])
        #expect(due.next == nil)
        #expect(try await stage.manager.retentionDue(on: CivilDate("2033-06-30")!).due == [])
        var forecast = RetentionForecast()
        var after: DossierCode?
        repeat {
            let page = try await stage.manager.retentionForecast(after: after, limit: 1)
            forecast.add(page.forecast)
            after = page.next
        } while after != nil
        #expect(forecast.years.mapValues(\.documentCount) == [2033: 2, 2034: 1])
        #expect(forecast.unknown.documentCount == 1 && forecast.unknown.dossierCount == 1)
        // A hold over one requirement is seen document by document.
        _ = try await stage.manager.placeHold(
            NewHold(over: [.requirement(.e01, of: later)], effect: .block, authority: "a court", reason: "a case"))
        #expect(try await stage.manager.retentionForecast().forecast.unknown.documentCount == 2)
    }
}
