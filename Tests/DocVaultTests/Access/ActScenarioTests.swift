import Testing

@testable import DocVault

/// Promise 7, for every act that there is: it is journaled in its own transaction, and does not happen without.
@Suite("Every act that changes something")
struct ActScenarioTests {
    @Test("is tried here")
    func complete() {
        let tried = ActScenario.all.map(\.act)
        #expect(Act.allCases.filter { $0.changesState && !tried.contains($0) } == [])
        #expect(tried.filter { !$0.changesState } == [])
        #expect(Set(tried).count == tried.count)
    }

    @Test("is an event of its kind", arguments: Act.allCases.filter(\.changesState))
    func event(act: Act) async throws {
        let scenario = try #require(ActScenario.all.first { $0.act == act })
        try await ActStage.lend { (stage) async throws in
            try await scenario.prepare(stage)
            let (events, rows) = (try await stage.eventCount, try await CatalogDump(of: stage.catalog))
            try await scenario.perform(stage)
            let actions = try await stage.actions(since: events)
            #expect(actions.contains(scenario.action.rawValue))
            #expect(!actions.contains(JournalAction.actRefused.rawValue))
            #expect(try await CatalogDump(of: stage.catalog).differences(from: rows).contains("journal_event"))
            try await stage.vault.publishJournal()
            #expect(try await stage.vault.verifyJournal().isValid)
        }
    }

    @Test("changes nothing when its event cannot be written", arguments: Act.allCases.filter(\.changesState))
    func noEvent(act: Act) async throws {
        let scenario = try #require(ActScenario.all.first { $0.act == act })
        try await ActStage.lend { (stage) async throws in
            try await scenario.prepare(stage)
            let before = try await CatalogDump(of: stage.catalog)
            await stage.catalog.whileFull {
                await #expect(throws: VaultError.storageFull) { try await scenario.perform(stage) }
            }
            #expect(try await CatalogDump(of: stage.catalog).differences(from: before) == [])
            // It was the journal alone that stopped it.
            try await scenario.perform(stage)
            #expect(try await CatalogDump(of: stage.catalog) != before)
        }
    }

    @Test(
        "leaves one event when it is refused, and changes nothing else", arguments: Act.allCases.filter(\.changesState))
    func refused(act: Act) async throws {
        let scenario = try #require(ActScenario.all.first { $0.act == act })
        // What anybody may do is refused to nobody, and a finding that one may not see is not there to be dismissed.
        guard !Self.ofAnybody.contains(act), act != .dismissFinding else { return }
        try await ActStage.lend { (stage) async throws in
            try await scenario.prepare(stage)
            let (events, before) = (try await stage.eventCount, try await CatalogDump(of: stage.catalog))
            let stranger = stage.actedBy(.of(IdentifierSource(clock: stage.clock).next()))
            await #expect(throws: VaultError.self) { try await scenario.perform(stranger) }
            #expect(try await stage.actions(since: events) == [JournalAction.actRefused.rawValue])
            #expect(try await CatalogDump(of: stage.catalog).differences(from: before) == ["journal_event"])
        }
    }

    /// What a person does about themselves, or a link about whoever has it.
    private static let ofAnybody: Set<Act> = [
        .changeOwnSettings, .acceptInvitation, .changePassword, .changeSecondFactor, .linkIdentity, .createToken,
        .revokeToken,
    ]

    @Test("is compared in all tables")
    func dump() async throws {
        try await ActStage.lend { (stage) async throws in
            #expect(try await CatalogDump.unknownTables(of: stage.catalog) == [])
            let before = try await CatalogDump(of: stage.catalog)
            #expect(before.rowCount > 15)
            try await stage.attach()
            #expect(try await CatalogDump(of: stage.catalog).differences(from: before).contains("attachment"))
        }
    }
}
