/// When the documents of dossiers become free, counted and not read.
enum ForecastRecords {
    /// How many documents of a dossier become free on which day; `nil` is never, as far as is known.
    struct Found {
        let code: DossierCode
        let counts: [CivilDate?: Int]
    }

    /// Calls `consume` with the next dossiers that have documents, by their codes.
    /// - Returns: The last code of a full page, after which the next begins; `nil` when there are no more.
    static func forEachDossier(
        after code: DossierCode?, limit: Int, in connection: any SQLConnection, _ consume: (Found) throws -> Void
    ) throws -> DossierCode? {
        let records = try RetentionRecords(in: connection)
        let rows = try RetentionListRecords.dossiers(after: code, limit: limit, in: connection)
        for row in rows {
            let counts = try counts(of: row, records, connection)
            if !counts.isEmpty { try consume(Found(code: row.code, counts: counts)) }
        }
        return rows.count == limit ? rows.last?.code : nil
    }

    private static func counts(
        of row: RetentionListRecords.Row, _ records: RetentionRecords, _ connection: any SQLConnection
    ) throws -> [CivilDate?: Int] {
        let isHeldInPart = records.holds.dossiersInPart.contains(row.id)
        let holds = try records.wholeHolds(of: row.id)
        guard isHeldInPart || !holds.isEmpty else {
            let count = try RetentionListRecords.documentCount(of: row.id, in: connection)
            return count == 0 ? [:] : [row.lastDayKept?.next: count]
        }
        let dossier = try records.retention(of: row.id)
        guard isHeldInPart else {
            let count = try RetentionListRecords.documentCount(of: row.id, in: connection)
            return count == 0 ? [:] : [dossier.eligibility.eligibleOn: count]
        }
        var counts: [CivilDate?: Int] = [:]
        try RetentionListRecords.forEachIdentifier(of: row.id, in: connection) { document in
            counts[try records.eligibility(of: document, in: dossier).eligibleOn, default: 0] += 1
        }
        return counts
    }
}
