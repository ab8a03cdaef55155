internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/findings`: the same proof in two places.
enum FindingRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/findings", query: ["state"] + Page.parameters, list),
        Operation(.get, "/api/v1/findings/{finding}", show),
        Operation(.post, "/api/v1/findings/{finding}/dismissal", dismiss),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let query = call.query
        let page = try Page(query)
        let state: Finding.State = try query.choice("state") ?? .open
        let vault = try call.vault
        let found = try await vault.findings(
            state, after: page.key(Finding.Position.init), limit: page.limit)
        return page.answer(found, json: \.json)
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        try await answer(try call.parameter("finding"), try call.vault)
    }

    @Sendable static func dismiss(_ call: Call) async throws -> Response {
        let id: Finding.ID = try call.parameter("finding")
        let vault = try call.vault
        let body = try await call.body("reason")
        let reason = body.reason()
        guard let reason, body.isSound else { throw body.refusal }
        try await vault.dismiss(id, reason: reason)
        return try await answer(id, vault)
    }

    private static func answer(_ id: Finding.ID, _ vault: Vault) async throws -> Response {
        let version = try await vault.version(of: .finding(id))
        return try .json(await vault.finding(id).json, version: version)
    }
}
