import VaultTestSupport

@testable import DocVault

extension ActScenario {
    private static let agent = EmailAddress("agent@agency.example")!
    private static let auditor = EmailAddress("auditor@court.example")!
    private static let mandate = MandateCode("AUDIT-2026-01")!

    static let people = [
        ActScenario(.registerOrganisation, .organisationRegistered) { stage in
            try await stage.vault.registerOrganisation(
                PartyScene.company, names: LocalizedText([.en: "A fictional company"]),
                representative: .named(PartyScene.founder, 3))
        },
        ActScenario(.createContact, .contactCreated) { stage in try await stage.addSecretary() },
        ActScenario(
            .changeAccess, .accessChanged, after: { stage in try await stage.addSecretary() },
            { stage in
                try await stage.vault.changeAccess(of: PartyScene.secretary, at: PartyScene.institute, to: .none)
            }),
        ActScenario(.changeOwnSettings, .settingsChanged) { stage in
            let director = try await stage.vault.acting(as: PartyScene.director, through: "root")
            try await director.changeOwnSettings(language: .nl)
        },
        ActScenario(.appointStaff, .staffAppointed) { stage in
            try await stage.vault.appointStaff(.new(.named(agent, 4)), as: .agent(programme: "TEST"))
        },
        ActScenario(
            .dismissStaff, .staffDismissed,
            after: { stage in
                try await stage.vault.appointStaff(.new(.named(agent, 4)), as: .agent(programme: "TEST"))
            },
            { stage in try await stage.vault.dismissStaff(agent, from: .agent(programme: "TEST")) }),
        ActScenario(.grantMandate, .mandateGranted) { stage in try await grant(stage) },
        ActScenario(
            .endMandate, .mandateEnded,
            after: { stage in
                try await grant(stage)
                stage.clock.advance(bySeconds: 60)
            },
            { stage in try await stage.vault.endMandate(mandate) }),
    ]

    private static func grant(_ stage: ActStage) async throws {
        let now = stage.clock.now()
        let end = Instant(microsecondsSince1970: now.microsecondsSince1970 + 86_400_000_000)
        try await stage.vault.grantMandate(
            mandate, to: .new(.named(auditor, 5)), over: .programme("TEST"), purpose: "a sample", from: now, to: end)
    }

    static let vault = [
        ActScenario(.remind, .remindersQueued) { stage in
            try await stage.vault.remind(on: CivilDate("2026-02-01")!)
        },
        ActScenario(.rotateKey, .keyRotated) { stage in _ = try await stage.vault.rotateJournalKey() },
        ActScenario(.nameTimestampAuthority, .timestampAuthorityNamed) { stage in
            try await stage.vault.setTimestampAuthority(
                TimestampAuthority(url: "http://authority.example", certificates: "of the authority"))
        },
        ActScenario(
            .eraseEvent, .eventErased, after: { stage in try await stage.attach() },
            { stage in
                try await stage.vault.eraseEvent(stage.eventCount - 1, reason: "asked for by the person")
            }),
        ActScenario(
            .collectBlobs, .blobsCollected,
            after: { stage in _ = try await stage.vault.blobs.put(Chunks([Array("never recorded".utf8)])) },
            { stage in
                // The files have the time of the machine, and the vault that of the test.
                var ages = CollectionAges.immediate
                ages.grace = .days(-36_500)
                try await stage.vault.collect(ages: ages)
            }),
    ]
}
