/// Facts that duties to keep run from, in the catalog: rows are added and never changed.
enum TriggerFactRecords {
    private static let ofDossier: SQLStatement = """
        SELECT id, kind, date, effective_on, basis, recorded_at, supersedes, is_void
        FROM trigger_fact WHERE dossier_id = $1 ORDER BY recorded_at
        """

    static func facts(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> TriggerFacts {
        TriggerFacts(try connection.rows(of: ofDossier, [.identifier(dossier)]).map(TriggerFact.init))
    }

    private static let insertion: SQLStatement = """
        INSERT INTO trigger_fact (id, dossier_id, kind, date, effective_on, basis, recorded_at, supersedes, is_void)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """

    private static let last: SQLStatement = """
        SELECT MAX(recorded_at) AS recorded_at FROM trigger_fact WHERE dossier_id = $1
        """

    /// Adds a fact. The order in which the facts of a dossier were recorded decides which end is in force, so no two have
    /// the same instant, also while the clock is behind that of the last event.
    static func insert(_ fact: TriggerFact, of dossier: Dossier.ID, in connection: any SQLConnection) throws {
        let last = try connection.row(of: last, [.identifier(dossier)])?.optional("recorded_at", SQLRow.integer)
        let recordedAt = max(fact.recordedAt.microsecondsSince1970, last.map { $0 + 1 } ?? .min)
        try connection.execute(
            insertion,
            [
                .identifier(fact.id), .identifier(dossier), .text(fact.kind), .date(fact.date), .date(fact.effectiveOn),
                .text(fact.basis), .integer(recordedAt), .identifier(fact.supersedes), .flag(fact.isVoid),
            ])
    }
}

extension TriggerFact {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            id: try row.identifier("id"), kind: try row.choice("kind"), date: try row.parsed("date"),
            effectiveOn: try row.parsed("effective_on"), basis: try row.text("basis"),
            recordedAt: try row.instant("recorded_at"),
            supersedes: try row.isNull("supersedes") ? nil : try row.identifier("supersedes"),
            isVoid: try row.flag("is_void"))
    }

    /// The fact as the journal tells of it.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("basis", .string(basis)), ("date", .string(date.description)),
                ("effectiveOn", .string(effectiveOn.description)), ("id", .string(id.description)),
                ("isVoid", isVoid ? .bool(true) : nil), ("kind", .string(kind.rawValue)),
                ("supersedes", supersedes.map { .string($0.description) }),
            ])
    }
}
