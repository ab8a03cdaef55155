/// Submissions and their sealed lists in the catalog. They are written once.
enum SubmissionRecords {
    private static let workingSet: SQLStatement = """
        SELECT a.id, a.document_id, a.version_number, v.digest, b.size_in_bytes, v.original_name, v.original_name_bytes,
            a.piece_code, a.invoice_number, a.invoice_date, a.supplier, a.supplier_number, a.amount_cents, a.currency,
            a.vat, a.paid_on, a.addressee_number, a.depreciation_months, a.use_percent
        FROM attachment a
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN blob b ON b.digest = v.digest
        WHERE a.requirement_id = $1 AND a.withdrawn_at IS NULL
        ORDER BY a.position, a.id
        """

    /// What is attached to a requirement now, in the order in which it was handed in.
    static func forEachAttached(
        to requirement: Requirement.ID, in connection: any SQLConnection,
        _ consume: (Submission.Piece, AttachedPiece) throws -> Void
    ) throws {
        try connection.forEachRow(of: workingSet, [.identifier(requirement)]) { row in
            let facts = try InvoiceFacts(row)
            let digest = try row.digest("digest")
            let piece = Submission.Piece(
                attachment: try row.identifier("id"), document: try row.identifier("document_id"),
                version: Int(try row.integer("version_number")),
                blob: BlobDescriptor(digest: digest, sizeInBytes: try row.integer("size_in_bytes")),
                name: try row.text("original_name"), piece: try row.parsed("piece_code"),
                facts: String(decoding: try facts.canonical.canonicalBytes(), as: UTF8.self))
            let name = try row.optional("original_name_bytes", SQLRow.bytes) ?? Array(piece.name.utf8)
            try consume(
                piece,
                AttachedPiece(
                    attachment: piece.attachment, document: piece.document, digest: digest, piece: piece.piece,
                    name: OriginalName(bytes: name), facts: facts))
        }
    }

    private static let workingSetAfter: SQLStatement = """
        SELECT a.id, a.position, a.document_id, a.version_number, v.digest, b.size_in_bytes, v.original_name, a.piece_code,
            a.invoice_number, a.invoice_date, a.supplier, a.supplier_number, a.amount_cents, a.currency, a.vat, a.paid_on,
            a.addressee_number, a.depreciation_months, a.use_percent
        FROM attachment a
        CROSS JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        CROSS JOIN blob b ON b.digest = v.digest
        WHERE a.requirement_id = $1 AND (a.position, a.id) > ($2, $3) AND a.withdrawn_at IS NULL
        ORDER BY a.position, a.id LIMIT $4
        """

    /// A page of what is attached to a requirement now, in the order in which it was handed in.
    static func attached(
        to requirement: Requirement.ID, after position: PlacedPiece.Position?, limit: Int,
        in connection: any SQLConnection
    ) throws -> [PlacedPiece] {
        try connection.rows(
            of: workingSetAfter,
            [
                .identifier(requirement), .integer(position?.order ?? .min), .bytes(position?.id.uuid.bytes ?? []),
                .integer(limit),
            ]
        ).map { row in
            let id: Attachment.ID = try row.identifier("id")
            let piece = Submission.Piece(
                attachment: id, document: try row.identifier("document_id"),
                version: Int(try row.integer("version_number")),
                blob: BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")),
                name: try row.text("original_name"), piece: try row.parsed("piece_code"),
                facts: String(decoding: try InvoiceFacts(row).canonical.canonicalBytes(), as: UTF8.self))
            return PlacedPiece(position: .init(Int(try row.integer("position")), id), piece: piece)
        }
    }

    private static let insertion: SQLStatement = """
        INSERT INTO submission
            (id, requirement_id, round, submitted_at, submitted_by, is_late, reason, list_digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    private static let pieceInsertion: SQLStatement = """
        INSERT INTO submission_piece
            (submission_id, position, attachment_id, document_id, version_number, digest, size_in_bytes, original_name,
             piece_code, facts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """

    static func insert(_ submission: Submission, of requirement: Requirement.ID, _ connection: any SQLConnection) throws
    {
        try connection.execute(
            insertion,
            [
                .identifier(submission.id), .identifier(requirement), .integer(submission.round),
                .instant(submission.submittedAt), .text(submission.submittedBy), .flag(submission.isLate),
                .text(submission.reason), .digest(submission.listDigest),
            ])
        for (position, piece) in submission.pieces.enumerated() {
            try connection.execute(
                pieceInsertion,
                [
                    .identifier(submission.id), .integer(position), .identifier(piece.attachment),
                    .identifier(piece.document), .integer(piece.version), .digest(piece.blob.digest),
                    .integer(piece.blob.sizeInBytes), .text(piece.name), .code(piece.piece), .text(piece.facts),
                ])
        }
    }

    private static let rounds: SQLStatement = """
        SELECT s.id, s.round, s.submitted_at, s.submitted_by, s.is_late, s.reason, s.list_digest, d.id AS decision_id,
            d.outcome, d.reason AS decision_reason, d.decided_by, d.decided_at
        FROM submission s LEFT JOIN decision d ON d.submission_id = s.id
        WHERE s.requirement_id = $1 ORDER BY s.round
        """

    /// The rounds of a requirement, the first one first.
    static func submissions(of requirement: Requirement.ID, in connection: any SQLConnection) throws -> [Submission] {
        try connection.rows(of: rounds, [.identifier(requirement)]).map { row in
            let id: Submission.ID = try row.identifier("id")
            return Submission(
                id: id, round: Int(try row.integer("round")), submittedAt: try row.instant("submitted_at"),
                submittedBy: try row.text("submitted_by"), isLate: try row.flag("is_late"),
                reason: try row.optional("reason", SQLRow.text), listDigest: try row.digest("list_digest"),
                pieces: try pieces(of: id, in: connection),
                decision: try row.isNull("decision_id") ? nil : decision(row, in: connection))
        }
    }

    private static let piecesOfSubmission: SQLStatement = """
        SELECT attachment_id, document_id, version_number, digest, size_in_bytes, original_name, piece_code, facts
        FROM submission_piece WHERE submission_id = $1 ORDER BY position
        """

    static func pieces(of submission: Submission.ID, in connection: any SQLConnection) throws -> [Submission.Piece] {
        try connection.rows(of: piecesOfSubmission, [.identifier(submission)]).map { row in
            Submission.Piece(
                attachment: try row.identifier("attachment_id"), document: try row.identifier("document_id"),
                version: Int(try row.integer("version_number")),
                blob: BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")),
                name: try row.text("original_name"), piece: try row.parsed("piece_code"), facts: try row.text("facts"))
        }
    }

    private static let decisionInsertion: SQLStatement = """
        INSERT INTO decision (id, submission_id, outcome, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    private static let reasonInsertion: SQLStatement = """
        INSERT INTO decision_reason (decision_id, attachment_id, reason) VALUES ($1, $2, $3)
        """
    private static let reasonsOfDecision: SQLStatement = """
        SELECT attachment_id, reason FROM decision_reason WHERE decision_id = $1
        """

    static func decide(
        _ decision: Decision, on submission: Submission.ID, as id: Identifier<Decision>, _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            decisionInsertion,
            [
                .identifier(id), .identifier(submission), .text(decision.outcome), .text(decision.reason),
                .text(decision.decidedBy), .instant(decision.decidedAt),
            ])
        for (attachment, reason) in decision.pieceReasons {
            try connection.execute(reasonInsertion, [.identifier(id), .identifier(attachment), .text(reason)])
        }
    }

    private static func decision(_ row: SQLRow, in connection: any SQLConnection) throws -> Decision {
        let id: Identifier<Decision> = try row.identifier("decision_id")
        var reasons: [Attachment.ID: String] = [:]
        for reason in try connection.rows(of: reasonsOfDecision, [.identifier(id)]) {
            reasons[try reason.identifier("attachment_id")] = try reason.text("reason")
        }
        return Decision(
            outcome: try row.choice("outcome"), reason: try row.optional("decision_reason", SQLRow.text),
            decidedBy: try row.text("decided_by"), decidedAt: try row.instant("decided_at"), pieceReasons: reasons)
    }
}

/// A piece that is attached to a requirement, and its place in the list.
public struct PlacedPiece: Hashable, Sendable {
    public typealias Position = ListPosition<Int, Attachment>

    public let position: Position
    public let piece: Submission.Piece
}
