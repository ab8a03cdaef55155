/// The checklists that requirements were made with, in the catalog, and the answers to their questions.
enum RequirementChecklistRecords {
    private static let referencesOfRequirement: SQLStatement = """
        SELECT code, version FROM requirement_checklist WHERE requirement_id = $1 ORDER BY position
        """

    static func references(
        of requirement: Requirement.ID, in connection: any SQLConnection
    ) throws -> [Checklist.Reference] {
        try connection.rows(of: referencesOfRequirement, [.identifier(requirement)]).map { row in
            Checklist.Reference(code: try row.parsed("code"), version: Int(try row.integer("version")))
        }
    }

    private static let referencesOfDossier: SQLStatement = """
        SELECT c.requirement_id, c.code, c.version
        FROM requirement r CROSS JOIN requirement_checklist c ON c.requirement_id = r.id
        WHERE r.dossier_id = $1 AND r.code > $2 AND r.code <= $3 ORDER BY r.code, c.position
        """

    /// The references of the requirements of a dossier.
    /// - Parameter range: The dossier, a code, and another: those after the first until the second.
    static func references(
        inDossier range: [SQLValue], in connection: any SQLConnection
    ) throws -> [Requirement.ID: [Checklist.Reference]] {
        var references: [Requirement.ID: [Checklist.Reference]] = [:]
        try connection.forEachRow(of: referencesOfDossier, range) { row in
            references[try row.identifier("requirement_id"), default: []].append(
                Checklist.Reference(code: try row.parsed("code"), version: Int(try row.integer("version"))))
        }
        return references
    }

    private static let body: SQLStatement = "SELECT body FROM checklist_version WHERE code = $1 AND version = $2"

    /// A checklist as it was when it was pinned; `nil` when it never was.
    static func checklist(_ reference: Checklist.Reference, in connection: any SQLConnection) throws -> Checklist? {
        // The bytes are the same as long as the version is: what is shipped need not be read again.
        if let shipped = ChecklistLibrary.shipped.checklist(reference.code, version: reference.version) {
            return shipped
        }
        let row = try connection.row(of: body, [.code(reference.code), .integer(reference.version)])
        return try row.map { try Checklist(canonical: try $0.bytes("body")) }
    }

    static func checklists(of requirement: Requirement.ID, in connection: any SQLConnection) throws -> [Checklist] {
        try references(of: requirement, in: connection).compactMap { try checklist($0, in: connection) }
    }

    private static let keeping: SQLStatement = """
        INSERT INTO checklist_version (code, version, digest, body, recorded_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (code, version) DO NOTHING
        """
    private static let pinning: SQLStatement = """
        INSERT INTO requirement_checklist (requirement_id, code, version, position) VALUES ($1, $2, $3, $4)
        ON CONFLICT (requirement_id, code) DO UPDATE SET position = excluded.position
        """

    /// Pins checklists to a requirement. One that is pinned already stays in its version.
    static func pin(
        _ references: [Checklist.Reference], to requirement: Requirement.ID, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        for (position, reference) in references.enumerated() {
            if let shipped = ChecklistLibrary.shipped.checklist(reference.code, version: reference.version) {
                try connection.execute(
                    keeping,
                    [
                        .code(reference.code), .integer(reference.version), .digest(try shipped.digest()),
                        .bytes(shipped.canonicalBytes()), .instant(now),
                    ])
            }
            try connection.execute(
                pinning,
                [.identifier(requirement), .code(reference.code), .integer(reference.version), .integer(position)])
        }
    }

    /// A requirement of a description with the pieces that its checklists ask for, in the versions that it is pinned to.
    static func completed(
        _ requirement: Requirement, pinned: [Checklist.Reference], in connection: any SQLConnection
    ) throws -> Requirement {
        let references = requirement.checklists.map { new in pinned.first { $0.code == new.code } ?? new }
        var pieces = requirement.pieces
        for reference in references {
            guard let checklist = try checklist(reference, in: connection) else { continue }
            pieces += checklist.pieceRules.filter { rule in !pieces.contains { $0.code == rule.code } }
        }
        return Requirement(
            code: requirement.code, disbursement: requirement.disbursement, type: requirement.type,
            title: requirement.title, dueOn: requirement.dueOn, pieces: pieces, checklists: references)
    }

    private static let answersOfRequirement: SQLStatement = """
        SELECT question, answer FROM requirement_answer WHERE requirement_id = $1
        """

    static func answers(
        of requirement: Requirement.ID, in connection: any SQLConnection
    ) throws -> [QuestionCode: Bool] {
        var answers: [QuestionCode: Bool] = [:]
        for row in try connection.rows(of: answersOfRequirement, [.identifier(requirement)]) {
            answers[try row.parsed("question")] = try row.flag("answer")
        }
        return answers
    }

    private static let answering: SQLStatement = """
        INSERT INTO requirement_answer (requirement_id, question, answer, recorded_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (requirement_id, question) DO UPDATE
        SET answer = excluded.answer, recorded_at = excluded.recorded_at
        """

    static func answer(
        _ question: QuestionCode, with answer: Bool, for requirement: Requirement.ID, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            answering, [.identifier(requirement), .code(question), .flag(answer), .instant(now)])
    }
}

extension Checklist {
    /// The pieces that it knows, in the form of a requirement's own. One that is needed only under a condition is not
    /// counted here: ``Completeness`` knows the condition.
    var pieceRules: [PieceRule] {
        rules.compactMap { rule in
            switch rule.kind {
            case .piece(let code, let demand):
                PieceRule(
                    code: code, label: rule.label, heading: demand.heading ?? use.heading,
                    minimum: demand.condition == .always ? demand.minimum : 0, maximum: demand.maximum,
                    needsPaymentProof: demand.needsPaymentProof)
            case .excluded(let code):
                PieceRule(
                    code: code, label: rule.label, heading: use.heading, minimum: 0, maximum: 0,
                    needsPaymentProof: false)
            case .check: nil
            }
        }
    }
}
