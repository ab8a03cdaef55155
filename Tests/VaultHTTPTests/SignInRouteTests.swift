import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("signing in over HTTP")
struct SignInRouteTests {
    @Test("begins with an invitation, which counts once, and ends when one signs out")
    func invitation() async throws {
        try await ServiceStage.lend { stage in
            let invitation = try await stage.owner.invite(ServiceStage.Caller.editor.email)
            let body = #"{"token": "\#(invitation.secret)", "password": "\#(Browser.password)"}"#
            var browser = Browser(stage)
            let accepted = try await browser.send(.post, "/api/v1/invitations/accept", body)
            #expect(accepted.status == 201)
            #expect(accepted.headers[.cacheControl] == "no-store")
            let field = try #require(accepted.headers[.setCookie])
            #expect(
                field.wholeMatch(of: /docvault=dvs_[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax/) != nil)
            #expect(!accepted.text.contains("dvs_"))
            #expect(try await browser.send(.post, "/api/v1/invitations/accept", body).status == 404)
            try browser.keep(accepted)
            let me = try await browser.send(.get, "/api/v1/me")
            #expect(me.status == 200)
            #expect(me.json?["means"] == .text("session"))
            #expect(me.json?["csrf"] == accepted.json?["csrf"])
            #expect(me.json?["organisation"]?.text == ServiceStage.institute.description)
            #expect(try await browser.send(.get, "/api/v1/me", headers: [.ifNoneMatch: "*"]).status == 304)
            let sessions = try await browser.send(.get, "/api/v1/sessions")
            #expect(sessions.json?["items"]?.list?.map { $0["current"] } == [.flag(true)])
            let ended = try await browser.send(.delete, "/api/v1/sessions/current")
            #expect(ended.status == 204)
            #expect(ended.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await browser.send(.get, "/api/v1/me").problem == "not-signed-in")
        }
    }

    @Test("answers a wrong password and an unknown address alike")
    func wrong() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .editor)
            let (known, unknown) = (
                try await browser.signIn(ServiceStage.Caller.editor.email, "four hazelnuts for the spring"),
                try await browser.signIn(EmailAddress("ghost@people.example")!)
            )
            #expect(known.status == 401)
            #expect(known.headers[.wwwAuthenticate] == "Bearer")
            #expect(known.json?["refusal"] == .text("wrongCredentials"))
            #expect(known.json?.without("instance") == unknown.json?.without("instance"))
            #expect(known.headers[.setCookie] == nil)
            #expect(try await browser.signIn(ServiceStage.Caller.editor.email).status == 201)
        }
    }

    @Test("makes those wait who go on failing, and says how long")
    func waiting() async throws {
        try await ServiceStage.lend { stage in
            let browser = Browser(stage)
            let email = EmailAddress("ghost@people.example")!
            for _ in 0..<5 { #expect(try await browser.signIn(email).status == 401) }
            _ = try await browser.signIn(email)
            let reply = try await browser.signIn(email)
            #expect(reply.status == 429)
            #expect(reply.problem == "too-many-requests")
            #expect((reply.headers[.retryAfter].flatMap { Int($0) } ?? 0) >= 1)
        }
    }

    @Test("tells who has the password that a code is needed, and takes each code once")
    func secondFactor() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .editor)
            let begun = try await browser.send(.post, "/api/v1/me/second-factor")
            #expect(begun.status == 201)
            #expect(begun.headers[.cacheControl] == "no-store")
            let secret = try #require(begun.json?["secret"]?.text.flatMap(Self.decodeBase32))
            let factor = OneTimePassword(secret: secret)
            let step = OneTimePassword.step(at: stage.clock.now())
            let (first, second) = (try factor.code(at: step), try factor.code(at: step + 1))
            let confirmed = try await browser.send(
                .post, "/api/v1/me/second-factor/confirm", #"{"code": "\#(first)"}"#)
            #expect(confirmed.status == 204)
            #expect(try await browser.send(.get, "/api/v1/me").json?["secondFactor"] == .flag(true))
            let email = ServiceStage.Caller.editor.email
            let asked = try await browser.signIn(email)
            #expect(asked.status == 401)
            #expect(asked.json?["refusal"] == .text("codeNeeded"))
            #expect(try await browser.signIn(email, code: first).json?["refusal"] == .text("wrongCode"))
            #expect(try await browser.signIn(email, code: second).status == 201)
            #expect(try await browser.signIn(email, code: "12").pointers == ["/code"])
        }
    }

    @Test("changes a password by the old one, in a session, and ends the others")
    func password() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .editor)
            var other = Browser(stage)
            try other.keep(try await other.signIn(ServiceStage.Caller.editor.email))
            let new = "four hazelnuts for the spring"
            let wrong = try await browser.send(
                .put, "/api/v1/me/password", #"{"old": "not this one at all", "new": "\#(new)"}"#)
            #expect(wrong.status == 403)
            #expect(wrong.json?["refusal"] == .text("wrongCredentials"))
            let short = try await browser.send(
                .put, "/api/v1/me/password", #"{"old": "\#(Browser.password)", "new": "short"}"#)
            #expect(short.status == 422)
            let changed = try await browser.send(
                .put, "/api/v1/me/password", #"{"old": "\#(Browser.password)", "new": "\#(new)"}"#)
            #expect(changed.status == 204)
            #expect(try await browser.send(.get, "/api/v1/me").status == 200)
            #expect(try await other.send(.get, "/api/v1/me").status == 401)
        }
    }

    @Test("gives the session another secret when one acts for another organisation")
    func organisation() async throws {
        try await ServiceStage.lend { stage in
            var browser = try await Browser(stage, as: .editor)
            let before = browser
            let number = ServiceStage.institute
            let chosen = try await browser.send(
                .post, "/api/v1/sessions/current/organisation", #"{"enterpriseNumber": "\#(number)"}"#)
            #expect(chosen.status == 200)
            try browser.keep(chosen)
            #expect(browser.cookie != before.cookie)
            #expect(browser.csrf != before.csrf)
            #expect(try await before.send(.get, "/api/v1/me").status == 401)
            #expect(try await browser.send(.get, "/api/v1/me").status == 200)
        }
    }

    @Test("lets administrators see, disable and enable accounts, and nobody else")
    func accounts() async throws {
        try await ServiceStage.lend { stage in
            let editor = try await Browser(stage, as: .editor)
            let path = "/api/v1/accounts/\(ServiceStage.Caller.editor.email)"
            #expect(try await stage.send(.post, "\(path)/disable", as: .director).status == 403)
            #expect(try await stage.send(.post, "\(path)/disable", as: .administrator).status == 204)
            #expect(try await editor.send(.get, "/api/v1/me").status == 401)
            #expect(try await editor.signIn(ServiceStage.Caller.editor.email).status == 401)
            #expect(try await stage.send(.post, "\(path)/disable", as: .administrator).status == 409)
            #expect(try await stage.send(.post, "\(path)/enable", as: .administrator).status == 204)
            #expect(try await editor.signIn(ServiceStage.Caller.editor.email).status == 201)
            let all = try await stage.get("/api/v1/accounts", as: .administrator)
            #expect(all.json?["items"]?[0]?["password"] == .flag(true))
        }
    }

    @Test("invites with a link whose secret stands where no log sees it, and keeps no copy of the answer")
    func inviting() async throws {
        try await ServiceStage.lend { stage in
            let body = #"{"email": "\#(ServiceStage.Caller.editor.email)"}"#
            let headers: HTTPFields = [.idempotencyKey: "invite-1"]
            let made = try await stage.send(
                .post, "/api/v1/invitations", as: .administrator, body, headers: headers)
            #expect(made.status == 201)
            let link = try #require(made.json?["link"]?.text)
            #expect(link.wholeMatch(of: /http:\/\/vault\.example\/sign-in#invitation=dvi_[A-Za-z0-9_-]{43}/) != nil)
            let again = try await stage.send(
                .post, "/api/v1/invitations", as: .administrator, body, headers: headers)
            #expect(again.status == 409)
            #expect(!again.text.contains("dvi_"))
        }
    }

    /// Base32 without padding (RFC 4648 §6).
    private static func decodeBase32(_ text: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for character in text {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return bytes
    }
}
