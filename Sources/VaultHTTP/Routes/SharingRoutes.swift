internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers/{dossier}/sharings`: the contact-roles of a dossier.
enum SharingRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dossiers/{dossier}/sharings", query: Page.parameters, list),
        Operation(.post, "/api/v1/dossiers/{dossier}/sharings", share),
        Operation(.delete, "/api/v1/dossiers/{dossier}/sharings/{email}", query: ["organisation"], unshare),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let page = try Page(call.query)
        let vault = try call.vault
        let all = try await vault.sharings(of: code)
        return try page.answer(
            from: all, key: { "\($0.validFrom)/\($0.person.id)/\($0.organisation)/\($0.kind.rawValue)" },
            json: { $0.json(of: code) })
    }

    /// The days are in Brussels, both included.
    @Sendable static func share(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let vault = try call.vault
        let body = try await call.body("email", "enterpriseNumber", "role", "from", "to")
        let email = body["email"]?.email()
        let number = body["enterpriseNumber"]?.enterpriseNumber()
        let role = body["role"]?.choice(ContactRole.Kind.self)
        let from = body.optional("from")?.date()
        let to = body.optional("to")?.date()
        guard let email, let number, let role, body.isSound else { throw body.refusal }
        let sharing = try await vault.shareDossier(
            code, with: email, at: number, as: role, from: from.map(Instant.init(startOf:)),
            to: to.map(Instant.init(endOf:)))
        return .created(sharing.json(of: code))
    }

    @Sendable static func unshare(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let email: EmailAddress = try call.parameter("email")
        let query = call.query
        let number = try query.required("organisation", query.value("organisation", as: EnterpriseNumber.self))
        let vault = try call.vault
        try await vault.endSharing(of: code, with: email, at: number)
        return .nothing
    }
}
