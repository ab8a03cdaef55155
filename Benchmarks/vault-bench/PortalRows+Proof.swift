internal import DocVault

// What was handed in for a requirement, and what was decided on it.
extension PortalRows {
    private static let pieces = [
        ["expense-statement", "equipment-synthesis", "equipment-invoice", "payment-proof"],
        ["operating-synthesis", "operating-invoice", "payment-proof"], ["report", "report"], ["claim"],
    ]

    private static let blob: SQLStatement = """
        INSERT INTO blob (digest, size_in_bytes, recorded_at) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING
        """
    private static let document: SQLStatement = "INSERT INTO document (id, dossier_id, recorded_at) VALUES ($1, $2, $3)"
    private static let version: SQLStatement = """
        INSERT INTO document_version (document_id, number, digest, original_name, media_type, recorded_at)
        VALUES ($1, 1, $2, $3, 'application/pdf', $4)
        """
    private static let attachment: SQLStatement = """
        INSERT INTO attachment
            (id, requirement_id, document_id, version_number, piece_code, position, invoice_number, invoice_date, supplier,
             supplier_number, amount_cents, currency, vat, paid_on, recorded_at, invoice_key)
        VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, 'EUR', 'excluded', $11, $12, $13)
        """
    private static let event: SQLStatement = """
        INSERT INTO journal_event (sequence, recorded_at, action, subject_id, commitment, dossier_id)
        VALUES ((SELECT MAX(sequence) + 1 FROM journal_event), $1, 'document.attached', $2, $3, $4)
        """
    private static let submission: SQLStatement = """
        INSERT INTO submission (id, requirement_id, round, submitted_at, submitted_by, is_late, list_digest)
        VALUES ($1, $2, 1, $3, 'operator:somebody', 0, $4)
        """
    private static let sealedPieces: SQLStatement = """
        INSERT INTO submission_piece
            (submission_id, position, attachment_id, document_id, version_number, digest, size_in_bytes, original_name,
             piece_code, facts)
        SELECT $1, a.position, a.id, a.document_id, a.version_number, v.digest, b.size_in_bytes, v.original_name,
            a.piece_code, '{"date":"' || a.invoice_date || '","number":"' || a.invoice_number || '"}'
        FROM attachment a
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN blob b ON b.digest = v.digest
        WHERE a.requirement_id = $2
        """
    private static let decision: SQLStatement = """
        INSERT INTO decision (id, submission_id, outcome, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, 'A reason', 'operator:somebody else', $4)
        """

    /// Attaches what belongs to a requirement, and seals and decides as far as its state has come.
    func fill(_ ordinal: Int, ofDossier number: Int) throws {
        let first = catalog.firstAttachment(ofRequirement: ordinal, ofDossier: number)
        let requirement = SQLValue.bytes(catalog.identifier(.requirement, 4 * number + ordinal))
        let dossier = SQLValue.bytes(catalog.identifier(.dossier, number))
        for (position, piece) in Self.pieces[ordinal].enumerated() {
            try attach(first + position, as: piece, at: position, to: requirement, of: dossier)
        }
        let state = catalog.state(ofRequirement: ordinal, ofDossier: number)
        guard state != .open else { return }
        let instant = SQLValue.integer(catalog.submissionInstant(ofRequirement: ordinal, ofDossier: number))
        let submission = SQLValue.bytes(catalog.identifier(.submission, 4 * number + ordinal))
        try connection.execute(
            Self.submission, [submission, requirement, instant, .bytes(catalog.digest(ofBytes: -number))])
        try connection.execute(Self.sealedPieces, [submission, requirement])
        guard state != .submitted else { return }
        let decision = SQLValue.bytes(catalog.identifier(.decision, 4 * number + ordinal))
        try connection.execute(Self.decision, [decision, submission, .text(state.rawValue), instant])
    }

    private func attach(
        _ number: Int, as piece: String, at position: Int, to requirement: SQLValue, of dossier: SQLValue
    ) throws {
        let (bytes, facts) = (catalog.bytes(ofAttachment: number), catalog.facts(ofAttachment: number))
        let (digest, now) = (SQLValue.bytes(catalog.digest(ofBytes: bytes)), SQLValue.integer(PortalCatalog.start))
        let document = SQLValue.bytes(catalog.identifier(.document, number))
        let attachment = SQLValue.bytes(catalog.identifier(.attachment, number))
        try connection.execute(Self.blob, [digest, .integer(Int64(20_000 + bytes % 40_000)), now])
        try connection.execute(Self.document, [document, dossier, now])
        try connection.execute(Self.version, [document, digest, .text("piece-\(bytes).pdf"), now])
        try connection.execute(
            Self.attachment,
            [
                attachment, requirement, document, .text(piece), .integer(Int64(position)), text(facts.number),
                text(facts.date), text(facts.supplier), text(facts.supplierNumber),
                .integer(facts.amount?.cents ?? 0), text(facts.paidOn), now, text(InvoiceKey(facts)),
            ])
        // Any 32 bytes are as good as the commitment to a text that was erased.
        try connection.execute(Self.event, [now, document, digest, dossier])
    }

    private func text(_ value: (some CustomStringConvertible)?) -> SQLValue {
        value.map { .text($0.description) } ?? .null
    }
}
