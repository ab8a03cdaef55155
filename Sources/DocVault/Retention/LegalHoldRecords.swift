/// Legal holds in the catalog: what is lifted is dated, never deleted.
enum LegalHoldRecords {
    private static let all: SQLStatement = """
        SELECT id, code, effect, authority, reason, is_confidential, review_on, placed_by, placed_at, release_asked_by,
            lifted_by, lifted_at
        FROM hold ORDER BY placed_at, code
        """
    static let page: SQLStatement = """
        SELECT id, code, effect, authority, reason, is_confidential, review_on, placed_by, placed_at, release_asked_by,
            lifted_by, lifted_at
        FROM hold WHERE code > $1 ORDER BY code LIMIT $2
        """
    private static let one: SQLStatement = """
        SELECT id, code, effect, authority, reason, is_confidential, review_on, placed_by, placed_at, release_asked_by,
            lifted_by, lifted_at
        FROM hold WHERE code = $1
        """
    private static let scopes: SQLStatement = """
        SELECT d.code AS dossier, o.enterprise_number, s.programme, r.code AS requirement, e.code AS requirement_dossier,
            s.document_id
        FROM hold_scope s
        LEFT JOIN dossier d ON d.id = s.dossier_id
        LEFT JOIN organisation o ON o.id = s.organisation_id
        LEFT JOIN requirement r ON r.id = s.requirement_id
        LEFT JOIN dossier e ON e.id = r.dossier_id
        WHERE s.hold_id = $1 ORDER BY s.position
        """

    static func holds(in connection: any SQLConnection) throws -> [LegalHold] {
        try connection.rows(of: all).map { try hold($0, in: connection).hold }
    }

    static func holds(
        after code: HoldCode?, limit: Int, in connection: any SQLConnection
    ) throws -> [LegalHold] {
        try connection.rows(of: page, [.text(code?.text ?? ""), .integer(limit)]).map {
            try hold($0, in: connection).hold
        }
    }

    static func hold(
        _ code: HoldCode, in connection: any SQLConnection
    ) throws -> (id: LegalHold.ID, hold: LegalHold)? {
        try connection.row(of: one, [.code(code)]).map { try hold($0, in: connection) }
    }

    private static func hold(
        _ row: SQLRow, in connection: any SQLConnection
    ) throws -> (id: LegalHold.ID, hold: LegalHold) {
        let id: LegalHold.ID = try row.identifier("id")
        let hold = LegalHold(
            code: try row.parsed("code"), effect: try row.choice("effect"), authority: try row.text("authority"),
            reason: try row.text("reason"), isConfidential: try row.flag("is_confidential"),
            reviewOn: try row.isNull("review_on") ? nil : try row.parsed("review_on"),
            scopes: try connection.rows(of: scopes, [.identifier(id)]).map(scope),
            placedBy: try row.text("placed_by"), placedAt: try row.instant("placed_at"),
            releaseAskedBy: try row.optional("release_asked_by", SQLRow.text),
            liftedBy: try row.optional("lifted_by", SQLRow.text),
            liftedAt: try row.optional("lifted_at", SQLRow.instant))
        return (id, hold)
    }

    private static func scope(_ row: SQLRow) throws -> LegalHold.Scope {
        if try !row.isNull("dossier") { return .dossier(try row.parsed("dossier")) }
        if try !row.isNull("enterprise_number") { return .organisation(try row.parsed("enterprise_number")) }
        if try !row.isNull("programme") { return .programme(try row.text("programme")) }
        if try !row.isNull("requirement") {
            return .requirement(try row.parsed("requirement"), of: try row.parsed("requirement_dossier"))
        }
        return .document(try row.identifier("document_id"))
    }

    private static let countOfYear: SQLStatement = "SELECT COUNT(*) AS count FROM hold WHERE code LIKE $1"

    /// The next code of a year.
    static func nextCode(in year: Int, _ connection: any SQLConnection) throws -> HoldCode? {
        let count = try connection.row(of: countOfYear, [.text("H-\(padded(year, 4))-%")])?.integer("count") ?? 0
        return HoldCode("H-\(padded(year, 4))-\(padded(count + 1, 3))")
    }

    private static let insertion: SQLStatement = """
        INSERT INTO hold (id, code, effect, authority, reason, is_confidential, review_on, placed_by, placed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    private static let scopeInsertion: SQLStatement = """
        INSERT INTO hold_scope
            (hold_id, position, dossier_id, organisation_id, programme, requirement_id, document_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """

    static func insert(_ hold: LegalHold, as id: LegalHold.ID, in connection: any SQLConnection) throws {
        try connection.execute(
            insertion,
            [
                .identifier(id), .code(hold.code), .text(hold.effect), .text(hold.authority), .text(hold.reason),
                .flag(hold.isConfidential), .date(hold.reviewOn), .text(hold.placedBy), .instant(hold.placedAt),
            ])
        for (position, scope) in hold.scopes.enumerated() {
            try connection.execute(
                scopeInsertion,
                [.identifier(id), .integer(position + 1)] + values(of: scope, in: connection))
        }
    }

    private static let requirement: SQLStatement = "SELECT id FROM requirement WHERE dossier_id = $1 AND code = $2"
    private static let document: SQLStatement = "SELECT id FROM document WHERE id = $1"

    /// What a scope names, which must be there.
    private static func values(
        of scope: LegalHold.Scope, in connection: any SQLConnection
    ) throws -> [SQLValue] {
        switch scope {
        case .dossier(let code):
            return [.identifier(try DossierRecords.require(code, in: connection)), .null, .null, .null, .null]
        case .organisation(let number):
            guard let id = try PartyRecords.identifier(of: number, in: connection) else {
                throw VaultError.organisationNotFound(number)
            }
            return [.null, .identifier(id), .null, .null, .null]
        case .programme(let programme): return [.null, .null, .text(programme), .null, .null]
        case .requirement(let code, let dossier):
            let id = try DossierRecords.require(dossier, in: connection)
            guard let row = try connection.row(of: requirement, [.identifier(id), .code(code)]) else {
                throw VaultError.requirementNotFound(code, dossier: dossier, nearest: nil)
            }
            return [.null, .null, .null, .bytes(try row.bytes("id")), .null]
        case .document(let id):
            guard try connection.row(of: document, [.identifier(id)]) != nil else {
                throw VaultError.documentNotFound(id.description)
            }
            return [.null, .null, .null, .null, .identifier(id)]
        }
    }

    private static let asking: SQLStatement = """
        UPDATE hold SET release_asked_by = $2, release_asked_at = $3, release_reason = $4 WHERE id = $1
        """
    private static let lifting: SQLStatement = "UPDATE hold SET lifted_by = $2, lifted_at = $3 WHERE id = $1"

    static func askRelease(
        of id: LegalHold.ID, by principal: Principal, because reason: String, at now: Instant,
        in connection: any SQLConnection
    ) throws {
        try connection.execute(asking, [.identifier(id), .text(principal.mark), .instant(now), .text(reason)])
    }

    static func lift(
        _ id: LegalHold.ID, by principal: Principal, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(lifting, [.identifier(id), .text(principal.mark), .instant(now)])
    }
}
