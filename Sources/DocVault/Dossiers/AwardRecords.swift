/// Awards in the catalog, and the end of their decree, which may move: each date is a fact that stays.
enum AwardRecords {
    private static let awardOfDossier: SQLStatement = """
        SELECT a.decree_number, a.decree_date, a.amount_cents, a.currency,
            (SELECT f.date FROM trigger_fact f WHERE f.dossier_id = a.dossier_id AND f.kind = 'awardEnd'
                    AND f.is_void = 0 AND NOT EXISTS (SELECT 1 FROM trigger_fact s WHERE s.supersedes = f.id)
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
        try TriggerFactRecords.insert(
            TriggerFact(
                id: identifiers.next(), kind: .awardEnd, date: award.endDate, effectiveOn: effective,
                basis: award.decreeNumber, recordedAt: now, supersedes: nil, isVoid: false), of: dossier,
            in: connection)
    }
}

extension AwardRecords {
    /// Records the day of a payment: duties to keep may run from the last one.
    static func recordPayment(
        on day: CivilDate, of disbursement: DisbursementCode, in dossier: Dossier.ID, identifiers: IdentifierSource,
        at now: Instant, _ connection: any SQLConnection
    ) throws {
        try TriggerFactRecords.insert(
            TriggerFact(
                id: identifiers.next(), kind: .payment, date: day, effectiveOn: day, basis: disbursement.text,
                recordedAt: now, supersedes: nil, isVoid: false), of: dossier, in: connection)
    }

    private static let amending: SQLStatement = """
        INSERT INTO amendment (id, dossier_id, kind, date, amount_cents, currency, effective_on, basis, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    private static let newProjectEnd: SQLStatement = "UPDATE dossier SET project_to = $2 WHERE id = $1"
    private static let newAmount: SQLStatement = """
        UPDATE award SET amount_cents = $2, currency = $3 WHERE dossier_id = $1
        """

    /// Records an amendment as a fact, and puts what it changes into force.
    static func put(
        _ amendment: Amendment, in dossier: Dossier.ID, identifiers: IdentifierSource, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        let (id, basis) = (SQLValue.identifier(dossier), SQLValue.text(amendment.basis))
        let effective = SQLValue.date(amendment.effectiveOn)
        var values: [SQLValue] = [.null, .null, .null]
        switch amendment.change {
        case .awardEnd(let day):
            values[0] = .date(day)
            try TriggerFactRecords.insert(
                TriggerFact(
                    id: identifiers.next(), kind: .awardEnd, date: day, effectiveOn: amendment.effectiveOn,
                    basis: amendment.basis, recordedAt: now, supersedes: nil, isVoid: false), of: dossier,
                in: connection)
        case .projectEnd(let day):
            values[0] = .date(day)
            try connection.execute(newProjectEnd, [id, .date(day)])
        case .awardAmount(let amount):
            values[1...2] = [.integer(amount.cents), .text(amount.currency)]
            try connection.execute(newAmount, [id, .integer(amount.cents), .text(amount.currency)])
        }
        try connection.execute(
            amending,
            [.identifier(identifiers.next(Amendment.self)), id, .text(amendment.change.kind)] + values
                + [effective, basis, .instant(now)])
    }

    private static let ofDossier: SQLStatement = """
        SELECT kind, date, amount_cents, currency, effective_on, basis, recorded_at
        FROM amendment WHERE dossier_id = $1 ORDER BY recorded_at, id
        """

    static func amendments(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [Amendment] {
        try connection.rows(of: ofDossier, [.identifier(dossier)]).map { row in
            let change: Amendment.Change =
                switch try row.choice("kind", of: Amendment.Kind.self) {
                case .awardEnd: .awardEnd(try row.parsed("date"))
                case .projectEnd: .projectEnd(try row.parsed("date"))
                case .awardAmount: .awardAmount(try row.money())
                }
            return Amendment(
                change: change, effectiveOn: try row.parsed("effective_on"), basis: try row.text("basis"),
                recordedAt: try row.instant("recorded_at"))
        }
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
