/// Sessions in the catalog: book-keeping, which proves nothing. One that has ended is deleted.
enum SessionRecords {
    /// A session with whom it is of.
    struct Row: Sendable {
        let id: SignInSession.ID
        let person: Person
        let place: Place?
        let createdAt: Instant
        let seenAt: Instant
        let expiresAt: Instant
        let isDisabled: Bool
    }

    private static let byHash: SQLStatement = """
        SELECT s.id AS session_id, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, o.id,
            o.enterprise_number, o.name_fr, o.name_nl, o.name_en, COALESCE(c.access, 'none') AS access,
            s.created_at, s.seen_at, s.expires_at, a.disabled_at
        FROM sign_in_session s JOIN person p ON p.id = s.person_id JOIN account a ON a.person_id = p.id
        LEFT JOIN organisation o ON o.id = s.organisation_id
        LEFT JOIN contact c ON c.person_id = p.id AND c.organisation_id = o.id
        WHERE s.secret_hash = $1
        """

    static func session(_ hash: [UInt8], in connection: any SQLConnection) throws -> Row? {
        try connection.row(of: byHash, [.bytes(hash)]).map { row in
            Row(
                id: try row.identifier("session_id"), person: try Person(row),
                place: try row.isNull("id") ? nil : try Place(row), createdAt: try row.instant("created_at"),
                seenAt: try row.instant("seen_at"), expiresAt: try row.instant("expires_at"),
                isDisabled: try !row.isNull("disabled_at"))
        }
    }

    private static let ofPerson: SQLStatement = """
        SELECT s.id, s.created_at, s.seen_at, s.expires_at, o.enterprise_number
        FROM sign_in_session s LEFT JOIN organisation o ON o.id = s.organisation_id
        WHERE s.person_id = $1
        ORDER BY s.created_at, s.id
        """

    static func sessions(of person: Person.ID, in connection: any SQLConnection) throws -> [OpenSession] {
        try connection.rows(of: ofPerson, [.identifier(person)]).map { row in
            OpenSession(
                id: try row.identifier("id"), createdAt: try row.instant("created_at"),
                seenAt: try row.instant("seen_at"), expiresAt: try row.instant("expires_at"),
                organisation: try row.isNull("enterprise_number") ? nil : try row.parsed("enterprise_number"))
        }
    }

    private static let insertion: SQLStatement = """
        INSERT INTO sign_in_session (id, secret_hash, person_id, organisation_id, created_at, seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6)
        """

    static func insert(
        _ id: SignInSession.ID, hash: [UInt8], of person: Person.ID, for organisation: Organisation.ID?,
        at now: Instant, until expiresAt: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(id), .bytes(hash), .identifier(person), .identifier(organisation), .instant(now),
                .instant(expiresAt),
            ])
    }

    private static let rotation: SQLStatement = """
        UPDATE sign_in_session SET secret_hash = $3, organisation_id = $4, seen_at = $5
        WHERE id = $1 AND secret_hash = $2
        """

    /// Gives a session another secret and another organisation. Not if somebody else did so since.
    static func rotate(
        _ id: SignInSession.ID, from old: [UInt8], to new: [UInt8], for organisation: Organisation.ID?,
        at now: Instant, in connection: any SQLConnection
    ) throws -> Bool {
        try connection.execute(
            rotation, [.identifier(id), .bytes(old), .bytes(new), .identifier(organisation), .instant(now)]) == 1
    }

    private static let touch: SQLStatement = "UPDATE sign_in_session SET seen_at = $2 WHERE id = $1 AND seen_at < $2"

    static func touch(_ id: SignInSession.ID, at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(touch, [.identifier(id), .instant(now)])
    }

    private static let end: SQLStatement = "DELETE FROM sign_in_session WHERE id = $1 AND person_id = $2"
    private static let endOthers: SQLStatement = "DELETE FROM sign_in_session WHERE person_id = $1 AND id <> $2"
    private static let endAll: SQLStatement = "DELETE FROM sign_in_session WHERE person_id = $1"
    private static let endExpired: SQLStatement = """
        DELETE FROM sign_in_session WHERE expires_at <= $1 OR seen_at <= $2
        """

    /// - Returns: Whether there was such a session of that person.
    static func end(_ id: SignInSession.ID, of person: Person.ID, in connection: any SQLConnection) throws -> Bool {
        try connection.execute(end, [.identifier(id), .identifier(person)]) == 1
    }

    /// Ends all sessions of a person, but for one.
    static func endAll(
        of person: Person.ID, but kept: SignInSession.ID? = nil, in connection: any SQLConnection
    ) throws {
        if let kept {
            try connection.execute(endOthers, [.identifier(person), .identifier(kept)])
        } else {
            try connection.execute(endAll, [.identifier(person)])
        }
    }

    /// Deletes the sessions that have ended by themselves: those begun too long ago, or not used since `idleSince`.
    static func sweep(at now: Instant, idleSince: Instant, in connection: any SQLConnection) throws {
        try connection.execute(endExpired, [.instant(now), .instant(idleSince)])
    }
}

extension Place {
    /// Reads the columns `id`, those of an organisation, and `access`.
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            id: try row.identifier("id"), organisation: try Organisation(row), access: try row.choice("access"))
    }
}
