/// Disbursements in the catalog.
enum DisbursementRecords {
    private static let ofDossier: SQLStatement = """
        SELECT code, kind, period_from, period_to, amount_cents, currency
        FROM disbursement WHERE dossier_id = $1 ORDER BY position, code
        """

    static func disbursements(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [Disbursement] {
        try connection.rows(of: ofDossier, [.identifier(dossier)]).map { row in
            guard let period = Period(from: try row.parsed("period_from"), to: try row.parsed("period_to")) else {
                throw row.unexpected("period_to")
            }
            return Disbursement(
                code: try row.parsed("code"), kind: try row.choice("kind"), period: period, amount: try row.money())
        }
    }

    private static let idsAndStates: SQLStatement = """
        SELECT id, state FROM disbursement WHERE dossier_id = $1 ORDER BY position, code
        """
    private static let openRequirements: SQLStatement = """
        SELECT r.code, r.state, d.code AS disbursement, d.position
        FROM requirement r JOIN disbursement d ON d.id = r.disbursement_id
        WHERE r.dossier_id = $1 AND r.state NOT IN ('approved', 'waived') ORDER BY d.position, r.code
        """

    /// The disbursements in the order of payment, each with the proof that is missing for it or for an earlier one.
    static func standings(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [DisbursementStanding] {
        let open = try connection.rows(of: openRequirements, [.identifier(dossier)]).map { row in
            ProofMissing(
                requirement: try row.parsed("code"), disbursement: try row.parsed("disbursement"),
                state: try row.choice("state"))
        }
        let disbursements = try disbursements(of: dossier, in: connection)
        let rows = try connection.rows(of: idsAndStates, [.identifier(dossier)])
        var until: Set<DisbursementCode> = []
        return try zip(disbursements, rows).map { disbursement, row in
            until.insert(disbursement.code)
            return DisbursementStanding(
                id: try row.identifier("id"), disbursement: disbursement, state: try row.choice("state"),
                missingProof: open.filter { until.contains($0.disbursement) })
        }
    }

    private static let move: SQLStatement = "UPDATE disbursement SET state = $2 WHERE id = $1"

    static func move(_ id: Disbursement.ID, to state: Disbursement.State, _ connection: any SQLConnection) throws {
        try connection.execute(move, [.identifier(id), .text(state)])
    }

    private static let putting: SQLStatement = """
        INSERT INTO disbursement
            (id, dossier_id, code, position, kind, period_from, period_to, amount_cents, currency, state, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned', $10)
        ON CONFLICT (dossier_id, code) DO UPDATE
        SET position = excluded.position, kind = excluded.kind, period_from = excluded.period_from,
            period_to = excluded.period_to, amount_cents = excluded.amount_cents, currency = excluded.currency
        """

    static func put(
        _ disbursement: Disbursement, at position: Int, in dossier: Dossier.ID, identifiers: IdentifierSource,
        now: Instant, _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            putting,
            [
                .identifier(identifiers.next(Disbursement.self)), .identifier(dossier), .code(disbursement.code),
                .integer(position), .text(disbursement.kind), .date(disbursement.period.from),
                .date(disbursement.period.to), .integer(disbursement.amount.cents), .text(disbursement.amount.currency),
                .instant(now),
            ])
    }
}
