/// Dossiers in the catalog.
enum DossierRecords {
    private static let identifierByCode: SQLStatement = "SELECT id FROM dossier WHERE code = $1"

    static func identifier(of code: DossierCode, in connection: any SQLConnection) throws -> Dossier.ID? {
        try connection.row(of: identifierByCode, [.code(code)])?.identifier("id")
    }

    private static let codes: SQLStatement = "SELECT code FROM dossier ORDER BY code"

    /// The identifier of a dossier that must be there.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)`` with the code that was probably meant.
    static func require(_ code: DossierCode, in connection: any SQLConnection) throws -> Dossier.ID {
        if let id = try identifier(of: code, in: connection) { return id }
        throw VaultError.dossierNotFound(code, nearest: try nearest(to: code, in: connection))
    }

    /// The code that was probably meant.
    static func nearest(to code: DossierCode, in connection: any SQLConnection) throws -> DossierCode? {
        .nearest(to: code, among: try connection.rows(of: codes).map { try $0.parsed("code") })
    }

    private static let head: SQLStatement = """
        SELECT code, title_fr, title_nl, title_en, programme, state, project_from, project_to FROM dossier WHERE id = $1
        """
    private static let regimes: SQLStatement = "SELECT regime FROM dossier_regime WHERE dossier_id = $1"

    static func dossier(_ id: Dossier.ID, in connection: any SQLConnection) throws -> Dossier {
        try dossier(id, with: RequirementRecords.requirements(of: id, in: connection), in: connection)
    }

    /// A dossier whose requirements were read already.
    static func dossier(
        _ id: Dossier.ID, with requirements: [Requirement], in connection: any SQLConnection
    ) throws -> Dossier {
        guard let row = try connection.row(of: head, [.identifier(id)]) else {
            throw VaultError.storageFailed(StorageFailure(operation: "catalog", detail: "dossier \(id) is missing"))
        }
        guard let period = Period(from: try row.parsed("project_from"), to: try row.parsed("project_to")) else {
            throw row.unexpected("project_to")
        }
        return Dossier(
            code: try row.parsed("code"), title: try row.localizedText("title"), programme: try row.text("programme"),
            regimes: Set(try connection.rows(of: regimes, [.identifier(id)]).map { try $0.choice("regime") }),
            state: try row.choice("state"), projectPeriod: period,
            partners: try PartyRecords.partners(of: id, in: connection),
            award: try AwardRecords.award(of: id, in: connection),
            disbursements: try DisbursementRecords.disbursements(of: id, in: connection),
            requirements: requirements)
    }

    private static let partnerNumbers: SQLStatement = """
        SELECT o.enterprise_number FROM dossier_partner p JOIN organisation o ON o.id = p.organisation_id
        WHERE p.dossier_id = $1
        """

    /// What completeness depends on besides the requirement itself.
    static func completenessFacts(
        of id: Dossier.ID, in connection: any SQLConnection
    ) throws -> (projectPeriod: Period, regimes: Set<Dossier.Regime>, partners: Set<EnterpriseNumber>) {
        guard let row = try connection.row(of: head, [.identifier(id)]),
            let period = Period(from: try row.parsed("project_from"), to: try row.parsed("project_to"))
        else {
            throw VaultError.storageFailed(StorageFailure(operation: "catalog", detail: "dossier \(id) is missing"))
        }
        let regimes = try connection.rows(of: regimes, [.identifier(id)])
            .map { try $0.choice("regime", of: Dossier.Regime.self) }
        let numbers = try connection.rows(of: partnerNumbers, [.identifier(id)])
            .map { try $0.parsed("enterprise_number", as: EnterpriseNumber.self) }
        return (period, Set(regimes), Set(numbers))
    }

    private static let insertion: SQLStatement = """
        INSERT INTO dossier
            (id, code, title_fr, title_nl, title_en, programme, state, project_from, project_to, recorded_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
        """

    static func insert(_ dossier: Dossier, as id: Dossier.ID, at now: Instant, in connection: any SQLConnection) throws
    {
        try connection.execute(insertion, [.identifier(id), .code(dossier.code)] + values(dossier) + [.instant(now)])
        try replaceRegimes(of: id, with: dossier.regimes, in: connection)
    }

    private static let change: SQLStatement = """
        UPDATE dossier
        SET title_fr = $2, title_nl = $3, title_en = $4, programme = $5, state = $6, project_from = $7, project_to = $8
        WHERE id = $1
        """

    static func update(_ dossier: Dossier, as id: Dossier.ID, in connection: any SQLConnection) throws {
        try connection.execute(change, [.identifier(id)] + values(dossier))
        try replaceRegimes(of: id, with: dossier.regimes, in: connection)
    }

    private static let stateOfDossier: SQLStatement = "SELECT state FROM dossier WHERE id = $1"
    private static let move: SQLStatement = "UPDATE dossier SET state = $2 WHERE id = $1"

    static func state(of id: Dossier.ID, in connection: any SQLConnection) throws -> Dossier.State {
        guard let row = try connection.row(of: stateOfDossier, [.identifier(id)]) else {
            throw VaultError.storageFailed(StorageFailure(operation: "catalog", detail: "dossier \(id) is missing"))
        }
        return try row.choice("state")
    }

    static func move(_ id: Dossier.ID, to state: Dossier.State, in connection: any SQLConnection) throws {
        try connection.execute(move, [.identifier(id), .text(state)])
    }

    private static let touching: SQLStatement = "UPDATE dossier SET changed_at = $2 WHERE id = $1 AND changed_at < $2"

    /// Notes that something changed that an export shows.
    static func touch(_ id: Dossier.ID, at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(touching, [.identifier(id), .instant(now)])
    }

    private static let lastChange: SQLStatement = "SELECT changed_at FROM dossier WHERE id = $1"

    static func changedAt(_ id: Dossier.ID, in connection: any SQLConnection) throws -> Instant? {
        try connection.row(of: lastChange, [.identifier(id)])?.instant("changed_at")
    }

    private static let regimeRemoval: SQLStatement = "DELETE FROM dossier_regime WHERE dossier_id = $1"
    private static let regimeInsertion: SQLStatement = "INSERT INTO dossier_regime (dossier_id, regime) VALUES ($1, $2)"

    private static func replaceRegimes(
        of id: Dossier.ID, with regimes: Set<Dossier.Regime>, in connection: any SQLConnection
    ) throws {
        try connection.execute(regimeRemoval, [.identifier(id)])
        for regime in regimes { try connection.execute(regimeInsertion, [.identifier(id), .text(regime)]) }
    }

    private static func values(_ dossier: Dossier) -> [SQLValue] {
        dossier.title.sqlValues + [
            .text(dossier.programme), .text(dossier.state), .date(dossier.projectPeriod.from),
            .date(dossier.projectPeriod.to),
        ]
    }
}

extension DossierRecords {
    private static let allCodes: SQLStatement = "SELECT id FROM dossier ORDER BY code"
    private static let readable: SQLStatement = """
        SELECT d.id FROM dossier d WHERE d.id IN (
            SELECT p.dossier_id FROM dossier_partner p
            JOIN contact c ON c.organisation_id = p.organisation_id AND c.person_id = $1 AND c.access = 'superUser'
            WHERE p.organisation_id = $2
            UNION SELECT s.dossier_id FROM contact_role s
            JOIN contact c ON c.person_id = s.person_id AND c.organisation_id = s.organisation_id
                AND c.access <> 'none'
            WHERE s.person_id = $1 AND s.organisation_id = $2 AND s.valid_from <= $3
                AND (s.valid_to IS NULL OR s.valid_to > $3)
            UNION SELECT e.id FROM staff_role r JOIN dossier e ON e.programme = r.programme
            WHERE r.person_id = $1 AND r.role = 'agent' AND r.valid_from <= $3
                AND (r.valid_to IS NULL OR r.valid_to > $3)
            UNION SELECT e.id FROM mandate m JOIN dossier e
                ON (m.scope = 'dossier' AND e.code = m.target) OR (m.scope = 'programme' AND e.programme = m.target)
            WHERE m.person_id = $1 AND m.valid_from <= $3 AND m.valid_to > $3
            UNION SELECT p.dossier_id FROM mandate m
            JOIN organisation o ON o.enterprise_number = m.target JOIN dossier_partner p ON p.organisation_id = o.id
            WHERE m.person_id = $1 AND m.scope = 'organisation' AND m.valid_from <= $3 AND m.valid_to > $3)
        ORDER BY d.code
        """

    /// The dossiers that an actor may read, by their codes: what ``AccessRules`` allows, found without asking for each.
    static func readable(for admission: Admission, in connection: any SQLConnection) throws -> [Dossier.ID] {
        guard case .person(let person, let organisation) = admission.principal, !admission.standing.isRecordsManager,
            !admission.standing.isAgent(for: "*")
        else { return try connection.rows(of: allCodes).map { try $0.identifier("id") } }
        return try connection.rows(
            of: readable, [.identifier(person), .identifier(organisation), .instant(admission.now)]
        ).map { try $0.identifier("id") }
    }

    private static let sharedWith: SQLStatement = """
        SELECT DISTINCT s.dossier_id FROM contact_role s
        JOIN contact c ON c.person_id = s.person_id AND c.organisation_id = s.organisation_id AND c.access <> 'none'
        WHERE s.person_id = $1 AND s.organisation_id = $2 AND s.valid_from <= $3
            AND (s.valid_to IS NULL OR s.valid_to > $3)
        """

    /// The dossiers that are shared with an actor, in the name of the organisation that they act for.
    static func shared(with admission: Admission, in connection: any SQLConnection) throws -> [Dossier.ID] {
        guard case .person(let person, let organisation) = admission.principal else { return [] }
        return try connection.rows(
            of: sharedWith, [.identifier(person), .identifier(organisation), .instant(admission.now)]
        ).map { try $0.identifier("dossier_id") }
    }

    private static let overview: SQLStatement = """
        SELECT d.code, d.title_fr, d.title_nl, d.title_en, d.state, o.name_fr, o.name_nl, o.name_en,
            (SELECT COUNT(*) FROM requirement r WHERE r.dossier_id = d.id) AS requirements,
            (SELECT COUNT(*) FROM requirement r WHERE r.dossier_id = d.id AND r.state IN ('open', 'returned'))
                AS open_requirements,
            (SELECT COUNT(*) FROM requirement r JOIN attachment a ON a.requirement_id = r.id
                WHERE r.dossier_id = d.id AND a.withdrawn_at IS NULL) AS attachments
        FROM dossier d
        JOIN dossier_partner p ON p.dossier_id = d.id AND p.role = 'coordinator'
        JOIN organisation o ON o.id = p.organisation_id
        WHERE d.id = $1
        """

    static func summaries(
        for admission: Admission, in connection: any SQLConnection, _ consume: (DossierSummary) throws -> Void
    ) throws {
        for id in try readable(for: admission, in: connection) {
            if let summary = try summary(of: id, in: connection) { try consume(summary) }
        }
    }

    static func summary(of id: Dossier.ID, in connection: any SQLConnection) throws -> DossierSummary? {
        try connection.row(of: overview, [.identifier(id)]).map { row in
            DossierSummary(
                code: try row.parsed("code"), title: try row.localizedText("title"), state: try row.choice("state"),
                coordinator: try row.localizedText("name"), requirementCount: Int(try row.integer("requirements")),
                openRequirementCount: Int(try row.integer("open_requirements")),
                attachmentCount: Int(try row.integer("attachments")))
        }
    }
}

/// A dossier in a list.
public struct DossierSummary: Hashable, Sendable {
    public let code: DossierCode
    public let title: LocalizedText
    public let state: Dossier.State
    public let coordinator: LocalizedText
    public let requirementCount: Int
    public let openRequirementCount: Int
    public let attachmentCount: Int
}

extension LocalizedText {
    /// The three columns of a text, in the order fr, nl, en.
    var sqlValues: [SQLValue] { Language.allCases.map { .text(self[$0]) } }
}

extension SQLRow {
    /// Reads the columns `<name>_fr`, `<name>_nl` and `<name>_en`.
    func localizedText(_ name: String) throws(VaultError) -> LocalizedText {
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            texts[language] = try optional("\(name)_\(language.rawValue)", SQLRow.text)
        }
        guard let text = LocalizedText(texts) else { throw unexpected(name) }
        return text
    }
}
