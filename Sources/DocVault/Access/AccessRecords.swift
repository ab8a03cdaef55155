/// What access depends on, in the catalog: read anew at every act.
enum AccessRecords {
    private static let access: SQLStatement = """
        SELECT access FROM contact WHERE person_id = $1 AND organisation_id = $2
        """
    private static let staffRoles: SQLStatement = """
        SELECT role, programme FROM staff_role
        WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
        """
    private static let mandates: SQLStatement = """
        SELECT m.scope, m.target, o.id AS organisation_id, m.valid_from <= $2 AND m.valid_to > $2 AS is_in_force
        FROM mandate m LEFT JOIN organisation o ON m.scope = 'organisation' AND o.enterprise_number = m.target
        WHERE m.person_id = $1
        """

    /// What a principal is at an instant.
    static func standing(of principal: Principal, at now: Instant, in connection: any SQLConnection) throws -> Standing
    {
        switch principal {
        case .system: return Standing(kind: .system)
        case .operatorAccount: return Standing(kind: .operatorAccount)
        case .person(let person, let organisation):
            var standing = Standing(kind: .person, person: person)
            if let organisation {
                standing.organisation = organisation
                standing.access = try connection.row(of: access, [.identifier(person), .identifier(organisation)])
                    .map { try $0.choice("access") }
            }
            for row in try connection.rows(of: staffRoles, [.identifier(person), .instant(now)]) {
                switch try row.choice("role", of: StaffRole.self) {
                case .agent: standing.programmes.insert(try row.text("programme"))
                case .recordsManager: standing.isRecordsManager = true
                case .administrator: standing.isAdministrator = true
                }
            }
            for row in try connection.rows(of: mandates, [.identifier(person), .instant(now)]) {
                guard let scope = try scope(row) else { continue }
                if try row.flag("is_in_force") {
                    standing.mandates.append(scope)
                } else {
                    standing.otherMandates.append(scope)
                }
            }
            return standing
        }
    }

    /// What a mandate covers; `nil` when that is an organisation that the vault has never heard of, which is nothing.
    private static func scope(_ row: SQLRow) throws -> MandateScope? {
        switch try row.choice("scope", of: Mandate.Scope.self) {
        case .dossier: .dossier(try row.parsed("target"))
        case .programme: .programme(try row.text("target"))
        case .organisation:
            try row.isNull("organisation_id") ? nil : .organisation(try row.identifier("organisation_id"))
        }
    }

    private static let dossier: SQLStatement = "SELECT id, programme FROM dossier WHERE code = $1"
    private static let partners: SQLStatement = "SELECT organisation_id FROM dossier_partner WHERE dossier_id = $1"
    // A contact-role rests on the access that the person has as a contact of the organisation that it names: it counts
    // while they act for that one and have access there.
    private static let sharing: SQLStatement = """
        SELECT s.kind FROM contact_role s
        JOIN contact c ON c.person_id = s.person_id AND c.organisation_id = s.organisation_id AND c.access <> 'none'
        WHERE s.person_id = $1 AND s.organisation_id = $2 AND s.dossier_id = $3
            AND s.valid_from <= $4 AND (s.valid_to IS NULL OR s.valid_to > $4)
        ORDER BY s.kind LIMIT 1
        """

    /// A dossier and what a principal has to do with it, or `nil` when there is none of this code.
    static func relation(
        to code: DossierCode, of principal: Principal, at now: Instant, in connection: any SQLConnection
    ) throws -> ActSubject.DossierRelation? {
        guard let row = try connection.row(of: dossier, [.code(code)]) else { return nil }
        let id: Dossier.ID = try row.identifier("id")
        guard case .person(let person, let organisation) = principal else {
            return ActSubject.DossierRelation(
                id: id, code: code, programme: try row.text("programme"), partners: [], sharedAs: nil)
        }
        return ActSubject.DossierRelation(
            id: id, code: code, programme: try row.text("programme"),
            partners: Set(
                try connection.rows(of: partners, [.identifier(id)]).map { try $0.identifier("organisation_id") }),
            sharedAs: try connection.row(
                of: sharing, [.identifier(person), .identifier(organisation), .identifier(id), .instant(now)]
            ).map { try $0.choice("kind") })
    }

    private static let lastSubmitter: SQLStatement = """
        SELECT s.submitted_by FROM requirement r JOIN submission s ON s.requirement_id = r.id
        WHERE r.dossier_id = $1 AND r.code = $2 ORDER BY s.round DESC LIMIT 1
        """

    /// Who submitted the last round of a requirement, in the form of ``Principal/mark``.
    static func lastSubmitter(
        of requirement: RequirementCode, in dossier: Dossier.ID, _ connection: any SQLConnection
    ) throws -> String? {
        try connection.row(of: lastSubmitter, [.identifier(dossier), .code(requirement)])?.text("submitted_by")
    }

    private static let codesOfDossiers: SQLStatement = """
        SELECT d.code FROM document_version v
        JOIN attachment a ON a.document_id = v.document_id AND a.version_number = v.number
        JOIN requirement r ON r.id = a.requirement_id
        JOIN dossier d ON d.id = r.dossier_id
        WHERE v.document_id = $1
        UNION SELECT d.code FROM document c JOIN dossier d ON d.id = c.dossier_id WHERE c.id = $1
        """
    private static let codesOfDossiersByDigest: SQLStatement = """
        SELECT DISTINCT d.code FROM document_version v JOIN document c ON c.id = v.document_id
        JOIN dossier d ON d.id = c.dossier_id
        WHERE v.digest = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = c.id)
        """
    private static let codesOfDossiersByEvent: SQLStatement = """
        SELECT DISTINCT d.code FROM journal_event e JOIN dossier d ON d.id = e.dossier_id WHERE e.subject_id = $1
        """

    /// The dossiers that a document is in: who may read one of them may read the document.
    static func dossiers(of document: Document.ID, in connection: any SQLConnection) throws -> [DossierCode] {
        try connection.rows(of: codesOfDossiers, [.identifier(document)]).map { try $0.parsed("code") }
    }

    /// The dossiers that have a document with these bytes. One that was disposed of gives no right to bytes that another kept.
    static func dossiers(of digest: Digest, in connection: any SQLConnection) throws -> [DossierCode] {
        try connection.rows(of: codesOfDossiersByDigest, [.digest(digest)]).map { try $0.parsed("code") }
    }

    /// The dossiers that the events about something belong to.
    static func dossiers(ofEventsAbout subject: [UInt8], in connection: any SQLConnection) throws -> [DossierCode] {
        try connection.rows(of: codesOfDossiersByEvent, [.bytes(subject)]).map { try $0.parsed("code") }
    }
}

extension Principal {
    /// Who this is, in the text that the catalog keeps beside what was decided.
    var mark: String {
        switch self {
        case .system: "system"
        case .operatorAccount(let name): "operator:\(name)"
        case .person(let id, _): "person:\(id)"
        }
    }
}
