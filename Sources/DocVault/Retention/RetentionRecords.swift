/// What retention is judged by, read in the transaction that asks: the policy in force, the holds, and a dossier's facts.
struct RetentionRecords {
    let policy: RetentionPolicy
    let holds: HoldMap
    private let connection: any SQLConnection

    private static let scopes: SQLStatement = """
        SELECT h.code, h.effect, h.is_confidential, h.placed_at, h.lifted_at, s.dossier_id, s.organisation_id,
            s.programme, s.requirement_id, s.document_id, COALESCE(r.dossier_id, d.dossier_id) AS part_of
        FROM hold h
        JOIN hold_scope s ON s.hold_id = h.id
        LEFT JOIN requirement r ON r.id = s.requirement_id
        LEFT JOIN document d ON d.id = s.document_id
        WHERE h.lifted_at IS NULL OR h.effect <> 'block'
        ORDER BY h.placed_at, h.code
        """

    init(in connection: any SQLConnection) throws {
        self.connection = connection
        policy = try RetentionPolicyRecords.inForce(in: connection)
        var holds = HoldMap()
        try connection.forEachRow(of: Self.scopes, []) { row in
            let first = try row.instant("placed_at").dayInBrussels
            let last = try row.optional("lifted_at", SQLRow.instant)?.dayInBrussels
            let entry = HoldMap.Entry(
                code: try row.parsed("code"), effect: try row.choice("effect"),
                isConfidential: try row.flag("is_confidential"), isActive: last == nil,
                days: last.map { first...max(first, $0) })
            holds.add(
                entry, over: try Self.cover(row),
                partOf: try row.isNull("part_of") ? nil : try row.identifier("part_of"))
        }
        self.holds = holds
    }

    private static func cover(_ row: SQLRow) throws -> HoldMap.Cover {
        if try !row.isNull("dossier_id") { return .dossier(try row.identifier("dossier_id")) }
        if try !row.isNull("organisation_id") { return .organisation(try row.identifier("organisation_id")) }
        if try !row.isNull("programme") { return .programme(try row.text("programme")) }
        if try !row.isNull("requirement_id") { return .requirement(try row.identifier("requirement_id")) }
        return .document(try row.identifier("document_id"))
    }

    /// A dossier's duties and the holds that cover all of it.
    struct DossierRetention {
        let subject: RetentionSubject
        let obligations: [Obligation]
        let holds: [HoldMap.Entry]
        /// Whether single documents of it may have holds of their own.
        let isHeldInPart: Bool

        var facts: TriggerFacts { subject.facts }
        var eligibility: Eligibility { Eligibility(obligations, holds) }
    }

    private static let head: SQLStatement = "SELECT programme FROM dossier WHERE id = $1"
    private static let partners: SQLStatement = "SELECT organisation_id FROM dossier_partner WHERE dossier_id = $1"

    /// Judges a dossier by its facts, not by the rows that lists are made from.
    func retention(of dossier: Dossier.ID) throws -> DossierRetention {
        let subject = try ObligationRecords.subject(dossier, in: connection)
        return DossierRetention(
            subject: subject, obligations: policy.obligations(of: subject), holds: try wholeHolds(of: dossier),
            isHeldInPart: holds.dossiersInPart.contains(dossier))
    }

    /// The holds that cover a dossier as a whole.
    func wholeHolds(of dossier: Dossier.ID) throws -> [HoldMap.Entry] {
        guard !holds.isEmpty else { return [] }
        var covers: [HoldMap.Cover] = [.dossier(dossier)]
        if let row = try connection.row(of: Self.head, [.identifier(dossier)]) {
            covers.append(.programme(try row.text("programme")))
        }
        for row in try connection.rows(of: Self.partners, [.identifier(dossier)]) {
            covers.append(.organisation(try row.identifier("organisation_id")))
        }
        return holds.holds(over: covers)
    }

    private static let requirements: SQLStatement =
        "SELECT DISTINCT requirement_id FROM attachment WHERE document_id = $1"

    /// All holds that cover a document of a dossier.
    func holds(of document: Document.ID, in dossier: DossierRetention) throws -> [HoldMap.Entry] {
        guard dossier.isHeldInPart else { return dossier.holds }
        var covers: [HoldMap.Cover] = [.document(document)]
        for row in try connection.rows(of: Self.requirements, [.identifier(document)]) {
            covers.append(.requirement(try row.identifier("requirement_id")))
        }
        let own = holds.holds(over: covers).filter { !dossier.holds.contains($0) }
        return dossier.holds + own
    }

    func eligibility(of document: Document.ID, in dossier: DossierRetention) throws -> Eligibility {
        guard dossier.isHeldInPart else { return dossier.eligibility }
        return Eligibility(dossier.obligations, try holds(of: document, in: dossier))
    }
}
