/// Requirements and the pieces they ask for, in the catalog.
enum RequirementRecords {
    private static let ofDossier: SQLStatement = """
        SELECT r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, d.code AS disbursement,
            (SELECT COUNT(*) FROM attachment a WHERE a.requirement_id = r.id AND a.withdrawn_at IS NULL) AS attachments
        FROM requirement r LEFT JOIN disbursement d ON d.id = r.disbursement_id
        WHERE r.dossier_id = $1 AND r.code > $2 ORDER BY r.code LIMIT $3
        """
    private static let piecesOfDossier: SQLStatement = """
        SELECT p.requirement_id, p.code, p.label_fr, p.label_nl, p.label_en, p.heading, p.minimum, p.maximum,
            p.needs_payment_proof
        FROM requirement r CROSS JOIN requirement_piece p ON p.requirement_id = r.id
        WHERE r.dossier_id = $1 AND r.code > $2 AND r.code <= $3 ORDER BY r.code, p.position, p.code
        """

    /// The requirements of a dossier by their codes: all, or a page of them. As many statements as one requirement needs.
    static func standings(
        of dossier: Dossier.ID, after code: RequirementCode? = nil, limit: Int = .max, in connection: any SQLConnection
    ) throws -> [RequirementStanding] {
        let start = code?.text ?? ""
        let rows = try connection.rows(of: ofDossier, [.identifier(dossier), .text(start), .integer(limit)])
        guard let end = try rows.last?.text("code") else { return [] }
        let range: [SQLValue] = [.identifier(dossier), .text(start), .text(end)]
        var pieces: [Requirement.ID: [PieceRule]] = [:]
        try connection.forEachRow(of: piecesOfDossier, range) { row in
            pieces[try row.identifier("requirement_id"), default: []].append(try piece(row))
        }
        let checklists = try RequirementChecklistRecords.references(inDossier: range, in: connection)
        return try rows.map { row in
            let id: Requirement.ID = try row.identifier("id")
            return RequirementStanding(
                requirement: try requirement(row, pieces: pieces[id] ?? [], checklists: checklists[id] ?? []), id: id,
                state: try row.choice("state"), attachmentCount: Int(try row.integer("attachments")))
        }
    }

    private static func requirement(
        _ row: SQLRow, pieces: [PieceRule], checklists: [Checklist.Reference]
    ) throws -> Requirement {
        Requirement(
            code: try row.parsed("code"),
            disbursement: try row.isNull("disbursement") ? nil : try row.parsed("disbursement"),
            type: try row.choice("type"), title: try row.localizedText("title"), dueOn: try row.parsed("due_on"),
            pieces: pieces, checklists: checklists)
    }

    private static func requirement(_ row: SQLRow, in connection: any SQLConnection) throws -> Requirement {
        let id: Requirement.ID = try row.identifier("id")
        return try requirement(
            row, pieces: pieces(of: id, in: connection),
            checklists: RequirementChecklistRecords.references(of: id, in: connection))
    }

    private static let one: SQLStatement = """
        SELECT r.id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on, r.state, d.code AS disbursement
        FROM requirement r LEFT JOIN disbursement d ON d.id = r.disbursement_id
        WHERE r.dossier_id = $1 AND r.code = $2
        """
    private static let codesOfDossier: SQLStatement = "SELECT code FROM requirement WHERE dossier_id = $1"

    /// A requirement that must be there.
    /// - Throws: ``VaultError/requirementNotFound(_:dossier:nearest:)`` with the code that was probably meant.
    static func require(
        _ code: RequirementCode, of dossier: ActSubject.DossierRelation, in connection: any SQLConnection
    ) throws -> (Requirement.ID, Requirement, Requirement.State) {
        guard let row = try connection.row(of: one, [.identifier(dossier.id), .code(code)]) else {
            let known: [RequirementCode] = try connection.rows(of: codesOfDossier, [.identifier(dossier.id)])
                .map { try $0.parsed("code") }
            throw VaultError.requirementNotFound(code, dossier: dossier.code, nearest: .nearest(to: code, among: known))
        }
        return (try row.identifier("id"), try requirement(row, in: connection), try row.choice("state"))
    }

    private static let move: SQLStatement = """
        UPDATE requirement SET state = $2, submitted_at = $3 WHERE id = $1 AND state = $4
        """

    /// Moves a requirement from one state to another. The caller has read the state in this transaction.
    static func move(
        _ id: Requirement.ID, from old: Requirement.State, to new: Requirement.State, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            move, [.identifier(id), .text(new), new == .submitted ? .instant(now) : .null, .text(old)])
    }

    static func requirements(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> [Requirement] {
        try standings(of: dossier, in: connection).map(\.requirement)
    }

    private static let piecesOfRequirement: SQLStatement = """
        SELECT code, label_fr, label_nl, label_en, heading, minimum, maximum, needs_payment_proof
        FROM requirement_piece WHERE requirement_id = $1 ORDER BY position, code
        """

    static func pieces(of requirement: Requirement.ID, in connection: any SQLConnection) throws -> [PieceRule] {
        try connection.rows(of: piecesOfRequirement, [.identifier(requirement)]).map(piece)
    }

    private static func piece(_ row: SQLRow) throws -> PieceRule {
        PieceRule(
            code: try row.parsed("code"), label: try row.localizedText("label"),
            heading: try row.isNull("heading") ? nil : try row.choice("heading"),
            minimum: Int(try row.integer("minimum")),
            maximum: try row.optional("maximum", SQLRow.integer).map(Int.init),
            needsPaymentProof: try row.flag("needs_payment_proof"))
    }

    private static let putting: SQLStatement = """
        INSERT INTO requirement
            (id, dossier_id, programme, disbursement_id, code, type, title_fr, title_nl, title_en, due_on, state,
             recorded_at)
        VALUES ($1, $2, (SELECT e.programme FROM dossier e WHERE e.id = $2),
            (SELECT d.id FROM disbursement d WHERE d.dossier_id = $2 AND d.code = $3),
            $4, $5, $6, $7, $8, $9, 'open', $10)
        ON CONFLICT (dossier_id, code) DO UPDATE
        SET disbursement_id = excluded.disbursement_id, type = excluded.type, title_fr = excluded.title_fr,
            title_nl = excluded.title_nl, title_en = excluded.title_en, due_on = excluded.due_on
        """
    private static let identifierByCode: SQLStatement = "SELECT id FROM requirement WHERE dossier_id = $1 AND code = $2"
    private static let puttingPiece: SQLStatement = """
        INSERT INTO requirement_piece
            (requirement_id, code, position, label_fr, label_nl, label_en, heading, minimum, maximum, needs_payment_proof)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (requirement_id, code) DO UPDATE
        SET position = excluded.position, label_fr = excluded.label_fr, label_nl = excluded.label_nl,
            label_en = excluded.label_en, heading = excluded.heading, minimum = excluded.minimum,
            maximum = excluded.maximum, needs_payment_proof = excluded.needs_payment_proof
        """

    static func put(
        _ requirement: Requirement, in dossier: Dossier.ID, identifiers: IdentifierSource, at now: Instant,
        _ connection: any SQLConnection
    ) throws {
        try connection.execute(
            putting,
            [
                .identifier(identifiers.next(Requirement.self)), .identifier(dossier),
                .text(requirement.disbursement?.text), .code(requirement.code), .text(requirement.type),
            ] + requirement.title.sqlValues + [.date(requirement.dueOn), .instant(now)])
        guard let row = try connection.row(of: identifierByCode, [.identifier(dossier), .code(requirement.code)]) else {
            throw VaultError.storageFailed(StorageFailure(operation: "catalog", detail: "requirement was not recorded"))
        }
        let id: Requirement.ID = try row.identifier("id")
        try RequirementChecklistRecords.pin(requirement.checklists, to: id, at: now, connection)
        for (position, piece) in requirement.pieces.enumerated() {
            try connection.execute(
                puttingPiece,
                [.identifier(id), .code(piece.code), .integer(position)] + piece.label.sqlValues + [
                    .text(piece.heading?.rawValue), .integer(piece.minimum),
                    piece.maximum.map(SQLValue.integer) ?? .null, .flag(piece.needsPaymentProof),
                ])
        }
    }
}

/// A requirement as it stands: what it asks for, its state, and how much was handed in.
public struct RequirementStanding: Hashable, Sendable {
    public let requirement: Requirement
    let id: Requirement.ID
    public let state: Requirement.State
    public let attachmentCount: Int
}
