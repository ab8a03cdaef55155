/// Contact-roles in the catalog: what ends is dated, not deleted.
enum ContactRoleRecords {
    private static let ofDossier: SQLStatement = """
        SELECT s.id, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, o.enterprise_number, s.kind,
            s.valid_from, s.valid_to
        FROM contact_role s
        JOIN person p ON p.id = s.person_id
        JOIN organisation o ON o.id = s.organisation_id
        WHERE s.dossier_id = $1
        ORDER BY s.valid_from, s.id
        """
    private static let notEnded: SQLStatement = """
        SELECT s.id, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, o.enterprise_number, s.kind,
            s.valid_from, s.valid_to
        FROM contact_role s
        JOIN person p ON p.id = s.person_id
        JOIN organisation o ON o.id = s.organisation_id
        WHERE s.dossier_id = $1 AND s.person_id = $2 AND s.organisation_id = $3
            AND (s.valid_to IS NULL OR (s.valid_to > $4 AND s.valid_to > s.valid_from))
        ORDER BY s.valid_from, s.id
        """

    /// All contact-roles of a dossier, those that ended as well, as they began.
    static func sharings(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [ContactRole] {
        try connection.rows(of: ofDossier, [.identifier(dossier)]).map(ContactRole.init)
    }

    /// Those of one contact that are in force or still to come.
    static func notEnded(
        of dossier: Dossier.ID, with person: Person.ID, at organisation: Organisation.ID, _ now: Instant,
        in connection: any SQLConnection
    ) throws -> [(id: ContactRole.ID, sharing: ContactRole)] {
        try connection.rows(
            of: notEnded, [.identifier(dossier), .identifier(person), .identifier(organisation), .instant(now)]
        ).map { (try $0.identifier("id"), try ContactRole($0)) }
    }

    private static let insertion: SQLStatement = """
        INSERT INTO contact_role (id, dossier_id, person_id, organisation_id, kind, valid_from, valid_to, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """

    static func insert(
        _ sharing: ContactRole, as id: ContactRole.ID, of dossier: Dossier.ID, at organisation: Organisation.ID,
        _ now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(id), .identifier(dossier), .identifier(sharing.person.id), .identifier(organisation),
                .text(sharing.kind), .instant(sharing.validFrom), .instant(sharing.validTo), .instant(now),
            ])
    }

    private static let ending: SQLStatement = "UPDATE contact_role SET valid_to = $2 WHERE id = $1"

    static func end(_ id: ContactRole.ID, at instant: Instant, in connection: any SQLConnection) throws {
        try connection.execute(ending, [.identifier(id), .instant(instant)])
    }
}

extension SQLValue {
    static func instant(_ value: Instant?) -> SQLValue { value.map(instant) ?? .null }
}

extension ContactRole {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            person: try Person(row), organisation: try row.parsed("enterprise_number"), kind: try row.choice("kind"),
            validFrom: try row.instant("valid_from"), validTo: try row.optional("valid_to", SQLRow.instant))
    }

    /// The same, ended at an instant, or never begun if that is later.
    func ended(at instant: Instant) -> ContactRole {
        ContactRole(
            person: person, organisation: organisation, kind: kind, validFrom: validFrom,
            validTo: max(instant, validFrom))
    }

    /// The contact-role as the journal tells of it.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("from", .string(validFrom.description)), ("kind", .string(kind.rawValue)),
                ("organisation", .string(organisation.description)), ("person", person.canonical),
                ("to", validTo.map { .string($0.description) }),
            ])
    }
}
