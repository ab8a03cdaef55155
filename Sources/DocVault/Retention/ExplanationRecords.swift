/// What an explanation is made of.
enum ExplanationRecords {
    private static let documents: SQLStatement = """
        SELECT c.id, c.dossier_id, d.code FROM document_version v
        JOIN document c ON c.id = v.document_id
        JOIN dossier d ON d.id = c.dossier_id
        WHERE v.digest = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = c.id)
        ORDER BY d.code, c.id
        """
    private static let requirements: SQLStatement = """
        SELECT DISTINCT r.code FROM attachment a JOIN requirement r ON r.id = a.requirement_id
        WHERE a.document_id = $1 ORDER BY r.code
        """

    /// The documents that have some bytes, of the dossiers that somebody may read.
    ///
    /// A hold that is confidential gives no sign to those who may not see it: neither its code nor its effect.
    static func documents(
        of digest: Digest, for admission: Admission, in connection: any SQLConnection
    ) throws -> [ExplainedDocument] {
        let records = try RetentionRecords(in: connection)
        var explained: [ExplainedDocument] = []
        for row in try connection.rows(of: documents, [.digest(digest)]) {
            let code: DossierCode = try row.parsed("code")
            guard try admission.mayRead(code, connection) else { continue }
            let id: Document.ID = try row.identifier("id")
            let dossier = try records.retention(of: try row.identifier("dossier_id"))
            let holds = try records.holds(of: id, in: dossier).filter {
                !$0.isConfidential || admission.seesConfidentialHolds
            }
            let eligibility = Eligibility(dossier.obligations, holds)
            explained.append(
                ExplainedDocument(
                    id: id, dossier: code,
                    requirements: try connection.rows(of: requirements, [.identifier(id)]).map {
                        try $0.parsed("code")
                    },
                    obligations: dossier.obligations, facts: dossier.facts.all,
                    factsInForce: Set(dossier.facts.inForce.map(\.id)),
                    holds: holds.map(ExplainedHold.init),
                    lastDayKept: eligibility.lastDayKept, eligibleOn: eligibility.eligibleOn,
                    action: eligibility.action))
        }
        return explained
    }
}

extension Admission {
    /// Whether confidential holds are shown: to records managers, and to who has a shell on the machine.
    var seesConfidentialHolds: Bool { standing.kind != .person || standing.isRecordsManager }
}

extension ExplainedHold {
    init(_ entry: HoldMap.Entry) {
        self.init(code: entry.code, effect: entry.effect, isActive: entry.isActive, days: entry.days)
    }
}
