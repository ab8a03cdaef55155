/// Where a dossier comes from that was restored from an archive: the other vault's journal, and what it proves.
struct DossierOrigin: Hashable, Sendable {
    let origin: String
    /// The digest of the manifest of the bag that it came in.
    let stateDigest: Digest
    let checkpoint: [UInt8]
    /// The public keys of that journal, one a line.
    let keys: String
}

enum DossierOriginRecords {
    private static let insertion: SQLStatement = """
        INSERT INTO dossier_origin (dossier_id, origin, state_digest, checkpoint, keys, restored_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    private static let eventInsertion: SQLStatement = """
        INSERT INTO dossier_origin_event (dossier_id, sequence, line) VALUES ($1, $2, $3)
        """

    /// - Parameter events: Lines as they stand in `data/60_journal/events.jsonl`.
    static func insert(
        _ origin: DossierOrigin, events: Spool, of dossier: Dossier.ID, at now: Instant,
        in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(dossier), .text(origin.origin), .digest(origin.stateDigest), .bytes(origin.checkpoint),
                .text(origin.keys), .instant(now),
            ])
        try events.forEachLineNow { line in
            guard case .object(let event)? = try? CanonicalJSON(canonical: Array(line.utf8)),
                case .integer(let sequence)? = event["sequence"]
            else { throw RestorationFlaw.unreadable }
            try connection.execute(
                eventInsertion, [.identifier(dossier), .integer(sequence), .text(String(line))])
        }
    }

    private static let origin: SQLStatement = """
        SELECT origin, state_digest, checkpoint, keys FROM dossier_origin WHERE dossier_id = $1
        """

    static func origin(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> DossierOrigin? {
        try connection.row(of: origin, [.identifier(dossier)]).map { row in
            DossierOrigin(
                origin: try row.text("origin"), stateDigest: try row.digest("state_digest"),
                checkpoint: try row.bytes("checkpoint"), keys: try row.text("keys"))
        }
    }

    private static let events: SQLStatement = """
        SELECT line FROM dossier_origin_event WHERE dossier_id = $1 ORDER BY sequence
        """

    static func forEachEvent(
        of dossier: Dossier.ID, in connection: any SQLConnection, _ consume: (String) throws -> Void
    ) throws {
        try connection.forEachRow(of: events, [.identifier(dossier)]) { try consume(try $0.text("line")) }
    }
}
