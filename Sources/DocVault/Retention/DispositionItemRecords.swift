/// The documents of disposition cases, in the catalog.
enum DispositionItemRecords {
    private static let ofCase: SQLStatement = """
        SELECT i.position, i.document_id, d.code AS dossier, i.digest, i.size_in_bytes, i.last_day_kept, i.state, i.reason
        FROM disposition_item i
        JOIN document c ON c.id = i.document_id
        JOIN dossier d ON d.id = c.dossier_id
        WHERE i.case_id = $1 ORDER BY i.position
        """
    private static let inState: SQLStatement = """
        SELECT i.position, i.document_id, d.code AS dossier, i.digest, i.size_in_bytes, i.last_day_kept, i.state, i.reason
        FROM disposition_item i
        JOIN document c ON c.id = i.document_id
        JOIN dossier d ON d.id = c.dossier_id
        WHERE i.case_id = $1 AND i.position > $2 AND i.state = $3 ORDER BY i.position LIMIT $4
        """

    /// Calls `consume` with each document of a case, in the order of the list.
    static func forEach(
        of id: DispositionCase.ID, in connection: any SQLConnection, _ consume: (DispositionItem) throws -> Void
    ) throws {
        try connection.forEachRow(of: ofCase, [.identifier(id)]) { try consume(DispositionItem($0)) }
    }

    /// The next documents that are in a state, after a position.
    static func next(
        of id: DispositionCase.ID, in state: DispositionItem.State, after position: Int, limit: Int,
        _ connection: any SQLConnection
    ) throws -> [DispositionItem] {
        try connection.rows(
            of: inState, [.identifier(id), .integer(position), .text(state), .integer(limit)]
        ).map(DispositionItem.init)
    }

    private static let page: SQLStatement = """
        SELECT i.position, i.document_id, d.code AS dossier, i.digest, i.size_in_bytes, i.last_day_kept, i.state, i.reason
        FROM disposition_item i
        JOIN document c ON c.id = i.document_id
        JOIN dossier d ON d.id = c.dossier_id
        WHERE i.case_id = $1 AND i.position > $2 ORDER BY i.position LIMIT $3
        """

    static func page(
        of id: DispositionCase.ID, after position: Int, limit: Int, _ connection: any SQLConnection
    ) throws -> [DispositionItem] {
        try connection.rows(of: page, [.identifier(id), .integer(position), .integer(limit)])
            .map(DispositionItem.init)
    }

    private static let insertion: SQLStatement = """
        INSERT INTO disposition_item
            (case_id, position, document_id, digest, size_in_bytes, last_day_kept, state, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7)
        """

    static func insert(
        _ document: Document.ID, _ blob: BlobDescriptor, lastDayKept: CivilDate, at position: Int,
        of id: DispositionCase.ID, now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(id), .integer(position), .identifier(document), .digest(blob.digest),
                .integer(blob.sizeInBytes), .date(lastDayKept), .instant(now),
            ])
    }

    private static let isTaken: SQLStatement = """
        SELECT 1 AS one FROM disposition_item WHERE document_id = $1 AND state IN ('proposed', 'shredding')
        """

    /// Whether a document is in an open case.
    static func isTaken(_ document: Document.ID, in connection: any SQLConnection) throws -> Bool {
        try connection.row(of: isTaken, [.identifier(document)]) != nil
    }

    private static let move: SQLStatement = """
        UPDATE disposition_item SET state = $3, reason = $4, changed_at = $5 WHERE case_id = $1 AND position = $2
        """

    static func move(
        _ position: Int, of id: DispositionCase.ID, to state: DispositionItem.State, because reason: String? = nil,
        at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            move, [.identifier(id), .integer(position), .text(state), .text(reason), .instant(now)])
    }

    private static let exclusion: SQLStatement = """
        UPDATE disposition_item SET state = 'excluded', reason = $3, changed_at = $4
        WHERE case_id = $1 AND document_id = $2 AND state = 'proposed'
        """
    private static let release: SQLStatement = """
        UPDATE disposition_item SET state = 'excluded', reason = $2, changed_at = $3
        WHERE case_id = $1 AND state = 'proposed'
        """

    /// Takes a document out of the list. - Returns: Whether it was in it.
    static func exclude(
        _ document: Document.ID, from id: DispositionCase.ID, because reason: String, at now: Instant,
        in connection: any SQLConnection
    ) throws -> Bool {
        try connection.execute(
            exclusion, [.identifier(id), .identifier(document), .text(reason), .instant(now)]) > 0
    }

    /// Takes all documents out of a case that will not be executed, so that another may have them.
    static func excludeAll(
        from id: DispositionCase.ID, because reason: String, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(release, [.identifier(id), .text(reason), .instant(now)])
    }

    private static let isReferred: SQLStatement = """
        SELECT 1 AS one FROM document_version v
        WHERE v.digest = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id) LIMIT 1
        """
    private static let isCondemned: SQLStatement = "SELECT 1 AS one FROM condemned_blob WHERE digest = $1"

    /// What became of the bytes of a buried document; `nil` while they are on their way out.
    static func outcome(of digest: Digest, in connection: any SQLConnection) throws -> DispositionItem.State? {
        if try connection.row(of: isReferred, [.digest(digest)]) != nil { return .linkEnded }
        return try connection.row(of: isCondemned, [.digest(digest)]) == nil ? .destroyed : nil
    }
}

extension DispositionItem {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            position: Int(try row.integer("position")), document: try row.identifier("document_id"),
            dossier: try row.parsed("dossier"),
            blob: BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")),
            lastDayKept: try row.parsed("last_day_kept"), state: try row.choice("state"),
            reason: try row.optional("reason", SQLRow.text))
    }
}
