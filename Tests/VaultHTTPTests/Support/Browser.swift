import DocVault
import HTTPTypes
import Hummingbird
import Testing

@testable import DocVault
@testable import VaultHTTP

/// Somebody at a browser: it keeps the cookie, and its page the word that requests repeat.
struct Browser: Sendable {
    static let password = "three walnuts for the winter"

    let stage: ServiceStage
    var cookie: String?
    var csrf: String?

    init(_ stage: ServiceStage) { self.stage = stage }

    /// Somebody who accepts an invitation, and is signed in by that.
    init(_ stage: ServiceStage, as caller: ServiceStage.Caller) async throws {
        self.init(stage)
        let invitation = try await stage.owner.invite(caller.email)
        let reply = try await send(
            .post, "/api/v1/invitations/accept",
            #"{"token": "\#(invitation.secret)", "password": "\#(Self.password)"}"#)
        guard reply.status == 201 else { throw UnexpectedReply(reply: reply) }
        try keep(reply)
    }

    /// Remembers what signing in gave.
    mutating func keep(_ reply: Reply) throws {
        let field = try #require(reply.headers[.setCookie])
        cookie = String(field.prefix { $0 != ";" })
        csrf = try #require(reply.json?["csrf"]?.text)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        if let cookie { headers[.cookie] = "theme=dark; \(cookie)" }
        if let csrf, headers[.csrfToken] == nil { headers[.csrfToken] = csrf }
        return try await stage.send(method, path, as: .nobody, body, headers: headers)
    }

    func signIn(
        _ email: EmailAddress, _ password: String = password, code: String? = nil
    ) async throws -> Reply {
        let code = code.map { #", "code": "\#($0)""# } ?? ""
        return try await send(
            .post, "/api/v1/sessions", #"{"email": "\#(email)", "password": "\#(password)"\#(code)}"#)
    }
}
