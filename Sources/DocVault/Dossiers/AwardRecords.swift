/// Awards in the catalog, and the end of their decree, which may move: each date is a fact that stays.
enum AwardRecords {
    private static let awardOfDossier: SQLStatement = """
        SELECT a.decree_number, a.decree_date, a.amount_cents, a.currency,
            (SELECT f.date FROM trigger_fact f WHERE f.dossier_id = a.dossier_id AND f.kind = 'awardEnd'
                ORDER BY f.recorded_at DESC, f.id DESC LIMIT 1) AS end_date
        FROM award a WHERE a.dossier_id = $1
        """

    static func award(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> Award? {
        guard let row = try connection.row(of: awardOfDossier, [.identifier(dossier)]) else { return nil }
        return Award(
            decreeNumber: try row.text("decree_number"), decreeDate: try row.parsed("decree_date"),
            endDate: try row.parsed("end_date"), amount: try row.money())
    }

    private static let putting: SQLStatement = """
        INSERT INTO award (id, dossier_id, decree_number, decree_date, amount_cents, currency, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (dossier_id) DO UPDATE
        SET decree_number = excluded.decree_number, decree_date = excluded.decree_date,
            amount_cents = excluded.amount_cents, currency = excluded.currency
        """
    private static let endOfAward: SQLStatement = """
        INSERT INTO trigger_fact (id, dossier_id, kind, date, effective_on, basis, recorded_at)
        VALUES ($1, $2, 'awardEnd', $3, $4, $5, $6)
        """

    /// Records an award. An end date that differs from the one in force is added as a fact beside the earlier ones.
    static func put(
        _ award: Award, replacing old: Award?, in dossier: Dossier.ID, identifiers: IdentifierSource, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            putting,
            [
                .identifier(identifiers.next(Award.self)), .identifier(dossier), .text(award.decreeNumber),
                .date(award.decreeDate), .integer(award.amount.cents), .text(award.amount.currency), .instant(now),
            ])
        guard award.endDate != old?.endDate else { return }
        let effective = old == nil ? award.decreeDate : now.day
        try connection.execute(
            endOfAward,
            [
                .identifier(identifiers.next(Award.self)), .identifier(dossier), .date(award.endDate), .date(effective),
                .text(award.decreeNumber), .instant(now),
            ])
    }
}

extension SQLRow {
    func money() throws(VaultError) -> Money {
        guard let money = Money(cents: try integer("amount_cents"), currency: try text("currency")) else {
            throw unexpected("amount_cents")
        }
        return money
    }
}
