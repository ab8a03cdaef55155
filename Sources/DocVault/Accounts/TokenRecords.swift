/// Tokens of programs in the catalog. One that was revoked stays in the list.
enum TokenRecords {
    /// A token with whom it is of.
    struct Row: Sendable {
        let token: AccessToken
        let person: Person
        let organisation: Organisation.ID?
        let isDisabled: Bool
    }

    private static let byHash: SQLStatement = """
        SELECT t.id, t.name, t.scope, t.expires_at, t.used_at, t.revoked_at, t.recorded_at, t.organisation_id,
            o.enterprise_number, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, a.disabled_at
        FROM access_token t JOIN person p ON p.id = t.person_id JOIN account a ON a.person_id = p.id
        LEFT JOIN organisation o ON o.id = t.organisation_id
        WHERE t.secret_hash = $1
        """
    private static let ofPerson: SQLStatement = """
        SELECT t.id, t.name, t.scope, t.expires_at, t.used_at, t.revoked_at, t.recorded_at, o.enterprise_number
        FROM access_token t LEFT JOIN organisation o ON o.id = t.organisation_id
        WHERE t.person_id = $1
        ORDER BY t.recorded_at, t.id
        """

    static func token(_ hash: [UInt8], in connection: any SQLConnection) throws -> Row? {
        try connection.row(of: byHash, [.bytes(hash)]).map { row in
            Row(
                token: try AccessToken(row), person: try Person(row),
                organisation: try row.isNull("organisation_id") ? nil : try row.identifier("organisation_id"),
                isDisabled: try !row.isNull("disabled_at"))
        }
    }

    /// All tokens of a person, those that have ended as well, as they were made.
    static func tokens(of person: Person.ID, in connection: any SQLConnection) throws -> [AccessToken] {
        try connection.rows(of: ofPerson, [.identifier(person)]).map(AccessToken.init)
    }

    private static let insertion: SQLStatement = """
        INSERT INTO access_token (id, secret_hash, person_id, organisation_id, name, scope, expires_at, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """

    static func insert(
        _ token: AccessToken, hash: [UInt8], of person: Person.ID, for organisation: Organisation.ID?,
        in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(token.id), .bytes(hash), .identifier(person), .identifier(organisation), .text(token.name),
                .text(token.scope), .instant(token.expiresAt), .instant(token.createdAt),
            ])
    }

    private static let revocation: SQLStatement = "UPDATE access_token SET revoked_at = $2 WHERE id = $1"
    private static let touch: SQLStatement = "UPDATE access_token SET used_at = $2 WHERE id = $1"

    static func revoke(_ id: AccessToken.ID, at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(revocation, [.identifier(id), .instant(now)])
    }

    static func touch(_ id: AccessToken.ID, at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(touch, [.identifier(id), .instant(now)])
    }
}

extension AccessToken {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            id: try row.identifier("id"), name: try row.text("name"), scope: try row.choice("scope"),
            organisation: try row.isNull("enterprise_number") ? nil : try row.parsed("enterprise_number"),
            createdAt: try row.instant("recorded_at"), expiresAt: try row.instant("expires_at"),
            usedAt: try row.optional("used_at", SQLRow.instant),
            revokedAt: try row.optional("revoked_at", SQLRow.instant))
    }
}
