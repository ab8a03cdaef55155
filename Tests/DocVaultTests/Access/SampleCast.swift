import VaultTestSupport

@testable import DocVault

/// People in the catalog of a test, put there by statements: so the rules are tested without the acts that they rule.
struct SampleCast {
    let database: any SQLDatabase
    let clock: FixedClock
    private let identifiers: IdentifierSource

    init(_ database: any SQLDatabase, clock: FixedClock) {
        (self.database, self.clock) = (database, clock)
        identifiers = IdentifierSource(clock: clock)
    }

    private static let insertPerson: SQLStatement = """
        INSERT INTO person (id, email, given_name, family_name, language, recorded_at) VALUES ($1, $2, 'A', 'B', 'en', 0)
        """
    private static let insertOrganisation: SQLStatement = """
        INSERT INTO organisation (id, enterprise_number, name_en, recorded_at) VALUES ($1, '0123.456.749', 'Another', 0)
        """
    private static let selectPartner: SQLStatement = "SELECT organisation_id FROM dossier_partner"
    private static let putContact: SQLStatement = """
        INSERT INTO contact (person_id, organisation_id, access, is_legal_representative, recorded_at)
        VALUES ($1, $2, $3, 0, 0)
        ON CONFLICT (person_id, organisation_id) DO UPDATE SET access = excluded.access
        """
    private static let insertSharing: SQLStatement = """
        INSERT INTO contact_role (id, dossier_id, person_id, organisation_id, kind, valid_from, valid_to, recorded_at)
        SELECT $1, id, $2, $3, $4, $5, $6, 0 FROM dossier WHERE code = $7
        """
    private static let insertRole: SQLStatement = """
        INSERT INTO staff_role (id, person_id, role, programme, valid_from, valid_to, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0)
        """
    private static let insertMandate: SQLStatement = """
        INSERT INTO mandate (id, code, person_id, scope, target, purpose, valid_from, valid_to, recorded_at)
        VALUES ($1, $2, $3, $4, $5, 'test', $6, $7, 0)
        """

    func person(_ name: String) async throws -> Person.ID {
        let id = identifiers.next(Person.self)
        try await execute(Self.insertPerson, [.identifier(id), .text("\(name)@example.org")])
        return id
    }

    /// The partner of the sample dossier.
    func partner() async throws -> Organisation.ID {
        let row = try await database.read { try $0.row(of: Self.selectPartner) }
        guard let row else { throw VaultError.eventNotFound("no partner") }
        return try row.identifier("organisation_id")
    }

    func anotherOrganisation() async throws -> Organisation.ID {
        let id = identifiers.next(Organisation.self)
        try await execute(Self.insertOrganisation, [.identifier(id)])
        return id
    }

    /// Gives a person access in an organisation, or changes it.
    func give(_ access: Contact.Access, in organisation: Organisation.ID, to person: Person.ID) async throws {
        try await execute(Self.putContact, [.identifier(person), .identifier(organisation), .text(access)])
    }

    /// Shares the sample dossier with a contact from now on.
    func share(
        as kind: ContactRole.Kind, with person: Person.ID, at organisation: Organisation.ID,
        forSeconds seconds: Int64? = nil
    ) async throws {
        try await execute(
            Self.insertSharing,
            [
                .identifier(identifiers.next(ContactRole.self)), .identifier(person), .identifier(organisation),
                .text(kind),
            ] + validity(seconds)
                + [.code(DossierCode.sample)])
    }

    /// Gives a role at the agency from now on.
    func appoint(
        _ person: Person.ID, as role: StaffRole, of programme: String = "", forSeconds seconds: Int64? = nil
    ) async throws {
        try await execute(
            Self.insertRole,
            [.identifier(identifiers.next(StaffRole.self)), .identifier(person), .text(role), .text(programme)]
                + validity(seconds))
    }

    /// Gives a mandate from now on.
    func grant(_ scope: Mandate.Scope, _ target: String, to person: Person.ID, forSeconds seconds: Int64) async throws {
        let id = identifiers.next(Mandate.self)
        try await execute(
            Self.insertMandate,
            [.identifier(id), .text(id.description), .identifier(person), .text(scope), .text(target)]
                + validity(seconds))
    }

    private func validity(_ seconds: Int64?) -> [SQLValue] {
        let now = clock.now()
        return [
            .instant(now),
            seconds.map { .instant(Instant(microsecondsSince1970: now.microsecondsSince1970 + $0 * 1_000_000)) }
                ?? .null,
        ]
    }

    private func execute(_ statement: SQLStatement, _ values: [SQLValue]) async throws {
        _ = try await database.write { try $0.execute(statement, values) }
    }
}

extension ActContext {
    /// The acts of a person, for an organisation or for none.
    static func of(_ person: Person.ID, for organisation: Organisation.ID? = nil) -> ActContext {
        ActContext(
            principal: .person(person, organisation),
            actor: JournalActor(kind: .person, name: "a person", identifier: person.description),
            request: IdentifierSource(clock: FixedClock()).next())
    }
}
