/// Disposition cases in the catalog.
enum DispositionRecords {
    private static let all: SQLStatement = """
        SELECT id, code, action, state, reason, list_digest, policy_version, proposed_by, proposed_at, approved_by,
            authorisation, executable_on, executed_by, executed_at, certificate_event
        FROM disposition_case ORDER BY proposed_at, code
        """
    static let page: SQLStatement = """
        SELECT id, code, action, state, reason, list_digest, policy_version, proposed_by, proposed_at, approved_by,
            authorisation, executable_on, executed_by, executed_at, certificate_event
        FROM disposition_case WHERE code > $1 ORDER BY code LIMIT $2
        """
    private static let one: SQLStatement = """
        SELECT id, code, action, state, reason, list_digest, policy_version, proposed_by, proposed_at, approved_by,
            authorisation, executable_on, executed_by, executed_at, certificate_event
        FROM disposition_case WHERE code = $1
        """
    private static let counts: SQLStatement = """
        SELECT state, COUNT(*) AS count FROM disposition_item WHERE case_id = $1 GROUP BY state
        """

    static func cases(in connection: any SQLConnection) throws -> [DispositionCase] {
        try connection.rows(of: all).map { try found($0, connection).case }
    }

    static func cases(
        after code: DispositionCode?, limit: Int, in connection: any SQLConnection
    ) throws -> [DispositionCase] {
        try connection.rows(of: page, [.text(code?.text ?? ""), .integer(limit)]).map { try found($0, connection).case }
    }

    /// A case that must be there.
    /// - Throws: ``RetentionRefusal/dispositionNotFound(_:)``.
    static func require(
        _ code: DispositionCode, in connection: any SQLConnection
    ) throws -> (id: DispositionCase.ID, case: DispositionCase) {
        guard let row = try connection.row(of: one, [.code(code)]) else {
            throw VaultError.retentionRefused(.dispositionNotFound(code))
        }
        return try found(row, connection)
    }

    private static func found(
        _ row: SQLRow, _ connection: any SQLConnection
    ) throws -> (id: DispositionCase.ID, case: DispositionCase) {
        let id: DispositionCase.ID = try row.identifier("id")
        var counts: [DispositionItem.State: Int] = [:]
        for row in try connection.rows(of: Self.counts, [.identifier(id)]) {
            counts[try row.choice("state")] = Int(try row.integer("count"))
        }
        let found = DispositionCase(
            code: try row.parsed("code"), action: try row.choice("action"), state: try row.choice("state"),
            reason: try row.text("reason"), listDigest: try row.digest("list_digest"),
            policyVersion: Int(try row.integer("policy_version")), proposedBy: try row.text("proposed_by"),
            proposedAt: try row.instant("proposed_at"), approvedBy: try row.optional("approved_by", SQLRow.text),
            authorisation: try row.optional("authorisation", SQLRow.text),
            executableOn: try row.isNull("executable_on") ? nil : try row.parsed("executable_on"),
            executedBy: try row.optional("executed_by", SQLRow.text),
            executedAt: try row.optional("executed_at", SQLRow.instant),
            certificateEvent: try row.optional("certificate_event", SQLRow.integer).map { Int($0) }, counts: counts)
        return (id, found)
    }

    private static let proposer: SQLStatement = "SELECT proposed_by FROM disposition_case WHERE code = $1"

    /// Who proposed a case, in the form of ``Principal/mark``.
    static func proposer(of code: DispositionCode, in connection: any SQLConnection) throws -> String? {
        try connection.row(of: proposer, [.code(code)])?.text("proposed_by")
    }

    private static let countOfYear: SQLStatement = "SELECT COUNT(*) AS count FROM disposition_case WHERE code LIKE $1"

    static func nextCode(in year: Int, _ connection: any SQLConnection) throws -> DispositionCode? {
        let count = try connection.row(of: countOfYear, [.text("DC-\(padded(year, 4))-%")])?.integer("count") ?? 0
        return DispositionCode("DC-\(padded(year, 4))-\(padded(count + 1, 3))")
    }

    private static let insertion: SQLStatement = """
        INSERT INTO disposition_case
            (id, code, action, state, reason, list_digest, policy_version, proposed_by, proposed_at)
        VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8)
        """

    static func insert(
        _ id: DispositionCase.ID, _ code: DispositionCode, _ action: DispositionCase.Action, because reason: String,
        policy: Int, by principal: Principal, at now: Instant, in connection: any SQLConnection
    ) throws {
        let unknown = SQLValue.bytes([UInt8](repeating: 0, count: 32))
        try connection.execute(
            insertion,
            [
                .identifier(id), .code(code), .text(action), .text(reason), unknown, .integer(policy),
                .text(principal.mark), .instant(now),
            ])
    }

    private static let newList: SQLStatement = """
        UPDATE disposition_case
        SET list_digest = $2, state = 'proposed', approved_by = NULL, approved_at = NULL, authorisation = NULL,
            executable_on = NULL
        WHERE id = $1
        """
    private static let approval: SQLStatement = """
        UPDATE disposition_case
        SET state = 'approved', approved_by = $2, approved_at = $3, authorisation = $4, executable_on = $5
        WHERE id = $1
        """
    private static let move: SQLStatement = "UPDATE disposition_case SET state = $2 WHERE id = $1"
    private static let start: SQLStatement = """
        UPDATE disposition_case SET state = 'executing', executed_by = $2, executed_at = $3 WHERE id = $1
        """
    private static let sealing: SQLStatement = """
        UPDATE disposition_case SET state = $2, certificate_event = $3 WHERE id = $1
        """

    /// Gives a case the digest of its list as it is now. An approval of another list is void.
    static func sealList(of id: DispositionCase.ID, in connection: any SQLConnection) throws -> Digest {
        var digest = try ListDigest()
        try DispositionItemRecords.forEach(of: id, in: connection) { item in
            if item.state == .proposed { try digest.add(item.listed) }
        }
        let list = try digest.finish()
        try connection.execute(newList, [.identifier(id), .digest(list)])
        return list
    }

    static func approve(
        _ id: DispositionCase.ID, by principal: Principal, authorisation: String?, executableOn: CivilDate,
        at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            approval,
            [.identifier(id), .text(principal.mark), .instant(now), .text(authorisation), .date(executableOn)])
    }

    static func move(
        _ id: DispositionCase.ID, to state: DispositionCase.State, in connection: any SQLConnection
    ) throws {
        try connection.execute(move, [.identifier(id), .text(state)])
    }

    static func start(
        _ id: DispositionCase.ID, by principal: Principal, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(start, [.identifier(id), .text(principal.mark), .instant(now)])
    }

    static func seal(
        _ id: DispositionCase.ID, as state: DispositionCase.State, event: Int, in connection: any SQLConnection
    ) throws {
        try connection.execute(sealing, [.identifier(id), .text(state), .integer(event)])
    }
}
