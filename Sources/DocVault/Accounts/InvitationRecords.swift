/// Invitations in the catalog: a link counts once, and the newest one of a person only.
enum InvitationRecords {
    /// An invitation that is still good.
    struct Row: Sendable {
        let id: Invitation.ID
        /// Nobody, for the first administrator's.
        let person: Person.ID?
        let purpose: Invitation.Purpose
    }

    private static let byHash: SQLStatement = """
        SELECT id, person_id, purpose FROM invitation WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2
        """

    static func open(_ hash: [UInt8], at now: Instant, in connection: any SQLConnection) throws -> Row? {
        try connection.row(of: byHash, [.bytes(hash), .instant(now)]).map { row in
            Row(
                id: try row.identifier("id"),
                person: try row.isNull("person_id") ? nil : try row.identifier("person_id"),
                purpose: try row.choice("purpose"))
        }
    }

    private static let replacement: SQLStatement = """
        DELETE FROM invitation WHERE used_at IS NULL AND (person_id = $1 OR (person_id IS NULL AND $1 IS NULL))
        """
    private static let insertion: SQLStatement = """
        INSERT INTO invitation (id, secret_hash, person_id, purpose, expires_at, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """

    /// Adds an invitation in the place of earlier ones for the same person.
    static func insert(
        _ id: Invitation.ID, hash: [UInt8], for person: Person.ID?, _ purpose: Invitation.Purpose,
        until expiresAt: Instant, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(replacement, [.identifier(person)])
        try connection.execute(
            insertion,
            [
                .identifier(id), .bytes(hash), .identifier(person), .text(purpose), .instant(expiresAt), .instant(now),
            ])
    }

    private static let use: SQLStatement = "UPDATE invitation SET used_at = $2 WHERE id = $1 AND used_at IS NULL"
    private static let withdrawal: SQLStatement = "DELETE FROM invitation WHERE person_id = $1 AND used_at IS NULL"

    /// Notes that an invitation was used.
    /// - Returns: Whether it is the first time.
    static func use(_ id: Invitation.ID, at now: Instant, in connection: any SQLConnection) throws -> Bool {
        try connection.execute(use, [.identifier(id), .instant(now)]) == 1
    }

    static func withdraw(of person: Person.ID, in connection: any SQLConnection) throws {
        try connection.execute(withdrawal, [.identifier(person)])
    }
}
