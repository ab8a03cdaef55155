/// What people are to be told, in the catalog: written in the transaction of what it tells of, delivered later.
enum OutboxRecords {
    private static let insertion: SQLStatement = """
        INSERT INTO outbox (id, kind, requirement_id, round, state, recorded_at) VALUES ($1, $2, $3, $4, 'waiting', $5)
        ON CONFLICT (requirement_id, kind, round) DO NOTHING
        """

    /// Puts one message in, unless it is there: a message is sent once for each round.
    /// - Returns: Whether it is new.
    @discardableResult
    static func put(
        _ kind: OutboxMessage.Kind, _ requirement: Requirement.ID, round: Int, identifiers: IdentifierSource,
        at now: Instant, _ connection: any SQLConnection
    ) throws -> Bool {
        try connection.execute(
            insertion,
            [
                .identifier(identifiers.next(OutboxMessage.self)), .text(kind), .identifier(requirement),
                .integer(round), .instant(now),
            ]) > 0
    }

    private static let waiting: SQLStatement = """
        SELECT b.kind, b.round, b.recorded_at, r.code AS requirement, r.due_on, d.code AS dossier
        FROM outbox b JOIN requirement r ON r.id = b.requirement_id JOIN dossier d ON d.id = r.dossier_id
        WHERE b.state = 'waiting' ORDER BY b.recorded_at, b.id
        """

    /// The messages that nobody was sent yet.
    static func messages(in connection: any SQLConnection) throws -> [OutboxMessage] {
        try connection.rows(of: waiting).map { row in
            OutboxMessage(
                kind: try row.choice("kind"), dossier: try row.parsed("dossier"),
                requirement: try row.parsed("requirement"), round: Int(try row.integer("round")),
                dueOn: try row.parsed("due_on"), recordedAt: try row.instant("recorded_at"))
        }
    }
}

/// One message that waits to be delivered.
public struct OutboxMessage: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// 30, 14 and 3 days before the due date, and the day after.
        case due30, due14, due3, overdue
        case submitted, returned, approved, waived
    }

    public let kind: Kind
    public let dossier: DossierCode
    public let requirement: RequirementCode
    /// The round it is about; 0 before the first.
    public let round: Int
    public let dueOn: CivilDate
    public let recordedAt: Instant
}
