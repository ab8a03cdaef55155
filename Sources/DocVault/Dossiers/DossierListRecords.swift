/// Pages of the dossiers that an actor may read, by their codes.
///
/// What an actor may read comes from few places: the programmes of an agent or an auditor, the organisations that they act
/// for or have a mandate over, what is shared with them. Each place is asked for its next dossiers alone, by an index, so a
/// page costs the same in a vault of a hundred dossiers and of a million.
enum DossierListRecords {
    private static let ofAll: SQLStatement = "SELECT id, code FROM dossier WHERE code > $1 ORDER BY code LIMIT $2"
    private static let ofProgramme: SQLStatement = """
        SELECT id, code FROM dossier WHERE programme = $1 AND code > $2 ORDER BY code LIMIT $3
        """
    // An organisation has few dossiers, and few are shared with somebody: they are sorted.
    private static let ofOrganisation: SQLStatement = """
        SELECT d.id, d.code FROM dossier_partner p CROSS JOIN dossier d ON d.id = p.dossier_id
        WHERE p.organisation_id = $1 AND d.code > $2 ORDER BY d.code LIMIT $3
        """
    private static let sharedWith: SQLStatement = """
        SELECT DISTINCT d.id, d.code FROM contact_role s
        CROSS JOIN contact c ON c.person_id = s.person_id AND c.organisation_id = s.organisation_id
        CROSS JOIN dossier d ON d.id = s.dossier_id
        WHERE s.person_id = $1 AND s.organisation_id = $2 AND s.valid_from <= $3
            AND (s.valid_to IS NULL OR s.valid_to > $3) AND c.access <> 'none' AND d.code > $4
        ORDER BY d.code LIMIT $5
        """

    /// The next dossiers that an actor may read: what ``AccessRules`` allows, found without asking for each.
    static func readable(
        for admission: Admission, after code: DossierCode?, limit: Int, in connection: any SQLConnection
    ) throws -> [(code: DossierCode, id: Dossier.ID)] {
        let (start, most) = (SQLValue.text(code?.text ?? ""), SQLValue.integer(limit))
        let sources = admission.sources
        guard !sources.isEverything else { return try dossiers(ofAll, [start, most], connection) }
        var found: [DossierCode: Dossier.ID] = [:]
        func add(_ statement: SQLStatement, _ values: [SQLValue]) throws {
            for dossier in try dossiers(statement, values, connection) { found[dossier.code] = dossier.id }
        }
        for programme in sources.programmes { try add(ofProgramme, [.text(programme), start, most]) }
        for organisation in sources.organisations { try add(ofOrganisation, [.identifier(organisation), start, most]) }
        for single in sources.dossiers where code.map({ single > $0 }) ?? true {
            found[single] = try DossierRecords.identifier(of: single, in: connection)
        }
        if case .person(let person, let organisation?) = admission.principal {
            try add(
                sharedWith,
                [.identifier(person), .identifier(organisation), .instant(admission.now), start, most])
        }
        return found.sorted { $0.key < $1.key }.prefix(limit).map { ($0.key, $0.value) }
    }

    private static func dossiers(
        _ statement: SQLStatement, _ values: [SQLValue], _ connection: any SQLConnection
    ) throws -> [(code: DossierCode, id: Dossier.ID)] {
        try connection.rows(of: statement, values).map { (try $0.parsed("code"), try $0.identifier("id")) }
    }
}

/// Where the dossiers come from that somebody may read, besides those that are shared with them.
struct DossierSources {
    var isEverything = false
    var programmes: Set<String> = []
    var organisations: Set<Organisation.ID> = []
    var dossiers: Set<DossierCode> = []
}

extension Admission {
    /// See ``DossierSources``; the same rights as those of ``AccessRules`` to read a dossier.
    var sources: DossierSources {
        var sources = DossierSources()
        guard case .person = principal, !standing.isRecordsManager, !standing.isAgent(for: "*") else {
            sources.isEverything = true
            return sources
        }
        sources.programmes = standing.programmes
        if standing.access == .superUser, let organisation = standing.organisation {
            sources.organisations.insert(organisation)
        }
        for mandate in standing.mandates {
            switch mandate {
            case .programme(let programme): sources.programmes.insert(programme)
            case .organisation(let organisation): sources.organisations.insert(organisation)
            case .dossier(let code): sources.dossiers.insert(code)
            }
        }
        return sources
    }
}
