/// What is due, and what waits for an agent, in the catalog. Each statement walks an index of its own and stops.
enum DeadlineRecords {
    // An organisation has few dossiers, a dossier few requirements: the order of the joins is held to that.
    private static let openOfOrganisation: SQLStatement = """
        SELECT d.code AS dossier, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, r.submitted_at
        FROM dossier_partner p
        CROSS JOIN requirement r ON r.dossier_id = p.dossier_id
        CROSS JOIN dossier d ON d.id = p.dossier_id
        WHERE p.organisation_id = $1 AND r.state IN ('open', 'returned') AND r.due_on <= $2
        ORDER BY r.due_on, d.code, r.code
        """
    private static let openOfDossier: SQLStatement = """
        SELECT d.code AS dossier, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.dossier_id = $1 AND r.state IN ('open', 'returned') AND r.due_on <= $2
        ORDER BY r.due_on, r.code
        """
    private static let openOfAll: SQLStatement = """
        SELECT d.code AS dossier, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.state IN ('open', 'returned') AND r.due_on <= $1
        ORDER BY r.due_on LIMIT $2
        """

    /// What an organisation still has to hand in, by due date.
    static func open(
        of organisation: Organisation.ID, until day: CivilDate, in connection: any SQLConnection
    ) throws -> [DueRequirement] {
        try connection.rows(of: openOfOrganisation, [.identifier(organisation), .date(day)]).map(DueRequirement.init)
    }

    static func open(
        of dossier: Dossier.ID, until day: CivilDate, in connection: any SQLConnection
    ) throws -> [DueRequirement] {
        try connection.rows(of: openOfDossier, [.identifier(dossier), .date(day)]).map(DueRequirement.init)
    }

    static func open(until day: CivilDate, limit: Int, in connection: any SQLConnection) throws -> [DueRequirement] {
        try connection.rows(of: openOfAll, [.date(day), .integer(limit)]).map(DueRequirement.init)
    }

    private static let submitted: SQLStatement = """
        SELECT d.code AS dossier, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.state = 'submitted' AND r.submitted_at > $1
        ORDER BY r.submitted_at LIMIT $2
        """
    private static let submittedOfProgramme: SQLStatement = """
        SELECT d.code AS dossier, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.programme = $1 AND r.state = 'submitted' AND r.submitted_at > $2
        ORDER BY r.submitted_at LIMIT $3
        """

    /// What waits for a decision, what was submitted first first: those of some programmes, after an instant.
    ///
    /// Each programme has its place in an index, so what waits in the others costs nothing.
    static func queue(
        of programmes: Set<String>?, after start: Instant, limit: Int, in connection: any SQLConnection
    ) throws -> [DueRequirement] {
        guard let programmes else {
            return try connection.rows(of: submitted, [.instant(start), .integer(limit)]).map(DueRequirement.init)
        }
        let found = try programmes.flatMap { programme in
            try connection.rows(of: submittedOfProgramme, [.text(programme), .instant(start), .integer(limit)])
                .map(DueRequirement.init)
        }
        return Array(
            found.sorted {
                ($0.submittedAt ?? start, $0.dossier, $0.code) < ($1.submittedAt ?? start, $1.dossier, $1.code)
            }
            .prefix(limit))
    }

    private static let reminding: SQLStatement = """
        SELECT r.id, r.due_on, (SELECT COUNT(*) FROM submission s WHERE s.requirement_id = r.id) AS rounds
        FROM requirement r WHERE r.state IN ('open', 'returned') AND r.due_on <= $1 ORDER BY r.due_on
        """

    /// The requirements that a reminder may be due for.
    static func remindable(
        until day: CivilDate, in connection: any SQLConnection
    ) throws -> [(id: Requirement.ID, dueOn: CivilDate, round: Int)] {
        try connection.rows(of: reminding, [.date(day)]).map { row in
            (try row.identifier("id"), try row.parsed("due_on"), Int(try row.integer("rounds")))
        }
    }
}

/// A requirement in a list of what is due or waits.
public struct DueRequirement: Hashable, Sendable {
    public let dossier: DossierCode
    public let code: RequirementCode
    public let type: Requirement.Kind
    public let title: LocalizedText
    public let dueOn: CivilDate
    public let state: Requirement.State
    public let submittedAt: Instant?

    init(_ row: SQLRow) throws(VaultError) {
        dossier = try row.parsed("dossier")
        code = try row.parsed("code")
        type = try row.choice("type")
        title = try row.localizedText("title")
        dueOn = try row.parsed("due_on")
        state = try row.choice("state")
        submittedAt = try row.isNull("submitted_at") ? nil : try row.instant("submitted_at")
    }

    /// Whether it is past its due date: derived, never stored.
    public func isOverdue(on day: CivilDate) -> Bool { state.takesPieces && dueOn < day }
}
