import VaultTestSupport

@testable import DocVault

/// One act as it is done through the library: what has to be there before, the act, and the event that tells of it.
struct ActScenario: Sendable {
    typealias Step = @Sendable (ActStage) async throws -> Void

    let act: Act
    let action: JournalAction
    let prepare: Step
    let perform: Step

    init(
        _ act: Act, _ action: JournalAction, after prepare: @escaping Step = { _ in }, _ perform: @escaping Step
    ) {
        (self.act, self.action, self.prepare, self.perform) = (act, action, prepare, perform)
    }

    static let all = dossiers + proof + decisions + people + accounts + retention + vault + [adoptingPolicy, exporting]

    private static let dossiers = [
        ActScenario(.importDossier, .dossierImported) { stage in
            try await stage.importDossier(ActStage.preparation, .preparation)
        },
        ActScenario(
            .submitApplication, .dossierMoved,
            after: { stage in try await stage.importDossier(ActStage.preparation, .preparation) },
            { stage in try await stage.vault.submitApplication(ActStage.preparation) }),
        ActScenario(
            .decideDossier, .dossierMoved,
            after: { stage in try await stage.importDossier(ActStage.submitted, .submitted) },
            { stage in try await stage.vault.decide(ActStage.submitted, .admissible) }),
        ActScenario(.amendDossier, .dossierAmended) { stage in
            let (end, day) = (CivilDate("2027-06-30")!, CivilDate("2026-12-01")!)
            try await stage.vault.amend(.sample, .projectEnd(end), effectiveOn: day, basis: "an agreement")
        },
        ActScenario(
            .shareDossier, .dossierShared, after: { stage in try await stage.addSecretary() },
            { stage in
                try await stage.vault.shareDossier(
                    .sample, with: PartyScene.secretary, at: PartyScene.institute, as: .editor)
            }),
        ActScenario(
            .endSharing, .sharingEnded,
            after: { stage in
                try await stage.addSecretary()
                try await stage.vault.shareDossier(
                    .sample, with: PartyScene.secretary, at: PartyScene.institute, as: .editor)
            },
            { stage in
                try await stage.vault.endSharing(
                    of: .sample, with: PartyScene.secretary, at: PartyScene.institute)
            }),
    ]

    private static let proof = [
        ActScenario(
            .answerQuestion, .questionAnswered,
            after: { stage in try await stage.importDossier(ActStage.preparation, .granted) },
            { stage in
                let asked = try await stage.owner.requirement(.e01, of: ActStage.preparation).questions
                let question = asked.first?.code ?? QuestionCode("none")!
                try await stage.vault.answer(question, with: true, for: .e01, of: ActStage.preparation)
            }),
        ActScenario(.attachPiece, .documentAttached) { stage in try await stage.attach() },
        ActScenario(
            .withdrawPiece, .pieceWithdrawn, after: { stage in try await stage.attach() },
            { stage in
                let uses = try await stage.owner.find(.name("proof.txt"))
                for use in uses { try await stage.vault.withdraw(use.document, from: .e01, of: .sample) }
            }),
        ActScenario(
            .submitRequirement, .requirementSubmitted,
            after: { stage in try await stage.attachAll() },
            { stage in _ = try await stage.vault.submit(.e01, of: .sample, reason: "all there is") }),
        ActScenario(
            .claimDisbursement, .disbursementMoved,
            { stage in try await stage.vault.claim(ActStage.d01, of: .sample) }),
    ]

    private static let decisions = [
        ActScenario(
            .approveRequirement, .requirementApproved, after: { stage in try await stage.submitAll() },
            { stage in _ = try await stage.vault.approve(.e01, of: .sample) }),
        ActScenario(
            .returnRequirement, .requirementReturned, after: { stage in try await stage.submitAll() },
            { stage in _ = try await stage.vault.return(.e01, of: .sample, reason: "not signed") }),
        ActScenario(.waiveRequirement, .requirementWaived) { stage in
            _ = try await stage.vault.waive(.e01, of: .sample, reason: "asked for elsewhere")
        },
        ActScenario(
            .dismissFinding, .findingDismissed,
            after: { stage in
                try await stage.attach("the same bytes", to: .e01)
                try await stage.attach("the same bytes", to: .e02)
            },
            { stage in
                for finding in try await stage.owner.findings() {
                    try await stage.vault.dismiss(finding.id, reason: "a report on both")
                }
            }),
        ActScenario(
            .approveDisbursement, .disbursementMoved,
            after: { stage in _ = try await stage.vault.waive(.e01, of: .sample, reason: "asked for elsewhere") },
            { stage in try await stage.vault.approve(ActStage.d01, of: .sample) }),
        ActScenario(
            .payDisbursement, .disbursementMoved,
            after: { stage in
                _ = try await stage.vault.waive(.e01, of: .sample, reason: "asked for elsewhere")
                try await stage.vault.approve(ActStage.d01, of: .sample)
            },
            { stage in try await stage.vault.pay(ActStage.d01, of: .sample, on: CivilDate("2026-11-20")!) }),
    ]
}
