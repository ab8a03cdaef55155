/// What is due, and what waits for an agent, in the catalog. Each statement walks an index of its own and stops.
enum DeadlineRecords {
    // An organisation has few dossiers, a dossier few requirements: the order of the joins is held to that.
    private static let openOfOrganisation: SQLStatement = """
        SELECT d.code AS dossier, r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state,
            r.submitted_at
        FROM dossier_partner p
        CROSS JOIN requirement r ON r.dossier_id = p.dossier_id
        CROSS JOIN dossier d ON d.id = p.dossier_id
        WHERE p.organisation_id = $1 AND r.state IN ('open', 'returned') AND r.due_on <= $2
            AND (r.due_on, r.id) > ($3, $4)
        ORDER BY r.due_on, r.id LIMIT $5
        """
    private static let openOfDossier: SQLStatement = """
        SELECT d.code AS dossier, r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state,
            r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.dossier_id = $1 AND r.state IN ('open', 'returned') AND r.due_on <= $2
            AND (r.due_on, r.id) > ($3, $4)
        ORDER BY r.due_on, r.id LIMIT $5
        """
    // A walk along the index of due dates, which leaves out what is of other programmes.
    private static let openOfProgramme: SQLStatement = """
        SELECT d.code AS dossier, r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state,
            r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.programme = $1 AND r.state IN ('open', 'returned') AND r.due_on <= $2
            AND (r.due_on, r.id) > ($3, $4)
        ORDER BY r.due_on, r.id LIMIT $5
        """
    private static let openOfAll: SQLStatement = """
        SELECT d.code AS dossier, r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state,
            r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.state IN ('open', 'returned') AND r.due_on <= $1 AND (r.due_on, r.id) > ($2, $3)
        ORDER BY r.due_on, r.id LIMIT $4
        """

    /// What is still to be handed in until a day, by due date, of the dossiers that an actor may read: the next ones after a
    /// position. What is not in one of the sources of many dossiers comes by each dossier.
    static func open(
        until day: CivilDate, after position: DueRequirement.DuePosition?, limit: Int, for admission: Admission,
        in connection: any SQLConnection
    ) throws -> [DueRequirement] {
        let end: [SQLValue] = [
            .date(day), .text(position?.order.description ?? ""), .bytes(position?.id.uuid.bytes ?? []),
            .integer(limit),
        ]
        func found(_ statement: SQLStatement, _ value: SQLValue? = nil) throws -> [DueRequirement] {
            try connection.rows(of: statement, (value.map { [$0] } ?? []) + end).map(DueRequirement.init)
        }
        let sources = admission.sources
        guard !sources.isEverything else { return try found(openOfAll) }
        var all = try sources.programmes.flatMap { try found(openOfProgramme, .text($0)) }
        all += try sources.organisations.flatMap { try found(openOfOrganisation, .identifier($0)) }
        var single = Set(try DossierRecords.shared(with: admission, in: connection))
        for code in sources.dossiers {
            if let id = try DossierRecords.identifier(of: code, in: connection) { single.insert(id) }
        }
        all += try single.flatMap { try found(openOfDossier, .identifier($0)) }
        let once = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        return Array(once.values.sorted { $0.duePosition < $1.duePosition }.prefix(limit))
    }

    private static let submitted: SQLStatement = """
        SELECT d.code AS dossier, r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state,
            r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.state = 'submitted' AND (r.submitted_at, r.id) > ($1, $2)
        ORDER BY r.submitted_at, r.id LIMIT $3
        """
    private static let submittedOfProgramme: SQLStatement = """
        SELECT d.code AS dossier, r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state,
            r.submitted_at
        FROM requirement r CROSS JOIN dossier d ON d.id = r.dossier_id
        WHERE r.programme = $1 AND r.state = 'submitted' AND (r.submitted_at, r.id) > ($2, $3)
        ORDER BY r.submitted_at, r.id LIMIT $4
        """

    /// What waits for a decision, what was submitted first first: those of some programmes, after a position.
    ///
    /// Each programme has its place in an index, so what waits in the others costs nothing.
    static func queue(
        of programmes: Set<String>?, after position: DueRequirement.QueuePosition?, limit: Int,
        in connection: any SQLConnection
    ) throws -> [DueRequirement] {
        let start: [SQLValue] = [
            .instant(position?.order ?? Instant(microsecondsSince1970: .min)), .bytes(position?.id.uuid.bytes ?? []),
            .integer(limit),
        ]
        guard let programmes else { return try connection.rows(of: submitted, start).map(DueRequirement.init) }
        let found = try programmes.flatMap { programme in
            try connection.rows(of: submittedOfProgramme, [.text(programme)] + start).map(DueRequirement.init)
        }
        return Array(found.sorted { $0.queuePosition < $1.queuePosition }.prefix(limit))
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
    /// Where one stands in the list by due date, and in the queue by the instant of submission.
    public typealias DuePosition = ListPosition<CivilDate, Requirement>
    public typealias QueuePosition = ListPosition<Instant, Requirement>

    let id: Requirement.ID
    public let dossier: DossierCode
    public let code: RequirementCode
    public let type: Requirement.Kind
    public let title: LocalizedText
    public let dueOn: CivilDate
    public let state: Requirement.State
    public let submittedAt: Instant?

    init(_ row: SQLRow) throws(VaultError) {
        id = try row.identifier("id")
        dossier = try row.parsed("dossier")
        code = try row.parsed("code")
        type = try row.choice("type")
        title = try row.localizedText("title")
        dueOn = try row.parsed("due_on")
        state = try row.choice("state")
        submittedAt = try row.isNull("submitted_at") ? nil : try row.instant("submitted_at")
    }

    public var duePosition: DuePosition { DuePosition(dueOn, id) }
    public var queuePosition: QueuePosition {
        QueuePosition(submittedAt ?? Instant(microsecondsSince1970: .min), id)
    }

    /// Whether it is past its due date: derived, never stored.
    public func isOverdue(on day: CivilDate) -> Bool { state.takesPieces && dueOn < day }
}
