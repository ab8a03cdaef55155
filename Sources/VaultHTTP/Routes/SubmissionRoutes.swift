internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// What is handed in for a requirement, and what is decided on it.
enum SubmissionRoutes {
    private static let path = "/api/v1/dossiers/{dossier}/requirements/{requirement}"
    static let operations: [Operation] = [
        Operation(.get, "\(path)/attachments", query: Page.parameters, attached),
        Operation(.delete, "\(path)/attachments/{document}", query: ["reason"], withdraw),
        Operation(.get, "\(path)/submissions", query: Page.parameters, list),
        Operation(.post, "\(path)/submissions", submit),
        Operation(.post, "\(path)/decisions", decide),
    ]

    @Sendable static func attached(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, RequirementCode) = (try call.code("dossier"), try call.code("requirement"))
        let page = try Page(call.query)
        let vault = try call.vault
        let found = try await vault.attached(
            to: code, of: dossier, after: page.key(PlacedPiece.Position.init), limit: page.limit)
        return page.answer(found, json: \.piece.json)
    }

    @Sendable static func withdraw(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, RequirementCode) = (try call.code("dossier"), try call.code("requirement"))
        let document: Document.ID = try call.parameter("document")
        let reason = try call.query.reason("reason")
        let vault = try call.vault
        try await vault.withdraw(document, from: code, of: dossier, reason: reason)
        return .nothing
    }

    /// The rounds of a requirement, the first one first.
    @Sendable static func list(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, RequirementCode) = (try call.code("dossier"), try call.code("requirement"))
        let page = try Page(call.query)
        let vault = try call.vault
        let all = try await vault.requirement(code, of: dossier).submissions
        return try page.answer(from: all, key: { "\($0.round)" }, json: { $0.json(of: code, in: dossier) })
    }

    @Sendable static func submit(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, RequirementCode) = (try call.code("dossier"), try call.code("requirement"))
        let vault = try call.vault
        let body = try await call.bodyIfAny("reason")
        let reason = body.optionalReason()
        guard body.isSound else { throw body.refusal }
        let submission = try await vault.submit(code, of: dossier, reason: reason)
        return .created(submission.json(of: code, in: dossier))
    }

    /// What an agent can decide: on what was handed in, or on a requirement that takes pieces.
    private enum Outcome: String, CaseIterable { case approved, returned, waived }

    @Sendable static func decide(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, RequirementCode) = (try call.code("dossier"), try call.code("requirement"))
        let vault = try call.vault
        let body = try await call.body("outcome", "reason", "pieces")
        let outcome = body["outcome"]?.choice(Outcome.self)
        let reason = outcome == .approved ? body.optionalReason() : body.reason()
        let pieces = pieceReasons(body.optional("pieces"), of: outcome)
        guard let outcome, body.isSound else { throw body.refusal }
        let decided =
            switch outcome {
            case .approved: try await vault.approve(code, of: dossier, reason: reason)
            case .returned: try await vault.return(code, of: dossier, reason: reason, pieceReasons: pieces)
            case .waived: try await vault.waive(code, of: dossier, reason: reason)
            }
        return .json(decided.json)
    }

    /// Why single documents are returned: only what is returned has such reasons.
    private static func pieceReasons(_ field: DescriptionField?, of outcome: Outcome?) -> [Document.ID: String] {
        guard let field else { return [:] }
        guard outcome == .returned || outcome == nil else {
            field.note(Sentence("description.unknownField"))
            return [:]
        }
        var reasons: [Document.ID: String] = [:]
        for item in field.items ?? [] {
            guard let members = item.members("document", "reason") else { continue }
            let document = members["document"]?.identifier(of: Document.self)
            let reason = members["reason"]?.text(atMost: Reason.longest)
            if let document, let reason { reasons[document] = reason }
        }
        return reasons
    }
}
