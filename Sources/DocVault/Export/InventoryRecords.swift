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
    private static let requirements: SQLStatement = """
        SELECT r.id, r.code, r.type, s.code AS disbursement
        FROM requirement r LEFT JOIN disbursement s ON s.id = r.disbursement_id
        WHERE r.dossier_id = $1 ORDER BY r.code
        """
    private static let outcomes: SQLStatement = """
        SELECT s.round, d.outcome FROM submission s JOIN decision d ON d.submission_id = s.id WHERE s.requirement_id = $1
        """
    private static let proofs: SQLStatement = """
        SELECT a.id, a.invoice_number, a.invoice_date, a.supplier, a.supplier_number, a.amount_cents, a.currency, a.vat,
            a.paid_on, a.addressee_number, a.depreciation_months, a.use_percent
        FROM attachment a
        JOIN requirement_piece p ON p.requirement_id = a.requirement_id AND p.code = a.piece_code
        WHERE a.requirement_id = $1 AND a.piece_code = $2 AND (a.withdrawn_at IS NULL
            OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id))
        ORDER BY p.heading NULLS LAST, a.invoice_date NULLS LAST, a.position, a.id
        """
    /// By heading, then invoice date: the order that the accounting directives ask of vouchers.
    private static let pieces: SQLStatement = """
        SELECT a.id, v.digest, b.size_in_bytes, v.original_name, v.media_type, a.piece_code, p.heading, p.label_fr,
            p.label_nl, p.label_en, p.needs_payment_proof, a.invoice_number, a.invoice_date, a.supplier, a.supplier_number,
            a.amount_cents, a.currency, a.vat, a.paid_on, a.addressee_number, a.depreciation_months, a.use_percent,
            v.document_id, a.recorded_at, a.withdrawn_at IS NOT NULL AS is_withdrawn, k.code AS disposition, t.disposed_at,
            (SELECT MIN(s.round) FROM submission_piece q JOIN submission s ON s.id = q.submission_id
                WHERE q.attachment_id = a.id) AS first_round,
            (SELECT MAX(s.round) FROM submission_piece q JOIN submission s ON s.id = q.submission_id
                WHERE q.attachment_id = a.id) AS last_round,
            EXISTS (SELECT 1 FROM submission_piece q JOIN submission s ON s.id = q.submission_id
                WHERE q.attachment_id = a.id AND s.round = $2) AS is_in_round
        FROM attachment a
        JOIN requirement_piece p ON p.requirement_id = a.requirement_id AND p.code = a.piece_code
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN blob b ON b.digest = v.digest
        LEFT JOIN tombstone t ON t.document_id = a.document_id
        LEFT JOIN disposition_case k ON k.id = t.case_id
        WHERE a.requirement_id = $1 AND (a.withdrawn_at IS NULL
            OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id))
        ORDER BY p.heading NULLS LAST, a.invoice_date NULLS LAST, a.position, a.id
        """

    /// Calls `consume` with each row in scope, and whether it is the first of them that uses its file.
    ///
    /// Numbers and names are those of the whole dossier whatever the scope, so a piece has the same path in every bag. What
    /// is held in memory is what proofs of payment refer to, of one requirement at a time, and the digests of documents that
    /// are used more than once.
    /// - Parameter place: The volume that has a file. It is asked as often as rows and links need it, and must always answer
    ///   the same; `nil` for a single bag.
    static func forEachRow(
        of dossier: Dossier.ID, _ code: DossierCode, _ scope: ExportScope = .dossier, _ connection: any SQLConnection,
        place: (BlobDescriptor) throws -> BagPlace? = { _ in nil },
        consume: (_ row: InventoryRow, _ isFirstUse: Bool) throws -> Void
    ) throws {
        let repeated = try connection.rows(of: repeatedDigests, [.identifier(dossier)]).map { try $0.digest("digest") }
        let retention = try PieceRetention(of: dossier, in: connection)
        var files = PieceFiles(repeated: repeated)
        var number = 0
        for row in try connection.rows(of: requirements, [.identifier(dossier)]) {
            let requirement = try InventoryRequirement(row, outcomes: outcomes, connection)
            let names = try proofNames(of: requirement, in: code, connection)
            let proofFiles = try proofFiles(of: requirement, in: code, scope, names, files, place, connection)
            var naming = PieceNaming(code, requirement, names)
            try connection.forEachRow(of: pieces, values(requirement, scope)) { row in
                number += 1
                let piece = try InventoryPiece(row, of: requirement, in: scope)
                let own = naming.path(of: piece)
                let path = piece.isDisposed ? "" : files.path(of: piece.blob.digest, own: own)
                guard piece.isInScope else { return }
                let proofs = names.proofsOfInvoice[piece.attachment] ?? []
                let isFirstUse = !piece.isDisposed && files.use(piece.blob.digest)
                try consume(
                    InventoryRow(
                        piece, row, number: number, model: names.names[piece.attachment]?.model, file: path,
                        place: piece.isDisposed ? nil : try place(piece.blob), in: requirement,
                        proofs: proofs.compactMap { proofFiles[$0] }, proofCount: proofs.count,
                        kept: piece.isDisposed ? (nil, []) : try retention.kept(piece.document)), isFirstUse)
            }
        }
    }

    private static func values(_ requirement: InventoryRequirement, _ scope: ExportScope) -> [SQLValue] {
        [.identifier(requirement.id), .integer(scope.round ?? 0)]
    }

    /// What the proofs of payment of a requirement are called. A first walk over its pieces, where it has proofs.
    private static func proofNames(
        of requirement: InventoryRequirement, in code: DossierCode, _ connection: any SQLConnection
    ) throws -> ProofNames.Resolved {
        let found = try connection.rows(of: proofs, [.identifier(requirement.id), .code(PieceCode.paymentProof)]).map {
            ProofNames.Proof(attachment: try $0.identifier("id"), facts: try InvoiceFacts($0))
        }
        guard !found.isEmpty else { return ProofNames.Resolved() }
        var names = ProofNames(found)
        var numbering = PieceNumbering(code)
        try connection.forEachRow(of: pieces, values(requirement, .dossier)) { row in
            let piece = try InventoryPiece(row, of: requirement, in: .dossier)
            guard piece.code != .paymentProof else { return }
            let stem = numbering.stem(of: piece.code, model: piece.kind.model)
            guard piece.kind.role.isCost else { return }
            names.take(
                ProofNames.Invoice(
                    attachment: piece.attachment, facts: piece.facts, stem: stem, model: piece.kind.model))
        }
        return names.resolved()
    }

    /// Where the proofs of payment lie that are in the bag. A second walk, for rows that come before their proofs.
    private static func proofFiles(
        of requirement: InventoryRequirement, in code: DossierCode, _ scope: ExportScope,
        _ names: ProofNames.Resolved, _ files: PieceFiles, _ place: (BlobDescriptor) throws -> BagPlace?,
        _ connection: any SQLConnection
    ) throws -> [Attachment.ID: BagFile] {
        guard !names.names.isEmpty else { return [:] }
        var (files, naming) = (files, PieceNaming(code, requirement, names))
        var found: [Attachment.ID: BagFile] = [:]
        try connection.forEachRow(of: pieces, values(requirement, scope)) { row in
            let piece = try InventoryPiece(row, of: requirement, in: scope)
            let own = naming.path(of: piece)
            guard !piece.isDisposed else { return }
            let path = files.path(of: piece.blob.digest, own: own)
            guard piece.isInScope, names.names[piece.attachment] != nil else { return }
            found[piece.attachment] = BagFile(path: path, place: try place(piece.blob) ?? .singleBag)
        }
        return found
    }
}
