internal import Foundation

/// Pages of the uses of documents, by dossier and requirement.
enum DocumentListRecords {
    // Few documents have the same bytes: those of the page are sorted.
    private static let ofDigest: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name, v.media_type, d.code AS dossier,
            r.code AS requirement, a.piece_code, a.recorded_at, a.position, a.id
        FROM document_version v
        JOIN blob b ON b.digest = v.digest
        JOIN attachment a ON a.document_id = v.document_id AND a.version_number = v.number
        JOIN requirement r ON r.id = a.requirement_id
        JOIN dossier d ON d.id = r.dossier_id
        WHERE v.digest = $1 AND (d.code, r.code, a.position, a.id) > ($2, $3, $4, $5)
        ORDER BY d.code, r.code, a.position, a.id LIMIT $6
        """
    // In the order of the list, from dossier to attachment: it stops at the end of the page.
    private static let ofName: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name, v.media_type, d.code AS dossier,
            r.code AS requirement, a.piece_code, a.recorded_at, a.position, a.id
        FROM dossier d
        CROSS JOIN requirement r ON r.dossier_id = d.id
        CROSS JOIN attachment a ON a.requirement_id = r.id
        CROSS JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        CROSS JOIN blob b ON b.digest = v.digest
        WHERE d.id = $1 AND lower(v.original_name) LIKE $2 ESCAPE '!'
            AND r.code >= $3 AND (r.code, a.position, a.id) > ($3, $4, $5)
        ORDER BY r.code, a.position, a.id LIMIT $6
        """
    private static let ofDocument: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name, v.media_type, d.code AS dossier,
            r.code AS requirement, a.piece_code, a.recorded_at, a.position, a.id
        FROM document_version v
        JOIN blob b ON b.digest = v.digest
        JOIN attachment a ON a.document_id = v.document_id AND a.version_number = v.number
        JOIN requirement r ON r.id = a.requirement_id
        JOIN dossier d ON d.id = r.dossier_id
        WHERE v.document_id = $1
        ORDER BY d.code, r.code, a.position, a.id
        """

    /// How many uses, or dossiers, one page looks at: what the actor may not see, or what has another name, is not looked
    /// through to the end of the vault.
    private static let (usesAPage, dossiersAPage) = (1_000, 200)

    /// A page of the uses of what a query leads to, in the dossiers that the actor may read.
    static func uses(
        of query: DocumentQuery, after position: DocumentUse.Position?, limit: Int, for admission: Admission,
        in connection: any SQLConnection
    ) throws -> ListPage<DocumentUse, DocumentUse.Position> {
        switch query {
        case .digest(let digest): try uses(of: digest, after: position, limit: limit, for: admission, in: connection)
        case .name(let part): try uses(named: part, after: position, limit: limit, for: admission, in: connection)
        }
    }

    private static func uses(
        of digest: Digest, after position: DocumentUse.Position?, limit: Int, for admission: Admission,
        in connection: any SQLConnection
    ) throws -> ListPage<DocumentUse, DocumentUse.Position> {
        var readable = ReadableDossiers(to: admission)
        let start: [SQLValue] = [
            .digest(digest), .text(position?.dossier.text ?? ""), .text(position?.requirement.text ?? ""),
        ]
        let rows = try connection.rows(of: ofDigest, start + values(position?.place) + [.integer(usesAPage)])
        var (uses, last): ([DocumentUse], DocumentUse.Position?) = ([], position)
        for row in rows {
            let use = try DocumentRecords.use(row)
            if try readable.contains(use.dossier, connection) {
                guard uses.count < limit else { return ListPage(uses, next: last) }
                uses.append(use)
            }
            last = use.position
        }
        return ListPage(uses, next: rows.count == usesAPage ? last : nil)
    }

    private static func uses(
        named part: String, after position: DocumentUse.Position?, limit: Int, for admission: Admission,
        in connection: any SQLConnection
    ) throws -> ListPage<DocumentUse, DocumentUse.Position> {
        let pattern = DocumentRecords.pattern(part)
        var uses: [DocumentUse] = []
        func add(_ dossier: Dossier.ID, after position: DocumentUse.Position?) throws {
            let start: [SQLValue] = [
                .identifier(dossier), .text(pattern), .text(position?.requirement.text ?? ""),
            ]
            let rows = try connection.rows(
                of: ofName, start + values(position?.place) + [.integer(limit + 1 - uses.count)])
            uses += try rows.map(DocumentRecords.use)
        }
        // The dossier that the page before ended in may have more.
        if let position, try admission.mayRead(position.dossier, connection),
            let dossier = try DossierRecords.identifier(of: position.dossier, in: connection)
        {
            try add(dossier, after: position)
        }
        let dossiers = try DossierListRecords.readable(
            for: admission, after: position?.dossier, limit: dossiersAPage, in: connection)
        for dossier in dossiers where uses.count <= limit { try add(dossier.id, after: nil) }
        guard uses.count <= limit else { return ListPage(uses, limit: limit, position: \.position) }
        guard dossiers.count == dossiersAPage, let last = dossiers.last else { return ListPage(uses, next: nil) }
        return ListPage(uses, next: .after(last.code))
    }

    private static func values(_ place: PlacedPiece.Position?) -> [SQLValue] {
        [.integer(place?.order ?? .min), .bytes(place?.id.uuid.bytes ?? [])]
    }

    /// The uses of one document, in the dossiers that the actor may read.
    static func uses(
        of document: Document.ID, for admission: Admission, in connection: any SQLConnection
    ) throws -> [DocumentUse] {
        var readable = ReadableDossiers(to: admission)
        return try connection.rows(of: ofDocument, [.identifier(document)]).map(DocumentRecords.use)
            .filter { try readable.contains($0.dossier, connection) }
    }
}

extension DocumentUse.Position {
    /// The place after everything in a dossier.
    fileprivate static func after(_ dossier: DossierCode) -> DocumentUse.Position? {
        RequirementCode("E9999").map { last in
            DocumentUse.Position(
                dossier: dossier, requirement: last,
                place: .init(.max, Attachment.ID(UUID(bytes: Array(repeating: 0xff, count: 16)))))
        }
    }
}
