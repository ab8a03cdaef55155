internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers`: the files of funded projects.
enum DossierRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dossiers", query: Page.parameters, list),
        Operation(.post, "/api/v1/dossiers", importDossier),
        Operation(.get, "/api/v1/dossiers/{dossier}", show),
        Operation(.get, "/api/v1/dossiers/{dossier}/history", query: ["at"], history),
        Operation(.post, "/api/v1/dossiers/{dossier}/application", submitApplication),
        Operation(.post, "/api/v1/dossiers/{dossier}/decisions", decide),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let vault = try call.vault
        let found = try await vault.dossiers(after: page.key(DossierCode.init), limit: page.limit)
        return page.answer(found, json: \.json)
    }

    /// Adds a dossier, or brings one up to its edited description: the body is the file that `vault dossier import` takes.
    @Sendable static func importDossier(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let description = try DossierDescription(await call.json(limit: DossierDescription.largestFile))
        let code = description.dossier.code
        let outcome = try await vault.importDossier(description)
        let json = outcome.json(of: code)
        return outcome.isNew ? .created(json, at: "/api/v1/dossiers/\(code)") : .json(json)
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        try await answer(try call.code("dossier"), try call.vault)
    }

    /// What became of a dossier, until an instant or until now.
    @Sendable static func history(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let instant: Instant? = try call.query.value("at")
        let vault = try call.vault
        return .json(try await vault.history(of: code, at: instant).json)
    }

    @Sendable static func submitApplication(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let vault = try call.vault
        try await vault.submitApplication(code)
        return try await answer(code, vault)
    }

    @Sendable static func decide(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let vault = try call.vault
        let body = try await call.body("state", "reason")
        let decided = body["state"]?.choice(
            among: Dossier.State.allCases.filter { $0 != .preparation && $0 != .submitted })
        let reason = body.optionalReason()
        guard let decided, body.isSound else { throw body.refusal }
        try await vault.decide(code, decided, reason: reason)
        return try await answer(code, vault)
    }

    /// A dossier, with its version.
    static func answer(
        _ code: DossierCode, _ vault: Vault, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let version = try await vault.version(of: .dossier(code))
        let found = try await vault.dossier(code)
        return try .json(found.0.json(found.1), version: version, status: status)
    }
}
