/// Duties to keep in the catalog: what the policy and the facts come to, kept beside them so that lists are short work.
///
/// Nothing is destroyed on the word of these rows: who destroys computes them again.
enum ObligationRecords {
    private static let head: SQLStatement = """
        SELECT d.state, NOT EXISTS (
            SELECT 1 FROM disbursement s WHERE s.dossier_id = d.id AND s.state <> 'paid') AS is_paid
        FROM dossier d WHERE d.id = $1
        """
    private static let regimes: SQLStatement = "SELECT regime FROM dossier_regime WHERE dossier_id = $1"

    static func subject(_ dossier: Dossier.ID, in connection: any SQLConnection) throws -> RetentionSubject {
        guard let row = try connection.row(of: head, [.identifier(dossier)]) else {
            throw VaultError.storageFailed(
                StorageFailure(operation: "catalog", detail: "dossier \(dossier) is missing"))
        }
        let state: Dossier.State = try row.choice("state")
        return RetentionSubject(
            regimes: Set(try connection.rows(of: regimes, [.identifier(dossier)]).map { try $0.choice("regime") }),
            state: state, facts: try TriggerFactRecords.facts(of: dossier, in: connection),
            isPaidOut: state == .closed ? true : try row.flag("is_paid"))
    }

    private static let removal: SQLStatement = "DELETE FROM obligation WHERE dossier_id = $1"
    private static let insertion: SQLStatement = """
        INSERT INTO obligation (dossier_id, schedule_code, schedule_version, action, fact_id, last_day_kept)
        VALUES ($1, $2, $3, $4, $5, $6)
        """

    /// Brings the duties of a dossier up to its facts: called in every transaction that changes one.
    static func refresh(_ dossier: Dossier.ID, at now: Instant, in connection: any SQLConnection) throws {
        let (policy, isNew) = try RetentionPolicyRecords.require(at: now, in: connection)
        // A vault that was there before its policy was recorded has dossiers without duties.
        guard !isNew else { return try refreshAll(under: policy, in: connection) }
        try refresh(dossier, under: policy, in: connection)
    }

    private static let dossiers: SQLStatement = "SELECT id FROM dossier"

    /// Brings the duties of all dossiers up to a policy.
    static func refreshAll(under policy: RetentionPolicy, in connection: any SQLConnection) throws {
        for row in try connection.rows(of: dossiers) {
            try refresh(try row.identifier("id"), under: policy, in: connection)
        }
    }

    private static func refresh(
        _ dossier: Dossier.ID, under policy: RetentionPolicy, in connection: any SQLConnection
    ) throws {
        let subject = try subject(dossier, in: connection)
        try connection.execute(removal, [.identifier(dossier)])
        for obligation in policy.obligations(of: subject) {
            try connection.execute(
                insertion,
                [
                    .identifier(dossier), .code(obligation.schedule.code), .integer(obligation.schedule.version),
                    .text(obligation.schedule.action), .identifier(obligation.fact?.id),
                    .date(obligation.lastDayKept),
                ])
        }
    }
}
