internal import DocVault

/// The rows of one transaction.
struct PortalRows {
    let catalog: PortalCatalog
    let connection: any SQLConnection

    private var now: SQLValue { .integer(PortalCatalog.start) }

    private func identifier(_ entity: PortalCatalog.Entity, _ number: Int) -> SQLValue {
        .bytes(catalog.identifier(entity, number))
    }

    private static let organisation: SQLStatement = """
        INSERT INTO organisation (id, enterprise_number, name_fr, recorded_at) VALUES ($1, $2, 'Organisation', $3)
        """
    private static let person: SQLStatement = """
        INSERT INTO person (id, email, given_name, family_name, language, recorded_at)
        VALUES ($1, $2, 'Claude', 'Exemple', 'fr', $3)
        """
    private static let contact: SQLStatement = """
        INSERT INTO contact (person_id, organisation_id, access, is_legal_representative, recorded_at)
        VALUES ($1, $2, 'superUser', 1, $3)
        """
    private static let agent: SQLStatement = """
        INSERT INTO staff_role (id, person_id, role, programme, valid_from, recorded_at)
        VALUES ($1, $2, 'agent', $3, $4, $4)
        """

    /// An organisation and its super user.
    func addOrganisation(_ number: Int) throws {
        let (organisation, person) = (identifier(.organisation, number), identifier(.person, number))
        try connection.execute(
            Self.organisation,
            [organisation, .text(catalog.enterpriseNumber(ofOrganisation: number).description), now])
        try connection.execute(
            Self.person, [person, .text(catalog.director(ofOrganisation: number).description), now])
        try connection.execute(Self.contact, [person, organisation, now])
    }

    func addAgent(_ programme: Int) throws {
        let person = identifier(.person, catalog.organisations + programme)
        try connection.execute(Self.person, [person, .text(catalog.agent(ofProgramme: programme).description), now])
        try connection.execute(
            Self.agent, [identifier(.role, programme), person, .text(PortalCatalog.programme(programme)), now])
    }

    private static let dossier: SQLStatement = """
        INSERT INTO dossier (id, code, title_fr, programme, state, project_from, project_to, recorded_at, changed_at)
        VALUES ($1, $2, 'Un projet', $3, 'granted', '2025-01-01', '2026-12-31', $4, $4)
        """
    private static let regime: SQLStatement = "INSERT INTO dossier_regime (dossier_id, regime) VALUES ($1, 'regional')"
    private static let partner: SQLStatement = """
        INSERT INTO dossier_partner (dossier_id, organisation_id, role) VALUES ($1, $2, $3)
        """
    private static let disbursement: SQLStatement = """
        INSERT INTO disbursement
            (id, dossier_id, code, position, kind, period_from, period_to, amount_cents, currency, state, recorded_at)
        VALUES ($1, $2, $3, $4, 'interim', '2025-01-01', '2026-12-31', 5000000, 'EUR', 'planned', $5)
        """
    private static let requirement: SQLStatement = """
        INSERT INTO requirement
            (id, dossier_id, programme, disbursement_id, code, type, title_fr, title_nl, title_en, due_on, state,
             submitted_at, recorded_at)
        SELECT $1, $2, $3, $4, r.code, r.type, r.title_fr, r.title_nl, r.title_en, $5, $6, $7, $8
        FROM dossier d JOIN requirement r ON r.dossier_id = d.id WHERE d.code = $9 AND r.code = $10
        """
    private static let pieces: SQLStatement = """
        INSERT INTO requirement_piece
            (requirement_id, code, position, label_fr, label_nl, label_en, heading, minimum, maximum, needs_payment_proof)
        SELECT $1, p.code, p.position, p.label_fr, p.label_nl, p.label_en, p.heading, p.minimum, p.maximum,
            p.needs_payment_proof
        FROM dossier d JOIN requirement r ON r.dossier_id = d.id JOIN requirement_piece p ON p.requirement_id = r.id
        WHERE d.code = $2 AND r.code = $3
        """
    private static let checklists: SQLStatement = """
        INSERT INTO requirement_checklist (requirement_id, code, version, position)
        SELECT $1, c.code, c.version, c.position
        FROM dossier d JOIN requirement r ON r.dossier_id = d.id JOIN requirement_checklist c ON c.requirement_id = r.id
        WHERE d.code = $2 AND r.code = $3
        """

    /// A dossier with two disbursements and four requirements, as yet without proof.
    func addDossier(_ number: Int) throws {
        let dossier = identifier(.dossier, number)
        let programme = SQLValue.text(PortalCatalog.programme(catalog.programme(ofDossier: number)))
        try connection.execute(
            Self.dossier, [dossier, .text(catalog.code(ofDossier: number).text), programme, now])
        try connection.execute(Self.regime, [dossier])
        let coordinator = identifier(.organisation, catalog.coordinator(ofDossier: number))
        try connection.execute(Self.partner, [dossier, coordinator, .text("coordinator")])
        if let partner = catalog.partner(ofDossier: number) {
            try connection.execute(Self.partner, [dossier, identifier(.organisation, partner), .text("partner")])
        }
        for position in 0..<2 {
            try connection.execute(
                Self.disbursement,
                [
                    identifier(.disbursement, 2 * number + position), dossier, .text("D0\(position + 1)"),
                    .integer(Int64(position)), now,
                ])
        }
        for ordinal in PortalCatalog.attachmentsOfRequirement.indices {
            try addRequirement(ordinal, of: number, dossier, programme)
        }
    }

    private func addRequirement(_ ordinal: Int, of number: Int, _ dossier: SQLValue, _ programme: SQLValue) throws {
        let requirement = identifier(.requirement, 4 * number + ordinal)
        let state = catalog.state(ofRequirement: ordinal, ofDossier: number)
        let instant = catalog.submissionInstant(ofRequirement: ordinal, ofDossier: number)
        let model = [SQLValue.text(PortalCatalogWriter.model.text), .text("E0\(ordinal + 1)")]
        try connection.execute(
            Self.requirement,
            [
                requirement, dossier, programme, identifier(.disbursement, 2 * number + ordinal / 2),
                .text("2026-0\(1 + number % 9)-\(10 + ordinal)"), .text(state.rawValue),
                state == .submitted ? .integer(instant) : .null, now,
            ] + model)
        try connection.execute(Self.pieces, [requirement] + model)
        try connection.execute(Self.checklists, [requirement] + model)
    }
}
