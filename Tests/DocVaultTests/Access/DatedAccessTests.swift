import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Access is looked up anew at every act, at the instant of the act.
@Suite("What somebody is at the moment of an act")
struct DatedAccessTests {
    private let clock = FixedClock()
    private let engine: SQLiteDatabase
    private let cast: SampleCast
    private let database: GuardedDatabase
    private let person: Person.ID
    private let partner: Organisation.ID

    init() async throws {
        engine = try SQLiteDatabase.inMemory()
        _ = try await Vault.sample(blobs: InMemoryBlobStore(), database: engine, clock: clock, scratch: "unused")
        cast = SampleCast(engine, clock: clock)
        database = GuardedDatabase(JournaledDatabase(engine, clock: clock), clock: clock)
        person = try await cast.person("somebody")
        partner = try await cast.partner()
    }

    /// How an act on the sample dossier is answered: `nil` where it is allowed.
    private func answer(
        _ act: Act = .readDossier, for organisation: Organisation.ID? = nil
    ) async -> VaultError? {
        let context = ActContext.of(person, for: organisation)
        do {
            if act.changesState {
                try await database.perform(act, on: .dossier(.sample), by: context) { _, _, _ in }
            } else {
                try await database.view(act, of: .dossier(.sample), by: context) { _, _ in }
            }
        } catch { return error as? VaultError }
        return nil
    }

    private let notFound = VaultError.dossierNotFound(.sample, nearest: nil)

    @Test("a mandate counts up to its end and not at it, and is not revived by setting back the clock")
    func mandate() async throws {
        try await cast.grant(.programme, "TEST", to: person, forSeconds: 100)
        #expect(await answer() == nil)
        clock.advance(bySeconds: 99)
        #expect(await answer() == nil)
        clock.advance(bySeconds: 1)
        #expect(await answer() == .refused(.mandateEnded))
        // Something is recorded at this instant; after that the clock is set back.
        #expect(await answer(.amendDossier) == .refused(.mandateEnded))
        clock.advance(bySeconds: -50)
        #expect(await answer() == .refused(.mandateEnded))
    }

    @Test("a mandate does not count before its beginning")
    func earlyMandate() async throws {
        clock.advance(bySeconds: 10)
        try await cast.grant(.dossier, "2026-TEST-01", to: person, forSeconds: 100)
        let elsewhere = FixedClock()
        let before = GuardedDatabase(JournaledDatabase(engine, clock: elsewhere), clock: elsewhere)
        await #expect(throws: VaultError.refused(.mandateEnded)) {
            try await before.view(.readDossier, of: .dossier(.sample), by: .of(person)) { _, _ in }
        }
        #expect(await answer() == nil)
    }

    @Test("a mandate over one thing says nothing of another", arguments: ["dossier", "programme", "organisation"])
    func otherMandate(scope: String) async throws {
        let target = ["dossier": "2026-TEST-02", "programme": "OTHER", "organisation": "0123.456.749"][scope]
        try await cast.grant(#require(Mandate.Scope(rawValue: scope)), #require(target), to: person, forSeconds: 100)
        #expect(await answer() == notFound)
        clock.advance(bySeconds: 100)
        #expect(await answer() == notFound)
    }

    @Test("a mandate over a partner covers its dossiers")
    func partnerMandate() async throws {
        try await cast.grant(.organisation, "0987.654.394", to: person, forSeconds: 100)
        #expect(await answer() == nil)
        #expect(await answer(.attachPiece) == .refused(.beneficiaryOnly))
        clock.advance(bySeconds: 100)
        #expect(await answer() == .refused(.mandateEnded))
    }

    @Test("a role at the agency counts up to its end", arguments: ["TEST", "*"])
    func role(programme: String) async throws {
        #expect(await answer(.amendDossier) == notFound)
        try await cast.appoint(person, as: .agent, of: programme, forSeconds: 100)
        #expect(await answer(.amendDossier) == nil)
        clock.advance(bySeconds: 100)
        #expect(await answer(.amendDossier) == notFound)
    }

    @Test("an administrator sees no dossier")
    func administrator() async throws {
        try await cast.appoint(person, as: .administrator)
        #expect(await answer() == notFound)
        #expect(await answer(.exportDossier) == notFound)
        #expect(await answer(.rotateKey) == nil)
    }

    @Test("access that was withdrawn is refused at the next act, and given back counts again")
    func access() async throws {
        try await cast.give(.superUser, in: partner, to: person)
        #expect(await answer(.attachPiece, for: partner) == nil)
        try await cast.give(.none, in: partner, to: person)
        #expect(await answer(.attachPiece, for: partner) == .refused(.accessWithdrawn))
        #expect(await answer(.readDossier, for: partner) == .refused(.accessWithdrawn))
        #expect(await answer(.createContact, for: partner) != nil)
        #expect(await answer() == notFound)
        try await cast.give(.superUser, in: partner, to: person)
        #expect(await answer(.attachPiece, for: partner) == nil)
    }

    @Test("a sharing counts up to its end, for the organisation that it names and while there is access")
    func sharing() async throws {
        let other = try await cast.anotherOrganisation()
        try await cast.give(.user, in: other, to: person)
        try await cast.give(.user, in: partner, to: person)
        #expect(await answer(for: other) == notFound)
        try await cast.share(as: .viewer, with: person, at: other, forSeconds: 100)
        #expect(await answer(for: other) == nil)
        #expect(await answer(.attachPiece, for: other) == .refused(.viewerOnly))
        #expect(await answer(for: partner) == notFound)
        #expect(await answer() == notFound)
        try await cast.give(.none, in: other, to: person)
        #expect(await answer(for: other) == .refused(.accessWithdrawn))
        try await cast.give(.user, in: other, to: person)
        try await cast.share(as: .editor, with: person, at: other, forSeconds: 50)
        #expect(await answer(.attachPiece, for: other) == nil)
        clock.advance(bySeconds: 50)
        #expect(await answer(.attachPiece, for: other) == .refused(.viewerOnly))
        clock.advance(bySeconds: 50)
        #expect(await answer(for: other) == notFound)
    }

    @Test("somebody who acts for an organisation that they are no contact of may nothing in its name")
    func noContact() async throws {
        #expect(await answer(for: partner) == .refused(.accessWithdrawn))
        #expect(await answer(.attachPiece, for: partner) == .refused(.accessWithdrawn))
    }
}
