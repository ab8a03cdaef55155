/// What was handed in for a dossier, what was decided about it, and what is gone.
extension RecordTable {
    static let blob = RecordTable(
        name: "blob",
        columns: [
            "digest", "size_in_bytes", "recorded_at",
        ],
        key: "digest",
        references: [:],
        selection: """
            SELECT
                t.digest, t.size_in_bytes, t.recorded_at
            FROM blob t WHERE EXISTS (SELECT 1 FROM document_version v JOIN document d ON d.id = v.document_id
                    JOIN attachment a ON a.document_id = d.id
                WHERE v.digest = t.digest AND d.dossier_id = $1 AND (a.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id)))
            ORDER BY t.digest
            """,
        insertion: """
            INSERT INTO blob
                (digest, size_in_bytes, recorded_at)
            VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING
            """)

    static let document = RecordTable(
        name: "document",
        columns: [
            "id", "dossier_id", "recorded_at",
        ],
        key: "id",
        references: [
            "dossier_id": "dossier"
        ],
        selection: """
            SELECT
                t.id, t.dossier_id, t.recorded_at
            FROM document t WHERE t.dossier_id = $1 AND EXISTS (SELECT 1 FROM attachment a WHERE a.document_id = t.id
                AND (a.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id)))
            ORDER BY t.id
            """,
        insertion: """
            INSERT INTO document
                (id, dossier_id, recorded_at)
            VALUES ($1, $2, $3)
            """)

    static let documentVersion = RecordTable(
        name: "document_version",
        columns: [
            "document_id", "number", "digest", "original_name", "original_name_bytes", "media_type", "recorded_at",
        ],
        key: nil,
        references: [
            "document_id": "document", "digest": "blob",
        ],
        selection: """
            SELECT
                t.document_id, t.number, t.digest, t.original_name, t.original_name_bytes, t.media_type, t.recorded_at
            FROM document_version t JOIN document d ON d.id = t.document_id WHERE d.dossier_id = $1
                AND EXISTS (SELECT 1 FROM attachment a WHERE a.document_id = t.document_id AND (a.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id)))
            ORDER BY t.document_id, t.number
            """,
        insertion: """
            INSERT INTO document_version
                (document_id, number, digest, original_name, original_name_bytes, media_type, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """)

    /// Without what was withdrawn before it was ever submitted: that is in no inventory either.
    static let attachment = RecordTable(
        name: "attachment",
        columns: [
            "id", "requirement_id", "document_id", "version_number", "piece_code", "position", "invoice_number",
            "invoice_date", "supplier", "supplier_number", "amount_cents", "currency", "vat", "paid_on",
            "recorded_at", "deposit_id", "addressee_number", "invoice_key", "withdrawn_at", "depreciation_months",
            "use_percent",
        ],
        key: "id",
        references: [
            "requirement_id": "requirement", "document_id": "document",
        ],
        selection: """
            SELECT
                t.id, t.requirement_id, t.document_id, t.version_number, t.piece_code, t.position, t.invoice_number,
                t.invoice_date, t.supplier, t.supplier_number, t.amount_cents, t.currency, t.vat, t.paid_on,
                t.recorded_at, t.deposit_id, t.addressee_number, t.invoice_key, t.withdrawn_at, t.depreciation_months,
                t.use_percent
            FROM attachment t JOIN requirement r ON r.id = t.requirement_id WHERE r.dossier_id = $1
                AND (t.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = t.id))
            ORDER BY t.id
            """,
        insertion: """
            INSERT INTO attachment
                (id, requirement_id, document_id, version_number, piece_code, position, invoice_number, invoice_date,
                supplier, supplier_number, amount_cents, currency, vat, paid_on, recorded_at, deposit_id,
                addressee_number, invoice_key, withdrawn_at, depreciation_months, use_percent)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            """)

    static let submission = RecordTable(
        name: "submission",
        columns: [
            "id", "requirement_id", "round", "submitted_at", "submitted_by", "is_late", "reason", "list_digest",
        ],
        key: "id",
        references: [
            "requirement_id": "requirement"
        ],
        selection: """
            SELECT
                t.id, t.requirement_id, t.round, t.submitted_at, t.submitted_by, t.is_late, t.reason, t.list_digest
            FROM submission t JOIN requirement r ON r.id = t.requirement_id WHERE r.dossier_id = $1
            ORDER BY r.code, t.round
            """,
        insertion: """
            INSERT INTO submission
                (id, requirement_id, round, submitted_at, submitted_by, is_late, reason, list_digest)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """)

    static let submissionPiece = RecordTable(
        name: "submission_piece",
        columns: [
            "submission_id", "position", "attachment_id", "document_id", "version_number", "digest", "size_in_bytes",
            "original_name", "piece_code", "facts",
        ],
        key: nil,
        references: [
            "submission_id": "submission", "attachment_id": "attachment", "document_id": "document", "digest": "blob",
        ],
        selection: """
            SELECT
                t.submission_id, t.position, t.attachment_id, t.document_id, t.version_number, t.digest,
                t.size_in_bytes, t.original_name, t.piece_code, t.facts
            FROM submission_piece t JOIN submission s ON s.id = t.submission_id JOIN requirement r ON r.id = s.requirement_id
            WHERE r.dossier_id = $1
            ORDER BY r.code, s.round, t.position
            """,
        insertion: """
            INSERT INTO submission_piece
                (submission_id, position, attachment_id, document_id, version_number, digest, size_in_bytes,
                original_name, piece_code, facts)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """)

    static let decision = RecordTable(
        name: "decision",
        columns: [
            "id", "submission_id", "outcome", "reason", "decided_by", "decided_at",
        ],
        key: "id",
        references: [
            "submission_id": "submission"
        ],
        selection: """
            SELECT
                t.id, t.submission_id, t.outcome, t.reason, t.decided_by, t.decided_at
            FROM decision t JOIN submission s ON s.id = t.submission_id JOIN requirement r ON r.id = s.requirement_id
            WHERE r.dossier_id = $1
            ORDER BY r.code, s.round
            """,
        insertion: """
            INSERT INTO decision
                (id, submission_id, outcome, reason, decided_by, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """)

    static let decisionReason = RecordTable(
        name: "decision_reason",
        columns: [
            "decision_id", "attachment_id", "reason",
        ],
        key: nil,
        references: [
            "decision_id": "decision", "attachment_id": "attachment",
        ],
        selection: """
            SELECT
                t.decision_id, t.attachment_id, t.reason
            FROM decision_reason t JOIN decision d ON d.id = t.decision_id JOIN submission s ON s.id = d.submission_id
            JOIN requirement r ON r.id = s.requirement_id WHERE r.dossier_id = $1
            ORDER BY t.decision_id, t.attachment_id
            """,
        insertion: """
            INSERT INTO decision_reason
                (decision_id, attachment_id, reason)
            VALUES ($1, $2, $3)
            """)

    static let finding = RecordTable(
        name: "finding",
        columns: [
            "id", "kind", "state", "attachment_id", "requirement_id", "dossier_id", "other_attachment_id",
            "other_requirement_id", "other_dossier_id", "reason", "recorded_at",
        ],
        key: "id",
        references: [
            "attachment_id": "attachment", "requirement_id": "requirement", "dossier_id": "dossier",
            "other_attachment_id": "attachment", "other_requirement_id": "requirement", "other_dossier_id": "dossier",
        ],
        selection: """
            SELECT
                t.id, t.kind, t.state, t.attachment_id, t.requirement_id, t.dossier_id, t.other_attachment_id,
                t.other_requirement_id, t.other_dossier_id, t.reason, t.recorded_at
            FROM finding t JOIN attachment a ON a.id = t.attachment_id JOIN attachment o ON o.id = t.other_attachment_id
            WHERE t.dossier_id = $1 AND t.other_dossier_id = $1 AND (a.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id))
                AND (o.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = o.id))
            ORDER BY t.id
            """,
        insertion: """
            INSERT INTO finding
                (id, kind, state, attachment_id, requirement_id, dossier_id, other_attachment_id,
                other_requirement_id, other_dossier_id, reason, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """)

    /// Without the reason of a case, which may speak of other dossiers.
    static let dispositionCase = RecordTable(
        name: "disposition_case",
        columns: [
            "id", "code", "action", "state", "reason", "list_digest", "policy_version", "proposed_by", "proposed_at",
            "approved_by", "approved_at", "authorisation", "executable_on", "executed_by", "executed_at",
        ],
        key: "id",
        references: [:],
        selection: """
            SELECT
                t.id, t.code, t.action, t.state, '' AS reason, t.list_digest, t.policy_version, t.proposed_by,
                t.proposed_at, t.approved_by, t.approved_at, t.authorisation, t.executable_on, t.executed_by,
                t.executed_at
            FROM disposition_case t WHERE EXISTS (SELECT 1 FROM tombstone b JOIN document d ON d.id = b.document_id
                WHERE b.case_id = t.id AND d.dossier_id = $1)
            ORDER BY t.id
            """,
        insertion: """
            INSERT INTO disposition_case
                (id, code, action, state, reason, list_digest, policy_version, proposed_by, proposed_at, approved_by,
                approved_at, authorisation, executable_on, executed_by, executed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """)

    static let tombstone = RecordTable(
        name: "tombstone",
        columns: [
            "document_id", "digest", "size_in_bytes", "media_type", "case_id", "obligations", "filed_at",
            "disposed_at",
        ],
        key: nil,
        references: [
            "document_id": "document", "case_id": "disposition_case", "digest": "blob",
        ],
        selection: """
            SELECT
                t.document_id, t.digest, t.size_in_bytes, t.media_type, t.case_id, t.obligations, t.filed_at,
                t.disposed_at
            FROM tombstone t JOIN document d ON d.id = t.document_id WHERE d.dossier_id = $1
                AND EXISTS (SELECT 1 FROM attachment a WHERE a.document_id = t.document_id AND (a.withdrawn_at IS NULL
                    OR EXISTS (SELECT 1 FROM submission_piece q WHERE q.attachment_id = a.id)))
            ORDER BY t.document_id
            """,
        insertion: """
            INSERT INTO tombstone
                (document_id, digest, size_in_bytes, media_type, case_id, obligations, filed_at, disposed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """)
}
