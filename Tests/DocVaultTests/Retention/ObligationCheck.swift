@testable import DocVault

/// Whether the rows that lists of retention are made from are what the policy and the facts come to.
enum ObligationCheck {
    private static let ofDossier: SQLStatement = """
        SELECT schedule_code, schedule_version, action, fact_id, last_day_kept FROM obligation
        WHERE dossier_id = $1 ORDER BY schedule_code
        """

    static func isCurrent(_ dossier: Dossier.ID, in connection: any SQLConnection) throws -> Bool {
        let policy = try RetentionPolicyRecords.inForce(in: connection)
        let expected = policy.obligations(of: try ObligationRecords.subject(dossier, in: connection)).map {
            obligation in
            [
                obligation.schedule.code.text, "\(obligation.schedule.version)", obligation.schedule.action.rawValue,
                obligation.fact?.id.description ?? "", obligation.lastDayKept?.description ?? "",
            ]
        }
        var found: [[String]] = []
        for row in try connection.rows(of: ofDossier, [.identifier(dossier)]) {
            let fact: TriggerFact.ID? = try row.isNull("fact_id") ? nil : try row.identifier("fact_id")
            found.append([
                try row.text("schedule_code"), "\(try row.integer("schedule_version"))", try row.text("action"),
                fact?.description ?? "", try row.optional("last_day_kept", SQLRow.text) ?? "",
            ])
        }
        return Set(expected) == Set(found)
    }
}
