internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/me`, `/invitations` and `/accounts`: what people sign in with.
enum AccountRoutes {
    static let operations: [Operation] = [
        Operation(.post, "/api/v1/invitations", invite),
        Operation(.get, "/api/v1/me", me),
        Operation(.patch, "/api/v1/me", change),
        Operation(.put, "/api/v1/me/password", changePassword),
        Operation(.post, "/api/v1/me/second-factor", beginSecondFactor),
        Operation(.post, "/api/v1/me/second-factor/confirm", confirmSecondFactor),
        Operation(.post, "/api/v1/me/second-factor/removal", removeSecondFactor),
        Operation(.get, "/api/v1/accounts", query: Page.parameters, list),
        Operation(.post, "/api/v1/accounts/{email}/disable", disable),
        Operation(.post, "/api/v1/accounts/{email}/enable", enable),
        Operation(.post, "/api/v1/accounts/{email}/reset-second-factor", resetSecondFactor),
    ]

    /// The answer has a secret in it, so it is kept nowhere.
    @Sendable static func invite(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("email", "purpose")
        let email = body["email"]?.email()
        let purpose = body.optional("purpose")?.choice(among: [Invitation.Purpose.invitation, .reset])
        guard body.isSound, let email else { throw body.refusal }
        let invitation = try await vault.invite(email, for: purpose ?? .invitation)
        let settings = call.service.settings
        let base = settings.ownSite.base(for: call.request.head, isSecure: settings.isSecure)
        var object = JSONObject()
        object["link"] = .text(invitation.link(at: base))
        object["expiresAt"] = .text(invitation.expiresAt.description)
        return .json(object, status: .created, headers: [.cacheControl: "no-store"])
    }

    @Sendable static func me(_ call: Call) async throws -> Response {
        let signedIn = try call.signedIn
        let vault = try call.vault
        let version = try await vault.version(of: .person(signedIn.person.email))
        let places = try await vault.places(of: signedIn.person.email)
        let hasSecondFactor = try await vault.hasSecondFactor()
        return try .json(signedIn.json(places, hasSecondFactor: hasSecondFactor), version: version)
    }

    @Sendable static func change(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("email", "language")
        let email = body.optional("email")?.email()
        let language = body.optional("language")?.choice(Language.self)
        if body.isSound, email == nil, language == nil { body.refuse(Sentence("http.nothingToChange")) }
        guard body.isSound else { throw body.refusal }
        return .json(try await vault.changeOwnSettings(email: email, language: language).json)
    }

    @Sendable static func changePassword(_ call: Call) async throws -> Response {
        let session = try call.signedIn.requireSession()
        let vault = try call.vault
        let body = try await call.body("old", "new")
        let (old, new) = (body["old"]?.password(), body["new"]?.password())
        guard body.isSound, let old, let new else { throw body.refusal }
        try await vault.changePassword(from: old, to: new, keeping: session.id, at: call.context.client)
        return .nothing
    }

    @Sendable static func beginSecondFactor(_ call: Call) async throws -> Response {
        _ = try call.signedIn.requireSession()
        let factor = try await call.vault.beginSecondFactor()
        return .json(factor.json, status: .created, headers: [.cacheControl: "no-store"])
    }

    @Sendable static func confirmSecondFactor(_ call: Call) async throws -> Response {
        _ = try call.signedIn.requireSession()
        let vault = try call.vault
        let body = try await call.body("code")
        let code = body["code"]?.oneTimeCode()
        guard body.isSound, let code else { throw body.refusal }
        try await vault.confirmSecondFactor(code)
        return .nothing
    }

    @Sendable static func removeSecondFactor(_ call: Call) async throws -> Response {
        _ = try call.signedIn.requireSession()
        let vault = try call.vault
        let body = try await call.body("password", "code")
        let (password, code) = (body["password"]?.password(), body["code"]?.oneTimeCode())
        guard body.isSound, let password, let code else { throw body.refusal }
        try await vault.removeSecondFactor(password: password, code: code, at: call.context.client)
        return .nothing
    }

    @Sendable static func list(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let accounts = try await call.vault.accounts()
        return try page.answer(from: accounts, key: \.person.id.description, json: \.json)
    }

    @Sendable static func disable(_ call: Call) async throws -> Response {
        let email: EmailAddress = try call.parameter("email")
        try await call.vault.disableAccount(email)
        return .nothing
    }

    @Sendable static func enable(_ call: Call) async throws -> Response {
        let email: EmailAddress = try call.parameter("email")
        try await call.vault.enableAccount(email)
        return .nothing
    }

    @Sendable static func resetSecondFactor(_ call: Call) async throws -> Response {
        let email: EmailAddress = try call.parameter("email")
        try await call.vault.resetSecondFactor(of: email)
        return .nothing
    }
}
