/// Contacts in the catalog.
enum ContactRecords {
    private static let ofOrganisation: SQLStatement = """
        SELECT p.id AS person_id, p.email, p.given_name, p.family_name, p.language, c.access, c.is_legal_representative
        FROM contact c JOIN person p ON p.id = c.person_id
        WHERE c.organisation_id = $1
        ORDER BY p.email
        """
    private static let one: SQLStatement = """
        SELECT p.id AS person_id, p.email, p.given_name, p.family_name, p.language, c.access, c.is_legal_representative
        FROM contact c JOIN person p ON p.id = c.person_id
        WHERE c.person_id = $1 AND c.organisation_id = $2
        """

    static func contacts(of organisation: Organisation.ID, in connection: any SQLConnection) throws -> [Contact] {
        try connection.rows(of: ofOrganisation, [.identifier(organisation)]).map(Contact.init)
    }

    static func contact(
        _ person: Person.ID, of organisation: Organisation.ID, in connection: any SQLConnection
    ) throws -> Contact? {
        try connection.row(of: one, [.identifier(person), .identifier(organisation)]).map(Contact.init)
    }

    private static let insertion: SQLStatement = """
        INSERT INTO contact (person_id, organisation_id, access, is_legal_representative, recorded_at)
        VALUES ($1, $2, $3, $4, $5)
        """

    static func insert(
        _ contact: Contact, of organisation: Organisation.ID, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(contact.person.id), .identifier(organisation), .text(contact.access),
                .flag(contact.isLegalRepresentative), .instant(now),
            ])
    }

    private static let change: SQLStatement = """
        UPDATE contact SET access = $3 WHERE person_id = $1 AND organisation_id = $2
        """

    static func change(
        _ person: Person.ID, of organisation: Organisation.ID, to access: Contact.Access,
        in connection: any SQLConnection
    ) throws {
        try connection.execute(change, [.identifier(person), .identifier(organisation), .text(access)])
    }

    private static let otherSuperUsers: SQLStatement = """
        SELECT COUNT(*) AS count FROM contact
        WHERE organisation_id = $1 AND person_id <> $2 AND access = 'superUser'
        """

    static func hasSuperUser(
        _ organisation: Organisation.ID, besides person: Person.ID, in connection: any SQLConnection
    ) throws -> Bool {
        try connection.row(of: otherSuperUsers, [.identifier(organisation), .identifier(person)])?.integer("count") != 0
    }

    private static let count: SQLStatement = "SELECT COUNT(*) AS count FROM contact WHERE organisation_id = $1"

    /// Whether an organisation has contacts: the first of them is a legal representative.
    static func isRepresented(_ organisation: Organisation.ID, in connection: any SQLConnection) throws -> Bool {
        try connection.row(of: count, [.identifier(organisation)])?.integer("count") != 0
    }

    private static let ofPerson: SQLStatement = """
        SELECT o.id, o.enterprise_number, o.name_fr, o.name_nl, o.name_en, c.access
        FROM contact c JOIN organisation o ON o.id = c.organisation_id
        WHERE c.person_id = $1
        ORDER BY o.enterprise_number
        """

    /// The organisations that a person is a contact of, by their numbers.
    static func places(of person: Person.ID, in connection: any SQLConnection) throws -> [Place] {
        try connection.rows(of: ofPerson, [.identifier(person)]).map { row in
            Place(
                id: try row.identifier("id"),
                organisation: try Organisation(row), access: try row.choice("access"))
        }
    }
}

/// An organisation that a person may choose to act for.
public struct Place: Hashable, Sendable {
    let id: Organisation.ID
    public let organisation: Organisation
    public let access: Contact.Access
}

extension Contact {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            person: try Person(row), access: try row.choice("access"),
            isLegalRepresentative: try row.flag("is_legal_representative"))
    }

    /// The contact as the journal tells of it.
    func canonical(of organisation: EnterpriseNumber) -> CanonicalJSON {
        [
            "access": .string(access.rawValue), "isLegalRepresentative": .bool(isLegalRepresentative),
            "organisation": .string(organisation.description), "person": person.canonical,
        ]
    }
}
