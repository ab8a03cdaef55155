import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A list of dossiers is found by one statement, and a page of it by few, because asking the rules for each of a hundred thousand
/// takes long. They must give what the rules give.
@Suite("The dossiers in a list")
struct ReadableDossierTests {
    private static let programmes = ["TEST", "OTHER"]
    private static let codes = ["2026-TEST-01", "2026-TEST-02", "2026-TEST-03"].compactMap(DossierCode.init)
    private static let numbers = ["0987.654.394", "0123.456.749"]

    /// Three dossiers: of two programmes and of two organisations.
    private func descriptions() throws -> [DossierDescription] {
        try Self.codes.enumerated().map { index, code in
            let text = String(decoding: SampleDossier.json, as: UTF8.self)
                .replacing(SampleDossier.code, with: code.text)
                .replacing("\"programme\": \"TEST\"", with: "\"programme\": \"\(Self.programmes[index / 2])\"")
                .replacing("0987.654.394", with: Self.numbers[index % 2])
            return try DossierDescription(json: Array(text.utf8))
        }
    }

    private static let organisations: SQLStatement = "SELECT id FROM organisation"
    private static let shares: SQLStatement = """
        INSERT INTO contact_role (id, dossier_id, person_id, organisation_id, kind, valid_from, valid_to, recorded_at)
        SELECT $1, id, $2, $3, 'viewer', $4, $5, 0 FROM dossier WHERE code = $6
        """

    @Test("are those that the rules let somebody read, whoever they are")
    func agree() async throws {
        var seed = TestSeed(for: "dossiers in a list")
        let clock = FixedClock()
        let engine = try SQLiteDatabase.inMemory()
        let vault = try await Vault.sample(
            blobs: InMemoryBlobStore(), database: engine, clock: clock, scratch: "unused")
        for description in try descriptions() { _ = try await vault.importDossier(description) }
        let organisations: [Organisation.ID] = try await engine.read { connection in
            try connection.rows(of: Self.organisations).map { try $0.identifier("id") }
        }
        try #require(organisations.count == 2)
        let cast = SampleCast(engine, clock: clock)
        var seen: Set<Int> = []
        for number in 0..<150 {
            let person = try await cast.person("person\(number)")
            for organisation in organisations where Bool.random(using: &seed) {
                let access = try #require(Contact.Access.allCases.randomElement(using: &seed))
                try await cast.give(access, in: organisation, to: person)
                guard Bool.random(using: &seed), let code = Self.codes.randomElement(using: &seed) else { continue }
                let now = clock.now()
                let end = Bool.random(using: &seed) ? now : nil
                _ = try await engine.write { connection in
                    try connection.execute(
                        Self.shares,
                        [
                            .identifier(IdentifierSource(clock: clock).next(ContactRole.self)), .identifier(person),
                            .identifier(organisation), .instant(Instant(microsecondsSince1970: 0)),
                            end.map(SQLValue.instant) ?? .null, .code(code),
                        ])
                }
            }
            if Int.random(in: 0..<5, using: &seed) == 0 {
                let role = try #require(StaffRole.allCases.randomElement(using: &seed))
                let programme = try #require((Self.programmes + ["*"]).randomElement(using: &seed))
                try await cast.appoint(person, as: role, of: role == .agent ? programme : "")
            }
            if Int.random(in: 0..<4, using: &seed) == 0 {
                let scope = try #require(Mandate.Scope.allCases.randomElement(using: &seed))
                let targets =
                    switch scope {
                    case .dossier: Self.codes.map(\.text)
                    case .programme: Self.programmes
                    case .organisation: Self.numbers
                    }
                let target = try #require(targets.randomElement(using: &seed))
                try await cast.grant(scope, target, to: person, forSeconds: Bool.random(using: &seed) ? 100 : 0)
            }
            for organisation in organisations.map(Optional.some) + [nil] {
                let actor = vault.acting(as: .of(person, for: organisation))
                let listed = try await actor.dossiers().map(\.code)
                var readable: [DossierCode] = []
                for code in Self.codes where (try? await actor.dossier(code)) != nil { readable.append(code) }
                #expect(listed == readable)
                // Each is due for two requirements.
                let due = try await actor.due(until: CivilDate("2030-01-01")!).map(\.dossier)
                #expect(Set(due) == Set(readable) && due.count == 2 * readable.count)
                let first = try await actor.dossiers(after: nil, limit: 1)
                let rest = try await actor.dossiers(after: first.next, limit: 5)
                let paged = first.items + (first.next == nil ? [] : rest.items)
                #expect(paged.map(\.code) == readable)
                seen.insert(listed.count)
            }
        }
        #expect(seen == [0, 1, 2, 3])
    }
}
