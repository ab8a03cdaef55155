/// Organisations and their parts in dossiers, in the catalog.
enum PartyRecords {
    private static let partnersOfDossier: SQLStatement = """
        SELECT o.enterprise_number, o.name_fr, o.name_nl, o.name_en, p.role
        FROM dossier_partner p JOIN organisation o ON o.id = p.organisation_id
        WHERE p.dossier_id = $1
        ORDER BY p.role, o.enterprise_number
        """

    static func partners(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [Partner] {
        try connection.rows(of: partnersOfDossier, [.identifier(dossier)]).map { row in
            Partner(
                organisation: Organisation(
                    enterpriseNumber: try row.parsed("enterprise_number"), names: try row.localizedText("name")),
                role: try row.choice("role"))
        }
    }

    private static let deposition: SQLStatement = """
        INSERT INTO organisation (id, enterprise_number, name_fr, name_nl, name_en, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (enterprise_number) DO UPDATE
        SET name_fr = excluded.name_fr, name_nl = excluded.name_nl, name_en = excluded.name_en
        """
    private static let demotion: SQLStatement = """
        UPDATE dossier_partner SET role = 'partner' WHERE dossier_id = $1
        """
    private static let participation: SQLStatement = """
        INSERT INTO dossier_partner (dossier_id, organisation_id, role)
        SELECT $1, id, $3 FROM organisation WHERE enterprise_number = $2
        ON CONFLICT (dossier_id, organisation_id) DO UPDATE SET role = excluded.role
        """

    /// Adds the organisations to a dossier, or changes their names and roles.
    static func put(
        _ partners: [Partner], in dossier: Dossier.ID, identifiers: IdentifierSource, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        // There is one coordinator at a time, so the old one steps back before the new one is named.
        try connection.execute(demotion, [.identifier(dossier)])
        for partner in partners {
            let number = SQLValue.text(partner.organisation.enterpriseNumber.description)
            try connection.execute(
                deposition,
                [.identifier(identifiers.next(Organisation.self)), number] + partner.organisation.names.sqlValues
                    + [.instant(now)])
            try connection.execute(participation, [.identifier(dossier), number, .text(partner.role)])
        }
    }
}
