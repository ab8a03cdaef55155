internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/me/tokens`: the secrets with which programs act for somebody.
enum TokenRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/me/tokens", query: Page.parameters, list),
        Operation(.post, "/api/v1/me/tokens", create),
        Operation(.delete, "/api/v1/me/tokens/{token}", revoke),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let tokens = try await call.vault.tokens()
        return try page.answer(from: tokens, key: \.id.description, json: \.json)
    }

    /// The answer has a secret in it, so it is kept nowhere.
    @Sendable static func create(_ call: Call) async throws -> Response {
        _ = try call.signedIn.requireSession()
        let vault = try call.vault
        let body = try await call.body("name", "scope", "expiresOn", "organisation")
        let name = body["name"]?.word()
        let scope = body["scope"]?.choice(AccessToken.Scope.self)
        let day = body["expiresOn"]?.date()
        let number = body.optional("organisation")?.enterpriseNumber()
        guard body.isSound, let name, let scope, let day else { throw body.refusal }
        let token = try await vault.createToken(named: name, scope: scope, for: number, expiresOn: day)
        return .json(token.json, status: .created, headers: [.cacheControl: "no-store"])
    }

    @Sendable static func revoke(_ call: Call) async throws -> Response {
        let id: AccessToken.ID = try call.parameter("token")
        try await call.vault.revokeToken(id)
        return .nothing
    }
}
