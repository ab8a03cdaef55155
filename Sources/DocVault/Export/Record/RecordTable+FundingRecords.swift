/// What a dossier is about: who is funded, on what award, in which disbursements, against which requirements.
extension RecordTable {
    static let organisation = RecordTable(
        name: "organisation",
        columns: [
            "id", "enterprise_number", "name_fr", "name_nl", "name_en", "recorded_at",
        ],
        key: "id",
        references: [:],
        selection: """
            SELECT
                t.id, t.enterprise_number, t.name_fr, t.name_nl, t.name_en, t.recorded_at
            FROM organisation t JOIN dossier_partner p ON p.organisation_id = t.id WHERE p.dossier_id = $1
            ORDER BY t.enterprise_number
            """,
        insertion: """
            INSERT INTO organisation
                (id, enterprise_number, name_fr, name_nl, name_en, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """)

    static let dossier = RecordTable(
        name: "dossier",
        columns: [
            "id", "code", "title_fr", "title_nl", "title_en", "programme", "state", "project_from", "project_to",
            "recorded_at", "changed_at",
        ],
        key: "id",
        references: [:],
        selection: """
            SELECT
                t.id, t.code, t.title_fr, t.title_nl, t.title_en, t.programme, t.state, t.project_from, t.project_to,
                t.recorded_at, t.changed_at
            FROM dossier t WHERE t.id = $1
            ORDER BY t.id
            """,
        insertion: """
            INSERT INTO dossier
                (id, code, title_fr, title_nl, title_en, programme, state, project_from, project_to, recorded_at,
                changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """)

    static let dossierRegime = RecordTable(
        name: "dossier_regime",
        columns: [
            "dossier_id", "regime",
        ],
        key: nil,
        references: [
            "dossier_id": "dossier"
        ],
        selection: """
            SELECT
                t.dossier_id, t.regime
            FROM dossier_regime t WHERE t.dossier_id = $1
            ORDER BY t.regime
            """,
        insertion: """
            INSERT INTO dossier_regime
                (dossier_id, regime)
            VALUES ($1, $2)
            """)

    static let dossierPartner = RecordTable(
        name: "dossier_partner",
        columns: [
            "dossier_id", "organisation_id", "role",
        ],
        key: nil,
        references: [
            "dossier_id": "dossier", "organisation_id": "organisation",
        ],
        selection: """
            SELECT
                t.dossier_id, t.organisation_id, t.role
            FROM dossier_partner t WHERE t.dossier_id = $1
            ORDER BY t.role, t.organisation_id
            """,
        insertion: """
            INSERT INTO dossier_partner
                (dossier_id, organisation_id, role)
            VALUES ($1, $2, $3)
            """)

    static let award = RecordTable(
        name: "award",
        columns: [
            "id", "dossier_id", "decree_number", "decree_date", "amount_cents", "currency", "recorded_at",
        ],
        key: "id",
        references: [
            "dossier_id": "dossier"
        ],
        selection: """
            SELECT
                t.id, t.dossier_id, t.decree_number, t.decree_date, t.amount_cents, t.currency, t.recorded_at
            FROM award t WHERE t.dossier_id = $1
            ORDER BY t.id
            """,
        insertion: """
            INSERT INTO award
                (id, dossier_id, decree_number, decree_date, amount_cents, currency, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """)

    static let triggerFact = RecordTable(
        name: "trigger_fact",
        columns: [
            "id", "dossier_id", "kind", "date", "effective_on", "basis", "recorded_at", "supersedes", "is_void",
        ],
        key: "id",
        references: [
            "dossier_id": "dossier", "supersedes": "trigger_fact",
        ],
        selection: """
            SELECT
                t.id, t.dossier_id, t.kind, t.date, t.effective_on, t.basis, t.recorded_at, t.supersedes, t.is_void
            FROM trigger_fact t WHERE t.dossier_id = $1
            ORDER BY t.recorded_at, t.id
            """,
        insertion: """
            INSERT INTO trigger_fact
                (id, dossier_id, kind, date, effective_on, basis, recorded_at, supersedes, is_void)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)

    static let amendment = RecordTable(
        name: "amendment",
        columns: [
            "id", "dossier_id", "kind", "date", "amount_cents", "currency", "effective_on", "basis", "recorded_at",
        ],
        key: "id",
        references: [
            "dossier_id": "dossier"
        ],
        selection: """
            SELECT
                t.id, t.dossier_id, t.kind, t.date, t.amount_cents, t.currency, t.effective_on, t.basis, t.recorded_at
            FROM amendment t WHERE t.dossier_id = $1
            ORDER BY t.recorded_at, t.id
            """,
        insertion: """
            INSERT INTO amendment
                (id, dossier_id, kind, date, amount_cents, currency, effective_on, basis, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)

    static let disbursement = RecordTable(
        name: "disbursement",
        columns: [
            "id", "dossier_id", "code", "position", "kind", "period_from", "period_to", "amount_cents", "currency",
            "state", "recorded_at",
        ],
        key: "id",
        references: [
            "dossier_id": "dossier"
        ],
        selection: """
            SELECT
                t.id, t.dossier_id, t.code, t.position, t.kind, t.period_from, t.period_to, t.amount_cents,
                t.currency, t.state, t.recorded_at
            FROM disbursement t WHERE t.dossier_id = $1
            ORDER BY t.position, t.id
            """,
        insertion: """
            INSERT INTO disbursement
                (id, dossier_id, code, position, kind, period_from, period_to, amount_cents, currency, state,
                recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """)

    static let requirement = RecordTable(
        name: "requirement",
        columns: [
            "id", "dossier_id", "programme", "disbursement_id", "code", "type", "title_fr", "title_nl", "title_en",
            "due_on", "state", "submitted_at", "recorded_at",
        ],
        key: "id",
        references: [
            "dossier_id": "dossier", "disbursement_id": "disbursement",
        ],
        selection: """
            SELECT
                t.id, t.dossier_id, t.programme, t.disbursement_id, t.code, t.type, t.title_fr, t.title_nl,
                t.title_en, t.due_on, t.state, t.submitted_at, t.recorded_at
            FROM requirement t WHERE t.dossier_id = $1
            ORDER BY t.code
            """,
        insertion: """
            INSERT INTO requirement
                (id, dossier_id, programme, disbursement_id, code, type, title_fr, title_nl, title_en, due_on, state,
                submitted_at, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """)

    static let requirementPiece = RecordTable(
        name: "requirement_piece",
        columns: [
            "requirement_id", "code", "position", "label_fr", "label_nl", "label_en", "heading", "minimum", "maximum",
            "needs_payment_proof",
        ],
        key: nil,
        references: [
            "requirement_id": "requirement"
        ],
        selection: """
            SELECT
                t.requirement_id, t.code, t.position, t.label_fr, t.label_nl, t.label_en, t.heading, t.minimum,
                t.maximum, t.needs_payment_proof
            FROM requirement_piece t JOIN requirement r ON r.id = t.requirement_id WHERE r.dossier_id = $1
            ORDER BY r.code, t.position, t.code
            """,
        insertion: """
            INSERT INTO requirement_piece
                (requirement_id, code, position, label_fr, label_nl, label_en, heading, minimum, maximum,
                needs_payment_proof)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """)

    static let checklistVersion = RecordTable(
        name: "checklist_version",
        columns: [
            "code", "version", "digest", "body", "recorded_at",
        ],
        key: nil,
        references: [:],
        selection: """
            SELECT
                t.code, t.version, t.digest, t.body, t.recorded_at
            FROM checklist_version t WHERE EXISTS (SELECT 1 FROM requirement_checklist c JOIN requirement r ON r.id = c.requirement_id
                WHERE c.code = t.code AND c.version = t.version AND r.dossier_id = $1)
            ORDER BY t.code, t.version
            """,
        insertion: """
            INSERT INTO checklist_version
                (code, version, digest, body, recorded_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code, version) DO NOTHING
            """)

    static let requirementChecklist = RecordTable(
        name: "requirement_checklist",
        columns: [
            "requirement_id", "code", "version", "position",
        ],
        key: nil,
        references: [
            "requirement_id": "requirement"
        ],
        selection: """
            SELECT
                t.requirement_id, t.code, t.version, t.position
            FROM requirement_checklist t JOIN requirement r ON r.id = t.requirement_id WHERE r.dossier_id = $1
            ORDER BY r.code, t.position, t.code
            """,
        insertion: """
            INSERT INTO requirement_checklist
                (requirement_id, code, version, position)
            VALUES ($1, $2, $3, $4)
            """)

    static let requirementAnswer = RecordTable(
        name: "requirement_answer",
        columns: [
            "requirement_id", "question", "answer", "recorded_at",
        ],
        key: nil,
        references: [
            "requirement_id": "requirement"
        ],
        selection: """
            SELECT
                t.requirement_id, t.question, t.answer, t.recorded_at
            FROM requirement_answer t JOIN requirement r ON r.id = t.requirement_id WHERE r.dossier_id = $1
            ORDER BY r.code, t.question
            """,
        insertion: """
            INSERT INTO requirement_answer
                (requirement_id, question, answer, recorded_at)
            VALUES ($1, $2, $3, $4)
            """)
}
