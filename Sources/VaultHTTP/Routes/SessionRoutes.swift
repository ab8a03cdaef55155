internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/sessions`: signing in, and out.
enum SessionRoutes {
    static let operations: [Operation] = [
        Operation(.post, beginning, signIn),
        Operation(.get, beginning, query: Page.parameters, list),
        Operation(.delete, "/api/v1/sessions/current", signOut),
        Operation(.delete, "/api/v1/sessions/{session}", end),
        Operation(.post, "/api/v1/sessions/current/organisation", choose),
        Operation(.post, acceptance, accept),
    ]

    private static let beginning = "/api/v1/sessions"
    private static let acceptance = "/api/v1/invitations/accept"

    /// Whether a path is one where somebody begins a session, whoever they were before.
    static func begin(_ path: String) -> Bool { path == beginning || path == acceptance }

    @Sendable static func signIn(_ call: Call) async throws -> Response {
        let body = try await call.body("email", "password", "code", "organisation")
        let email = body["email"]?.email()
        let password = body["password"]?.password()
        let code = body.optional("code")?.oneTimeCode()
        let number = body.optional("organisation")?.enterpriseNumber()
        guard body.isSound, let email, let password else { throw body.refusal }
        let vault = call.service.vault.within(call.context.request)
        return try await call.started(.created) {
            try await vault.signIn(email, password: password, code: code, for: number, from: call.context.client)
        }
    }

    @Sendable static func accept(_ call: Call) async throws -> Response {
        let body = try await call.body("token", "password", "code", "organisation", "person")
        let token = body["token"]?.secret(atMost: 200)
        let password = body["password"]?.password()
        let code = body.optional("code")?.oneTimeCode()
        let number = body.optional("organisation")?.enterpriseNumber()
        let newcomer = try body.optional("person")?.newPerson()
        guard body.isSound, let token, let password else { throw body.refusal }
        let vault = call.service.vault.within(call.context.request)
        return try await call.started(.created) {
            try await vault.acceptInvitation(
                token, password: password, newcomer: newcomer, code: code, for: number, from: call.context.client)
        }
    }

    @Sendable static func list(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let current = try call.signedIn.session?.id
        let sessions = try await call.vault.sessions()
        return try page.answer(from: sessions, key: \.id.description, json: { $0.json(isCurrent: $0.id == current) })
    }

    @Sendable static func signOut(_ call: Call) async throws -> Response {
        guard let session = try call.signedIn.session else { throw RequestRefusal.noSession }
        try await call.vault.endSession(session.id)
        return Response(status: .noContent, headers: [.setCookie: call.service.settings.sessionCookie.removal])
    }

    @Sendable static func end(_ call: Call) async throws -> Response {
        let id: SignInSession.ID = try call.parameter("session")
        let signedIn = try call.signedIn
        try await call.vault.endSession(id)
        guard id == signedIn.session?.id else { return .nothing }
        return Response(status: .noContent, headers: [.setCookie: call.service.settings.sessionCookie.removal])
    }

    @Sendable static func choose(_ call: Call) async throws -> Response {
        guard try call.signedIn.session != nil,
            let secret = call.service.settings.sessionCookie.value(in: call.request.headers)
        else { throw RequestRefusal.noSession }
        let body = try await call.body("enterpriseNumber")
        let number = body.optional("enterpriseNumber")?.enterpriseNumber()
        guard body.isSound else { throw body.refusal }
        let vault = call.service.vault.within(call.context.request)
        return try await call.started(.ok) { try await vault.chooseOrganisation(number, inSession: secret) }
    }
}

extension Call {
    /// The answer to somebody whose session begins: its secret goes into the cookie and nowhere else.
    fileprivate func started(
        _ status: HTTPResponse.Status, _ start: @Sendable () async throws -> StartedSession
    ) async throws -> Response {
        do {
            let started = try await start()
            return .json(
                started.json(try started.signedIn.requireSession()), status: status,
                headers: [
                    .setCookie: service.settings.sessionCookie.setting(started.secret), .cacheControl: "no-store",
                ])
        } catch VaultError.accountRefused(let refusal) {
            switch refusal {
            case .wrongCredentials, .wrongCode, .codeNeeded: throw RequestRefusal.signInRefused(refusal)
            default: throw VaultError.accountRefused(refusal)
            }
        }
    }
}

extension SignedIn {
    /// The session that somebody was recognised by; `nil` for a token.
    var session: SignInSession? {
        guard case .session(let session) = means else { return nil }
        return session
    }
}

extension DescriptionField {
    /// A password. What is wrong with it is told without it.
    func password() -> Password? { secret(atMost: Password.longest).map(Password.init) }

    func secret(atMost limit: Int) -> String? {
        guard let text else { return nil }
        return text.unicodeScalars.count <= limit
            ? text : refuse(Sentence("description.tooLong", ["limit": .number(limit)]))
    }

    /// A code of a second factor: six digits.
    func oneTimeCode() -> String? {
        guard let text else { return nil }
        return text.wholeMatch(of: /[0-9]{6}/) != nil ? text : refuse(Sentence("http.noOneTimeCode"))
    }
}
