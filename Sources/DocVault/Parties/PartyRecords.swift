/// Organisations and their parts in dossiers, in the catalog.
enum PartyRecords {
    private static let identifierByNumber: SQLStatement = "SELECT id FROM organisation WHERE enterprise_number = $1"

    static func identifier(
        of number: EnterpriseNumber, in connection: any SQLConnection
    ) throws -> Organisation.ID? {
        try connection.row(of: identifierByNumber, [.text(number.description)])?.identifier("id")
    }

    private static let one: SQLStatement = """
        SELECT enterprise_number, name_fr, name_nl, name_en FROM organisation WHERE id = $1
        """
    private static let all: SQLStatement = """
        SELECT enterprise_number, name_fr, name_nl, name_en FROM organisation ORDER BY enterprise_number
        """

    static let page: SQLStatement = """
        SELECT enterprise_number, name_fr, name_nl, name_en FROM organisation
        WHERE enterprise_number > $1 ORDER BY enterprise_number LIMIT $2
        """

    static func organisations(
        after number: EnterpriseNumber?, limit: Int, in connection: any SQLConnection
    ) throws -> [Organisation] {
        try connection.rows(of: page, [.text(number?.description ?? ""), .integer(limit)]).map(Organisation.init)
    }

    static func organisation(_ id: Organisation.ID, in connection: any SQLConnection) throws -> Organisation {
        guard let row = try connection.row(of: one, [.identifier(id)]) else {
            throw VaultError.storageFailed(
                StorageFailure(operation: "catalog", detail: "organisation \(id) is missing"))
        }
        return try Organisation(row)
    }

    static func organisations(in connection: any SQLConnection) throws -> [Organisation] {
        try connection.rows(of: all).map(Organisation.init)
    }

    /// Adds an organisation, or changes the names of the one that has the number.
    static func put(
        _ organisation: Organisation, identifiers: IdentifierSource, at now: Instant, _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            deposition,
            [.identifier(identifiers.next(Organisation.self)), .text(organisation.enterpriseNumber.description)]
                + organisation.names.sqlValues + [.instant(now)])
    }

    private static let partnersOfDossier: SQLStatement = """
        SELECT o.enterprise_number, o.name_fr, o.name_nl, o.name_en, p.role
        FROM dossier_partner p JOIN organisation o ON o.id = p.organisation_id
        WHERE p.dossier_id = $1
        ORDER BY p.role, o.enterprise_number
        """

    static func partners(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [Partner] {
        try connection.rows(of: partnersOfDossier, [.identifier(dossier)]).map { row in
            Partner(organisation: try Organisation(row), role: try row.choice("role"))
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
            try put(partner.organisation, identifiers: identifiers, at: now, connection)
            let number = SQLValue.text(partner.organisation.enterpriseNumber.description)
            try connection.execute(participation, [.identifier(dossier), number, .text(partner.role)])
        }
    }
}

extension Organisation {
    /// Reads the columns `enterprise_number`, `name_fr`, `name_nl` and `name_en`.
    init(_ row: SQLRow) throws(VaultError) {
        self.init(enterpriseNumber: try row.parsed("enterprise_number"), names: try row.localizedText("name"))
    }

    /// The organisation as the journal tells of it.
    var canonical: CanonicalJSON {
        ["enterpriseNumber": .string(enterpriseNumber.description), "names": names.canonical]
    }
}
