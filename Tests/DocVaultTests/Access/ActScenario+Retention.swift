import SystemPackage
import VaultTestSupport

@testable import DocVault

extension ActScenario {
    private static let hold = HoldCode("H-2026-001")!
    private static let disposition = DispositionCode("DC-2026-001")!

    static let retention = [
        ActScenario(.recordFact, .factRecorded) { stage in
            _ = try await stage.vault.recordFact(.aid, on: CivilDate("2025-01-15")!, of: .sample, basis: "a letter")
        },
        ActScenario(.placeHold, .holdPlaced) { stage in try await placeHold(stage) },
        ActScenario(
            .liftHold, .holdLifted,
            after: { stage in
                try await placeHold(stage)
                _ = try await stage.byColleague.liftHold(hold, reason: "over")
            },
            { stage in _ = try await stage.vault.liftHold(hold, reason: "over") }),
        ActScenario(
            .proposeDisposition, .dispositionProposed, after: { stage in try await stage.outliveDuties() },
            { stage in
                _ = try await stage.vault.proposeDisposition(.destroy, of: .everything, reason: "it is time")
            }),
        ActScenario(
            .reviewDisposition, .dispositionReviewed, after: { stage in try await propose(stage) },
            { stage in
                let (_, items) = try await stage.owner.disposition(disposition)
                _ = try await stage.vault.reviewDisposition(
                    disposition, excluding: [items[0].document], reason: "of interest")
            }),
        ActScenario(
            .approveDisposition, .dispositionApproved, after: { stage in try await propose(stage) },
            { stage in try await approve(stage, by: stage.vault) }),
        ActScenario(
            .cancelDisposition, .dispositionCancelled, after: { stage in try await propose(stage) },
            { stage in _ = try await stage.vault.cancelDisposition(disposition, reason: "not now") }),
        ActScenario(
            .executeDisposition, .dispositionExecuted,
            after: { stage in
                try await propose(stage)
                try await approve(stage, by: stage.owner)
                stage.clock.advance(bySeconds: 100 * 86_400)
            },
            { stage in _ = try await stage.vault.executeDisposition(disposition) }),
    ]

    private static func placeHold(_ stage: ActStage) async throws {
        _ = try await stage.vault.placeHold(
            NewHold(over: [.dossier(.sample)], effect: .block, authority: "a court", reason: "a case"))
    }

    /// Proposed by another account: nobody approves what they proposed.
    private static func propose(_ stage: ActStage) async throws {
        try await stage.outliveDuties()
        _ = try await stage.byColleague.proposeDisposition(.destroy, of: .everything, reason: "it is time")
    }

    private static func approve(_ stage: ActStage, by vault: Vault) async throws {
        let list = try await stage.owner.disposition(disposition).0.listDigest
        _ = try await vault.approveDisposition(disposition, list: list, authorisation: "AG-1")
    }
}

extension ActStage {
    fileprivate var byColleague: Vault {
        owner.acting(as: ActContext(operator: "colleague", request: IdentifierSource(clock: clock).next()))
    }

    /// Attaches two documents whose duties are over.
    fileprivate func outliveDuties() async throws {
        let end = try await owner.triggerFacts(of: .sample)[0]
        _ = try await owner.correctFact(end.id, to: CivilDate("2018-12-31")!, of: .sample, basis: "a slip")
        try await attach("one proof")
        try await attach("another proof", to: .e02)
    }
}
