import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("pages of other sites")
struct OtherSitesTests {
    @Test("change nothing in the name of who looks at them")
    func csrf() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .editor)
            let (path, body) = ("/api/v1/me", #"{"language": "nl"}"#)
            for headers: HTTPFields in [
                [.csrfToken: "guessed"], [.csrfToken: ""], [.origin: "https://evil.example"], [.origin: "null"],
                [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"],
            ] {
                let reply = try await browser.send(.patch, path, body, headers: headers)
                #expect(reply.status == 403, "\(headers)")
                #expect(reply.problem == "csrf")
            }
            let good: HTTPFields = [.origin: "http://vault.example", .secFetchSite: "same-origin"]
            #expect(try await browser.send(.patch, path, body, headers: good).status == 200)
            #expect(try await browser.send(.get, path, headers: [.secFetchSite: "cross-site"]).status == 200)
        }
    }

    @Test("sign nobody in, and accept no invitation")
    func signIn() async throws {
        try await ServiceStage.lend { stage in
            let browser = Browser(stage)
            for path in ["/api/v1/sessions", "/api/v1/invitations/accept"] {
                for headers: HTTPFields in [[.secFetchSite: "cross-site"], [.origin: "https://evil.example"]] {
                    let refused = try await browser.send(.post, path, "{}", headers: headers)
                    #expect(refused.problem == "csrf")
                }
                let taken = try await browser.send(.post, path, "{}")
                #expect(taken.status == 422)
            }
        }
    }

    @Test("are told from ours by the address that is set, else by the one that was asked")
    func origins() throws {
        func request(_ fields: HTTPFields, to authority: String = "vault.example") -> HTTPRequest {
            HTTPRequest(method: .post, scheme: "http", authority: authority, path: "/", headerFields: fields)
        }
        let set = OwnSite(publicURL: "https://vault.example:443")
        #expect(set.isOrigin(of: request([:])))
        #expect(set.isOrigin(of: request([.origin: "https://vault.example"], to: "10.0.0.1:8080")))
        #expect(!set.isOrigin(of: request([.origin: "http://vault.example"])))
        #expect(!set.isOrigin(of: request([.origin: "https://vault.example.evil.example"])))
        let unset = OwnSite(publicURL: nil)
        #expect(unset.isOrigin(of: request([.origin: "http://127.0.0.1:8080"], to: "127.0.0.1:8080")))
        #expect(!unset.isOrigin(of: request([.origin: "http://127.0.0.1:8081"], to: "127.0.0.1:8080")))
        #expect(!unset.isOrigin(of: request([.origin: "null"])))
    }

    @Test("cannot plant a cookie where there is TLS")
    func cookies() {
        let cookie = HostCookie("docvault", isSecure: true)
        #expect(
            cookie.setting("dvs_x") == "__Host-docvault=dvs_x; Path=/; HttpOnly; SameSite=Lax; Secure")
        #expect(cookie.value(in: [.cookie: "docvault=a; __Host-docvault=b"]) == "b")
        #expect(cookie.value(in: [.cookie: "docvault=a"]) == nil)
        #expect(cookie.value(in: [.cookie: "__Host-docvault="]) == nil)
        #expect(HostCookie("docvault", isSecure: false).value(in: [.cookie: "x=1;docvault=a"]) == "a")
    }
}

@Suite("tokens over HTTP")
struct TokenRouteTests {
    private func token(_ scope: String, of browser: Browser) async throws -> (id: String, secret: String) {
        let reply = try await browser.send(
            .post, "/api/v1/me/tokens",
            #"{"name": "nightly sync", "scope": "\#(scope)", "expiresOn": "\#(Self.day(browser.stage))"}"#)
        guard reply.status == 201, let id = reply.json?["id"]?.text, let secret = reply.json?["secret"]?.text else {
            throw UnexpectedReply(reply: reply)
        }
        return (id, secret)
    }

    private static func day(_ stage: ServiceStage) -> CivilDate {
        stage.clock.now().advanced(by: .seconds(30 * 86_400)).dayInBrussels
    }

    @Test("that may read change nothing")
    func scope() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .director)
            let made = try await token("read", of: browser)
            let headers: HTTPFields = [.authorization: "Bearer \(made.secret)"]
            let read = try await stage.send(.get, ServiceStage.dossier, as: .nobody, headers: headers)
            #expect(read.status == 200)
            let changed = try await stage.send(.patch, "/api/v1/me", as: .nobody, "{}", headers: headers)
            #expect(changed.status == 403)
            #expect(changed.json?["refusal"] == .text("scopeTooNarrow"))
        }
    }

    @Test("make no tokens, touch no password, and are no session")
    func noSession() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .director)
            let made = try await token("write", of: browser)
            let headers: HTTPFields = [.authorization: "Bearer \(made.secret)"]
            for (method, path) in [
                (HTTPRequest.Method.post, "me/tokens"), (.put, "me/password"), (.post, "me/second-factor"),
            ] {
                let reply = try await stage.send(method, "/api/v1/\(path)", as: .nobody, "{}", headers: headers)
                #expect(reply.status == 403, "\(path)")
                #expect(reply.json?["refusal"] == .text("sessionNeeded"))
            }
            let ended = try await stage.send(.delete, "/api/v1/sessions/current", as: .nobody, headers: headers)
            #expect(ended.status == 409)
            let me = try await stage.send(.get, "/api/v1/me", as: .nobody, headers: headers)
            #expect(me.json?["means"] == .text("token"))
            #expect(me.json?["csrf"] == nil)
        }
    }

    @Test("end when they are revoked, and are listed without their secret")
    func revoked() async throws {
        try await ServiceStage.lend { stage in
            let browser = try await Browser(stage, as: .director)
            let made = try await token("write", of: browser)
            let listed = try await browser.send(.get, "/api/v1/me/tokens")
            #expect(listed.json?["items"]?[0]?["id"] == .text(made.id))
            #expect(!listed.text.contains("dvt_"))
            #expect(try await browser.send(.delete, "/api/v1/me/tokens/\(made.id)").status == 204)
            let reply = try await stage.send(
                .get, "/api/v1/me", as: .nobody, headers: [.authorization: "Bearer \(made.secret)"])
            #expect(reply.status == 401)
        }
    }
}

@Suite("how often something is asked")
struct RateLimitTests {
    @Test("is counted for each person, and told when it is too often")
    func account() async throws {
        var settings = ServiceStage.usual
        settings.requestsPerAccount = 3
        try await ServiceStage.lend(settings: settings) { stage in
            for _ in 0..<3 { #expect(try await stage.get("/api/v1/me", as: .editor).status == 200) }
            let reply = try await stage.get("/api/v1/me", as: .editor)
            #expect(reply.status == 429)
            #expect((1...20).contains(reply.headers[.retryAfter].flatMap { Int($0) } ?? 0))
            #expect(try await stage.get("/healthz", as: .editor).status == 200)
            #expect(try await stage.get("/api/v1/me", as: .viewer).status == 200)
        }
    }

    @Test("is counted by the address that a trusted proxy tells, and by no invented one")
    func addresses() throws {
        let (proxy, other, client) = (
            NetworkAddress("10.0.0.1"), NetworkAddress("10.0.0.2"), NetworkAddress("192.0.2.7")
        )
        let trusted = Set([proxy, other].compactMap(\.self))
        func told(_ peer: NetworkAddress?, _ fields: String...) -> NetworkAddress? {
            NetworkAddress.client(peer: peer, forwardedFor: fields, trusting: trusted)
        }
        #expect(told(client, "198.51.100.1") == client)
        #expect(told(proxy) == proxy)
        #expect(told(proxy, "192.0.2.7") == client)
        #expect(told(proxy, "198.51.100.1, 192.0.2.7") == client)
        #expect(told(proxy, "198.51.100.1", "192.0.2.7, 10.0.0.2") == client)
        #expect(told(proxy, "nonsense, 10.0.0.2") == other)
        #expect(told(nil, "192.0.2.7") == nil)
    }

    @Test("is counted for a whole network of IPv6, and for an address however it is written")
    func networks() throws {
        let one = try #require(NetworkAddress("2001:db8:0:1::1"))
        #expect(one.counted == NetworkAddress("2001:DB8:0:1:ffff::2")?.counted)
        #expect(one.counted != NetworkAddress("2001:db8:0:2::1")?.counted)
        #expect(NetworkAddress("::ffff:192.0.2.7") == NetworkAddress("192.0.2.7"))
        #expect(NetworkAddress("192.0.2") == nil)
        #expect(NetworkAddress("::1")?.description == "0:0:0:0:0:0:0:1")
    }
}
