/// The pieces of a dossier in the order of an inventory.
enum InventoryRecords {
    private static let repeatedDigests: SQLStatement = """
        SELECT v.digest FROM attachment a
        JOIN requirement r ON r.id = a.requirement_id
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        WHERE r.dossier_id = $1 AND (a.withdrawn_at IS NULL
            OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id))
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = a.document_id)
        GROUP BY v.digest HAVING COUNT(*) > 1
        """
    /// By requirement, then heading, then invoice date: the order that the accounting directives ask of vouchers.
    private static let pieces: SQLStatement = """
        SELECT v.digest, b.size_in_bytes, v.original_name, v.media_type, r.code AS requirement, r.type, s.code AS disbursement,
            a.piece_code, p.heading, a.invoice_number, a.invoice_date, a.supplier, a.supplier_number, a.amount_cents,
            a.currency, a.vat, a.paid_on, a.addressee_number, v.document_id, a.recorded_at,
            k.code AS disposition, t.disposed_at
        FROM attachment a
        JOIN requirement r ON r.id = a.requirement_id
        LEFT JOIN disbursement s ON s.id = r.disbursement_id
        JOIN requirement_piece p ON p.requirement_id = r.id AND p.code = a.piece_code
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN blob b ON b.digest = v.digest
        LEFT JOIN tombstone t ON t.document_id = a.document_id
        LEFT JOIN disposition_case k ON k.id = t.case_id
        WHERE r.dossier_id = $1 AND (a.withdrawn_at IS NULL
            OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id))
        ORDER BY r.code, p.heading NULLS LAST, a.invoice_date NULLS LAST, a.position, a.id
        """

    /// Calls `consume` with each row, and whether it is the first that uses its file.
    ///
    /// A document that is used twice is one file: later rows name the path that the first gave it. Only the digests that
    /// are used more than once are held in memory.
    static func forEachRow(
        of dossier: Dossier.ID, in connection: any SQLConnection,
        _ consume: (_ row: InventoryRow, _ isFirstUse: Bool) throws -> Void
    ) throws {
        var fileOfRepeated: [Digest: String] = [:]
        for row in try connection.rows(of: repeatedDigests, [.identifier(dossier)]) {
            fileOfRepeated[try row.digest("digest")] = ""
        }
        var number = 0
        try connection.forEachRow(of: pieces, [.identifier(dossier)]) { row in
            number += 1
            let digest = try row.digest("digest")
            let requirement: RequirementCode = try row.parsed("requirement")
            let piece: PieceCode = try row.parsed("piece_code")
            let name = try row.text("original_name")
            // What was disposed of is a row without a file, also when another document still has the bytes.
            let isDisposed = try !row.isNull("disposition")
            var file = isDisposed ? "" : fileOfRepeated[digest] ?? ""
            let isFirstUse = file.isEmpty && !isDisposed
            if isFirstUse {
                let fileName = PayloadName.name(number: number, piece: piece, originalName: name)
                file = "data/20_requirements/\(requirement)/\(fileName)"
                if fileOfRepeated[digest] != nil { fileOfRepeated[digest] = file }
            }
            let inventoryRow = InventoryRow(
                number: number, file: file,
                blob: BlobDescriptor(digest: digest, sizeInBytes: try row.integer("size_in_bytes")), originalName: name,
                mediaType: try row.text("media_type"), requirement: requirement,
                requirementType: try row.choice("type"),
                disbursement: try row.isNull("disbursement") ? nil : try row.parsed("disbursement"), piece: piece,
                heading: try row.isNull("heading") ? nil : try row.choice("heading"), facts: try InvoiceFacts(row),
                document: try row.identifier("document_id"), attachedAt: try row.instant("recorded_at"),
                disposition: isDisposed ? try row.parsed("disposition") : nil,
                disposedAt: try row.optional("disposed_at", SQLRow.instant))
            try consume(inventoryRow, isFirstUse)
        }
    }
}
