internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers/{dossier}/facts`: the dates that duties to keep run from.
enum FactRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dossiers/{dossier}/facts", query: Page.parameters, list),
        Operation(.post, "/api/v1/dossiers/{dossier}/facts", record),
        Operation(.post, "/api/v1/dossiers/{dossier}/facts/{fact}/correction", correct),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let page = try Page(call.query)
        let vault = try call.vault
        let all = try await vault.triggerFacts(of: code)
        return try page.answer(from: all, key: \.id.description, json: \.json)
    }

    @Sendable static func record(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let vault = try call.vault
        let body = try await call.body("kind", "date", "basis")
        let kind = body["kind"]?.choice(TriggerFact.Kind.self)
        let day = body["date"]?.date()
        let basis = body.reason("basis")
        guard let kind, let day, let basis, body.isSound else { throw body.refusal }
        return .created(try await vault.recordFact(kind, on: day, of: code, basis: basis).json)
    }

    /// It was another day, or it did not happen.
    @Sendable static func correct(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let fact: TriggerFact.ID = try call.parameter("fact")
        let vault = try call.vault
        let body = try await call.body("date", "void", "basis")
        let day = body.optional("date")?.date()
        let isVoid = body.optional("void")?.flag
        let basis = body.reason("basis")
        if body.isSound, (day == nil) != (isVoid == true) || day != nil && isVoid != nil {
            body.refuse(Sentence("http.correctionWantsOne"))
        }
        guard let basis, body.isSound else { throw body.refusal }
        return .created(try await vault.correctFact(fact, to: day, of: code, basis: basis).json)
    }
}
