/// Tombstones in the catalog, and the wiping of what a disposed document must leave behind.
enum TombstoneRecords {
    private static let one: SQLStatement = """
        SELECT t.document_id, d.code AS dossier, t.digest, t.size_in_bytes, t.media_type, k.code AS disposition, k.action,
            t.obligations, t.filed_at, t.disposed_at
        FROM tombstone t
        JOIN document c ON c.id = t.document_id
        JOIN dossier d ON d.id = c.dossier_id
        JOIN disposition_case k ON k.id = t.case_id
        WHERE t.document_id = $1
        """

    static func tombstone(of document: Document.ID, in connection: any SQLConnection) throws -> Tombstone? {
        try connection.row(of: one, [.identifier(document)]).map { row in
            Tombstone(
                document: try row.identifier("document_id"), dossier: try row.parsed("dossier"),
                digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes"),
                mediaType: try row.text("media_type"), disposition: try row.parsed("disposition"),
                action: try row.choice("action"), obligations: try row.text("obligations"),
                filedAt: try row.instant("filed_at"), disposedAt: try row.instant("disposed_at"))
        }
    }

    private static let insertion: SQLStatement = """
        INSERT INTO tombstone
            (document_id, digest, size_in_bytes, media_type, case_id, obligations, filed_at, disposed_at)
        SELECT d.id, v.digest, b.size_in_bytes, v.media_type, $2, $3, d.recorded_at, $4
        FROM document d
        JOIN document_version v ON v.document_id = d.id
            AND v.number = (SELECT MAX(w.number) FROM document_version w WHERE w.document_id = d.id)
        JOIN blob b ON b.digest = v.digest
        WHERE d.id = $1
        """
    // Names and parties may name a person. Digests stay: they prove what was there, and find the same proof elsewhere.
    private static let names: SQLStatement = """
        UPDATE document_version SET original_name = '', original_name_bytes = NULL WHERE document_id = $1
        """
    private static let facts: SQLStatement = """
        UPDATE attachment
        SET invoice_number = NULL, supplier = NULL, supplier_number = NULL, addressee_number = NULL, invoice_key = NULL
        WHERE document_id = $1
        """
    private static let sealed: SQLStatement = """
        UPDATE submission_piece SET original_name = '', facts = '{}'
        WHERE attachment_id IN (SELECT a.id FROM attachment a WHERE a.document_id = $1)
        """

    /// Puts a tombstone in the place of a document, and wipes what names anybody.
    static func bury(
        _ document: Document.ID, for disposition: DispositionCase.ID, _ obligations: [Obligation], at now: Instant,
        in connection: any SQLConnection
    ) throws {
        let basis = CanonicalJSON.array(obligations.map(\.canonical))
        let text = String(decoding: try basis.canonicalBytes(), as: UTF8.self)
        try connection.execute(
            insertion, [.identifier(document), .identifier(disposition), .text(text), .instant(now)])
        for statement in [names, facts, sealed] { try connection.execute(statement, [.identifier(document)]) }
    }
}

extension Obligation {
    /// The duty as tombstones and the journal keep it: enough to compute it again.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("fact", fact?.canonical), ("lastDayKept", lastDayKept.map { .string($0.description) }),
                ("schedule", .string(schedule.code.text)), ("version", .integer(Int64(schedule.version))),
            ])
    }
}
