/// Accounts in the catalog.
enum AccountRecords {
    private static let byEmail: SQLStatement = """
        SELECT p.id AS person_id, p.email, p.given_name, p.family_name, p.language,
            a.person_id IS NOT NULL AS is_account, a.password, a.disabled_at, a.second_factor, a.pending_second_factor,
            a.last_step
        FROM person p LEFT JOIN account a ON a.person_id = p.id
        WHERE p.email = $1
        """
    private static let byPerson: SQLStatement = """
        SELECT p.id AS person_id, p.email, p.given_name, p.family_name, p.language,
            a.person_id IS NOT NULL AS is_account, a.password, a.disabled_at, a.second_factor, a.pending_second_factor,
            a.last_step
        FROM person p LEFT JOIN account a ON a.person_id = p.id
        WHERE p.id = $1
        """

    /// The account of a person, who may have none; `nil` for an unknown person.
    static func account(_ email: EmailAddress, in connection: any SQLConnection) throws -> AccountRow? {
        try connection.row(of: byEmail, [.text(email.description)]).map(AccountRow.init)
    }

    static func account(_ person: Person.ID, in connection: any SQLConnection) throws -> AccountRow? {
        try connection.row(of: byPerson, [.identifier(person)]).map(AccountRow.init)
    }

    /// The account of a person who must be there.
    /// - Throws: ``VaultError/personNotFound(_:)``.
    static func require(_ email: EmailAddress, in connection: any SQLConnection) throws -> AccountRow {
        guard let account = try account(email, in: connection) else { throw VaultError.personNotFound(email) }
        return account
    }

    private static let first: SQLStatement = """
        SELECT 1 AS one FROM account a
        WHERE a.password IS NOT NULL OR EXISTS (SELECT 1 FROM federated_identity f WHERE f.person_id = a.person_id)
        LIMIT 1
        """

    /// Whether anybody can sign in, or could before they were kept out.
    static func hasAny(in connection: any SQLConnection) throws -> Bool { try connection.row(of: first) != nil }

    private static let all: SQLStatement = """
        SELECT p.id AS person_id, p.email, p.given_name, p.family_name, p.language,
            a.password IS NOT NULL AS has_password, a.second_factor IS NOT NULL AS has_second_factor, a.disabled_at,
            (SELECT MAX(s.seen_at) FROM sign_in_session s WHERE s.person_id = p.id) AS seen_at,
            (SELECT MAX(t.used_at) FROM access_token t WHERE t.person_id = p.id) AS used_at
        FROM account a JOIN person p ON p.id = a.person_id
        ORDER BY p.email
        """

    static func accounts(in connection: any SQLConnection) throws -> [Account] {
        try connection.rows(of: all).map { row in
            let uses = [
                try row.optional("seen_at", SQLRow.instant), try row.optional("used_at", SQLRow.instant),
            ]
            return Account(
                person: try Person(row), hasPassword: try row.flag("has_password"),
                hasSecondFactor: try row.flag("has_second_factor"),
                disabledAt: try row.optional("disabled_at", SQLRow.instant),
                seenAt: uses.compactMap(\.self).max())
        }
    }

    private static let creation: SQLStatement = """
        INSERT INTO account (person_id, recorded_at) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING
        """
    private static let passwordChange: SQLStatement = """
        UPDATE account SET password = $2, password_changed_at = $3 WHERE person_id = $1
        """
    private static let passwordRenewal: SQLStatement = """
        UPDATE account SET password = $2 WHERE person_id = $1 AND password = $3
        """

    /// Makes an account where there is none.
    static func create(_ person: Person.ID, at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(creation, [.identifier(person), .instant(now)])
    }

    static func put(
        _ password: PasswordHash, of person: Person.ID, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            passwordChange, [.identifier(person), .text(password.description), .instant(now)])
    }

    /// Replaces a hash by one of the same password, unless the password was changed meanwhile.
    static func renew(
        _ old: PasswordHash, with new: PasswordHash, of person: Person.ID, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            passwordRenewal, [.identifier(person), .text(new.description), .text(old.description)])
    }

    private static let disabling: SQLStatement = "UPDATE account SET disabled_at = $2 WHERE person_id = $1"

    /// Disables an account, or with `nil` enables it.
    static func setDisabled(_ person: Person.ID, at instant: Instant?, in connection: any SQLConnection) throws {
        try connection.execute(disabling, [.identifier(person), .instant(instant)])
    }

    private static let pending: SQLStatement = "UPDATE account SET pending_second_factor = $2 WHERE person_id = $1"
    private static let secondFactor: SQLStatement = """
        UPDATE account SET second_factor = $2, pending_second_factor = NULL, last_step = $3 WHERE person_id = $1
        """
    private static let stepUse: SQLStatement = """
        UPDATE account SET last_step = $2 WHERE person_id = $1 AND (last_step IS NULL OR last_step < $2)
        """
    private static let sealedOnes: SQLStatement = """
        SELECT 1 AS one FROM account WHERE second_factor IS NOT NULL OR pending_second_factor IS NOT NULL LIMIT 1
        """

    static func putPending(_ sealed: [UInt8], of person: Person.ID, in connection: any SQLConnection) throws {
        try connection.execute(pending, [.identifier(person), .bytes(sealed)])
    }

    /// Puts a second factor in force, or with `nil` takes it away.
    static func putSecondFactor(
        _ sealed: [UInt8]?, of person: Person.ID, step: Int64?, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            secondFactor, [.identifier(person), .bytes(sealed), step.map(SQLValue.integer) ?? .null])
    }

    /// Notes that the code of a step was taken.
    /// - Returns: Whether it is the first time.
    static func use(_ step: Int64, of person: Person.ID, in connection: any SQLConnection) throws -> Bool {
        try connection.execute(stepUse, [.identifier(person), .integer(step)]) == 1
    }

    /// Whether secrets are sealed under the key already.
    static func hasSealed(in connection: any SQLConnection) throws -> Bool {
        try connection.row(of: sealedOnes) != nil
    }
}

extension AccountRow {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            person: try Person(row), exists: try row.flag("is_account"),
            password: try row.isNull("password") ? nil : try row.parsed("password"),
            isDisabled: try !row.isNull("disabled_at"),
            secondFactor: try row.optional("second_factor", SQLRow.bytes),
            pendingSecondFactor: try row.optional("pending_second_factor", SQLRow.bytes),
            lastStep: try row.optional("last_step", SQLRow.integer))
    }
}
