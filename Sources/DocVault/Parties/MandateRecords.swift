/// Auditors' mandates in the catalog: what ends is dated, not deleted.
enum MandateRecords {
    private static let all: SQLStatement = """
        SELECT m.id, m.code, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, m.scope, m.target,
            m.purpose, m.valid_from, m.valid_to
        FROM mandate m JOIN person p ON p.id = m.person_id
        ORDER BY m.code
        """
    static let page: SQLStatement = """
        SELECT m.id, m.code, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, m.scope, m.target,
            m.purpose, m.valid_from, m.valid_to
        FROM mandate m JOIN person p ON p.id = m.person_id
        WHERE m.code > $1
        ORDER BY m.code LIMIT $2
        """
    private static let one: SQLStatement = """
        SELECT m.id, m.code, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, m.scope, m.target,
            m.purpose, m.valid_from, m.valid_to
        FROM mandate m JOIN person p ON p.id = m.person_id
        WHERE m.code = $1
        """
    private static let ofPerson: SQLStatement = """
        SELECT m.id, m.code, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, m.scope, m.target,
            m.purpose, m.valid_from, m.valid_to
        FROM mandate m JOIN person p ON p.id = m.person_id
        WHERE m.person_id = $1
        ORDER BY m.code
        """

    static func mandates(in connection: any SQLConnection) throws -> [Mandate] {
        try connection.rows(of: all).map(Mandate.init)
    }

    static func mandates(
        after code: MandateCode?, limit: Int, in connection: any SQLConnection
    ) throws -> [Mandate] {
        try connection.rows(of: page, [.text(code?.text ?? ""), .integer(limit)]).map(Mandate.init)
    }

    static func mandates(of person: Person.ID, in connection: any SQLConnection) throws -> [Mandate] {
        try connection.rows(of: ofPerson, [.identifier(person)]).map(Mandate.init)
    }

    static func mandate(_ code: MandateCode, in connection: any SQLConnection) throws -> Mandate? {
        try connection.row(of: one, [.code(code)]).map(Mandate.init)
    }

    private static let identifier: SQLStatement = "SELECT id FROM mandate WHERE code = $1"

    static func identifier(of code: MandateCode, in connection: any SQLConnection) throws -> Mandate.ID? {
        try connection.row(of: identifier, [.code(code)])?.identifier("id")
    }

    private static let insertion: SQLStatement = """
        INSERT INTO mandate (id, code, person_id, scope, target, purpose, valid_from, valid_to, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """

    static func insert(_ mandate: Mandate, as id: Mandate.ID, at now: Instant, in connection: any SQLConnection) throws
    {
        try connection.execute(
            insertion,
            [
                .identifier(id), .code(mandate.code), .identifier(mandate.person.id), .text(mandate.perimeter.scope),
                .text(mandate.perimeter.target), .text(mandate.purpose), .instant(mandate.validFrom),
                .instant(mandate.validTo), .instant(now),
            ])
    }

    private static let ending: SQLStatement = "UPDATE mandate SET valid_to = $2 WHERE id = $1"

    static func end(_ id: Mandate.ID, at instant: Instant, in connection: any SQLConnection) throws {
        try connection.execute(ending, [.identifier(id), .instant(instant)])
    }
}

extension Mandate {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        let perimeter: Perimeter =
            switch try row.choice("scope", of: Scope.self) {
            case .dossier: .dossier(try row.parsed("target"))
            case .programme: .programme(try row.text("target"))
            case .organisation: .organisation(try row.parsed("target"))
            }
        self.init(
            code: try row.parsed("code"), person: try Person(row), perimeter: perimeter,
            purpose: try row.text("purpose"), validFrom: try row.instant("valid_from"),
            validTo: try row.instant("valid_to"))
    }

    /// The same, ended at an instant, or never begun if that is later.
    func ended(at instant: Instant) -> Mandate {
        Mandate(
            code: code, person: person, perimeter: perimeter, purpose: purpose, validFrom: validFrom,
            validTo: max(instant, validFrom))
    }

    /// The mandate as the journal tells of it.
    var canonical: CanonicalJSON {
        [
            "code": .string(code.text), "from": .string(validFrom.description), "person": person.canonical,
            "purpose": .string(purpose), "scope": .string(perimeter.scope.rawValue),
            "target": .string(perimeter.target), "to": .string(validTo.description),
        ]
    }
}
