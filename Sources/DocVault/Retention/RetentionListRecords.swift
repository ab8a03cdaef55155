/// Lists of what may be destroyed and when, from the rows that are kept for them.
enum RetentionListRecords {
    /// A dossier in a list.
    struct Row {
        let id: Dossier.ID
        let code: DossierCode
        /// The last day of its longest duty; `nil` while one is open, or when it has none.
        let lastDayKept: CivilDate?
    }

    // The duties of a dossier are a few rows side by side in the tree of their key.
    private static let dossiers: SQLStatement = """
        SELECT d.id, d.code,
            (SELECT CASE WHEN COUNT(*) = COUNT(o.last_day_kept) THEN MAX(o.last_day_kept) END
             FROM obligation o WHERE o.dossier_id = d.id) AS last_day_kept
        FROM dossier d WHERE d.code > $1 ORDER BY d.code LIMIT $2
        """

    /// Dossiers by their codes, after one of them.
    static func dossiers(after code: DossierCode?, limit: Int, in connection: any SQLConnection) throws -> [Row] {
        try connection.rows(of: dossiers, [.text(code?.text ?? ""), .integer(limit)]).map { row in
            Row(
                id: try row.identifier("id"), code: try row.parsed("code"),
                lastDayKept: try row.isNull("last_day_kept") ? nil : try row.parsed("last_day_kept"))
        }
    }

    private static let count: SQLStatement = """
        SELECT COUNT(*) AS count FROM document d
        WHERE d.dossier_id = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = d.id)
        """

    /// How many documents a dossier has that are not destroyed.
    static func documentCount(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> Int {
        Int(try connection.row(of: count, [.identifier(dossier)])?.integer("count") ?? 0)
    }

    private static let identifiers: SQLStatement = """
        SELECT d.id FROM document d
        WHERE d.dossier_id = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = d.id)
        ORDER BY d.id
        """

    /// Calls `consume` with the identifier of each document of a dossier that is not destroyed, in their order: they lie
    /// side by side in an index, and nothing else of a document is read.
    static func forEachIdentifier(
        of dossier: Dossier.ID, in connection: any SQLConnection, _ consume: (Document.ID) throws -> Void
    ) throws {
        try connection.forEachRow(of: identifiers, [.identifier(dossier)]) { try consume(try $0.identifier("id")) }
    }

    private static let documents: SQLStatement = """
        SELECT d.id, v.digest, b.size_in_bytes
        FROM document d
        JOIN document_version v ON v.document_id = d.id
            AND v.number = (SELECT MAX(w.number) FROM document_version w WHERE w.document_id = d.id)
        JOIN blob b ON b.digest = v.digest
        WHERE d.dossier_id = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = d.id)
        ORDER BY d.id
        """

    /// Calls `consume` with each document of a dossier that is not destroyed.
    static func forEachDocument(
        of dossier: Dossier.ID, in connection: any SQLConnection,
        _ consume: (Document.ID, BlobDescriptor) throws -> Void
    ) throws {
        try connection.forEachRow(of: documents, [.identifier(dossier)]) { row in
            try consume(
                try row.identifier("id"),
                BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")))
        }
    }
}
