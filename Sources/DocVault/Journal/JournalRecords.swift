/// The journal's events in the catalog.
enum JournalRecords {
    private static let last: SQLStatement = """
        SELECT sequence, recorded_at FROM journal_event ORDER BY sequence DESC LIMIT 1
        """

    /// How many events there are, and when the last was recorded.
    static func end(in connection: any SQLConnection) throws -> (size: Int, recordedAt: Instant?) {
        guard let row = try connection.row(of: last) else { return (0, nil) }
        return (Int(try row.integer("sequence")) + 1, try row.instant("recorded_at"))
    }

    /// The instant that acts are judged by: the clock's, but never before the last event (the clock never runs backwards).
    static func now(_ clock: any VaultClock, in connection: any SQLConnection) throws -> Instant {
        let now = clock.now()
        return max(now, try end(in: connection).recordedAt ?? now)
    }

    private static let insertion: SQLStatement = """
        INSERT INTO journal_event (sequence, recorded_at, action, subject_id, commitment, salt, body, dossier_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """

    static func insert(
        _ event: JournalEvent, body: [UInt8], _ commitment: SaltedCommitment, dossier: Dossier.ID?,
        in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .integer(event.sequence), .instant(event.instant), .text(event.action), .bytes(event.subject.bytes),
                .bytes(commitment.entry), .bytes(commitment.salt), .bytes(body), .identifier(dossier),
            ])
    }

    private static let commitments: SQLStatement = """
        SELECT sequence, commitment FROM journal_event WHERE sequence >= $1 AND sequence < $2 ORDER BY sequence
        """

    /// The log's entries in a range.
    /// - Throws: ``JournalFlaw/missing(sequence:)`` where one is not there.
    static func commitments(_ range: Range<Int>, in connection: any SQLConnection) throws -> [[UInt8]] {
        var entries: [[UInt8]] = []
        try connection.forEachRow(of: commitments, [.integer(range.lowerBound), .integer(range.upperBound)]) { row in
            let expected = range.lowerBound + entries.count
            guard try row.integer("sequence") == expected else { throw JournalFlaw.missing(sequence: expected) }
            entries.append(try row.bytes("commitment"))
        }
        guard entries.count == range.count else {
            throw JournalFlaw.missing(sequence: range.lowerBound + entries.count)
        }
        return entries
    }

    private static let all: SQLStatement = """
        SELECT sequence, recorded_at, action, subject_id, commitment, salt, body FROM journal_event ORDER BY sequence
        """

    static func forEach(in connection: any SQLConnection, _ consume: (StoredEvent) throws -> Void) throws {
        try connection.forEachRow(of: all, []) { try consume(StoredEvent($0)) }
    }

    private static let ofDossier: SQLStatement = """
        SELECT sequence, recorded_at, action, subject_id, commitment, salt, body FROM journal_event
        WHERE dossier_id = $1 AND recorded_at <= $2 ORDER BY sequence
        """

    /// The events of one dossier until an instant.
    static func forEach(
        of dossier: Dossier.ID, until instant: Instant, in connection: any SQLConnection,
        _ consume: (StoredEvent) throws -> Void
    ) throws {
        try connection.forEachRow(of: ofDossier, [.identifier(dossier), .instant(instant)]) {
            try consume(StoredEvent($0))
        }
    }

    private static let one: SQLStatement = """
        SELECT sequence, recorded_at, action, subject_id, commitment, salt, body FROM journal_event WHERE sequence = $1
        """

    static func event(_ sequence: Int, in connection: any SQLConnection) throws -> StoredEvent? {
        try connection.row(of: one, [.integer(sequence)]).map { try StoredEvent($0) }
    }

    private static let lastOfAction: SQLStatement = """
        SELECT sequence, recorded_at, action, subject_id, commitment, salt, body FROM journal_event
        WHERE action = $1 ORDER BY sequence DESC LIMIT 1
        """

    /// The newest event that tells of an action; takes as long as there are events after it.
    static func last(_ action: JournalAction, in connection: any SQLConnection) throws -> StoredEvent? {
        try connection.row(of: lastOfAction, [.text(action)]).map { try StoredEvent($0) }
    }

    private static let ofSubject: SQLStatement = """
        SELECT sequence FROM journal_event WHERE subject_id = $1 ORDER BY sequence LIMIT 1
        """

    /// The first event about something: the one that brought it in.
    static func firstSequence(about subject: [UInt8], in connection: any SQLConnection) throws -> Int? {
        try connection.row(of: ofSubject, [.bytes(subject)]).map { Int(try $0.integer("sequence")) }
    }

    private static let lastOfSubject: SQLStatement = """
        SELECT sequence FROM journal_event WHERE subject_id = $1 ORDER BY sequence DESC LIMIT 1
        """

    /// The last event about something; `nil` when there is none.
    static func lastSequence(about subject: [UInt8], in connection: any SQLConnection) throws -> Int? {
        try connection.row(of: lastOfSubject, [.bytes(subject)]).map { Int(try $0.integer("sequence")) }
    }

    private static let lastOfDossier: SQLStatement = """
        SELECT sequence FROM journal_event
        WHERE dossier_id = $1 AND action NOT IN ('dossier.exported', 'bag.sealed', 'act.refused')
        ORDER BY sequence DESC LIMIT 1
        """

    /// The last event that changed a dossier, or something in it; `nil` when there is none. Exports and refusals change
    /// nothing.
    static func lastSequence(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> Int? {
        try connection.row(of: lastOfDossier, [.identifier(dossier)]).map { Int(try $0.integer("sequence")) }
    }

    private static let dossier: SQLStatement = "SELECT dossier_id FROM journal_event WHERE sequence = $1"

    /// The dossier that an event belongs to, if to one.
    static func dossier(ofEvent sequence: Int, in connection: any SQLConnection) throws -> Dossier.ID? {
        guard let row = try connection.row(of: dossier, [.integer(sequence)]), try !row.isNull("dossier_id") else {
            return nil
        }
        return try row.identifier("dossier_id")
    }

    private static let erasure: SQLStatement = "UPDATE journal_event SET salt = NULL, body = NULL WHERE sequence = $1"

    /// Erases what an event says. Its commitment stays, so every proof and checkpoint verifies as before.
    static func erase(_ sequence: Int, in connection: any SQLConnection) throws {
        try connection.execute(erasure, [.integer(sequence)])
    }
}

/// An event as the catalog keeps it.
struct StoredEvent: Sendable {
    let sequence: Int
    let recordedAt: Instant
    let action: String
    let subject: [UInt8]
    let commitment: [UInt8]
    /// Salt and canonical JSON; `nil` once they are erased.
    let opening: (salt: [UInt8], body: [UInt8])?

    init(_ row: SQLRow) throws(VaultError) {
        sequence = Int(try row.integer("sequence"))
        recordedAt = try row.instant("recorded_at")
        action = try row.text("action")
        subject = try row.bytes("subject_id")
        commitment = try row.bytes("commitment")
        opening = try row.isNull("body") ? nil : (try row.bytes("salt"), try row.bytes("body"))
    }
}
