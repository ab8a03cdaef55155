import DocVault
import Foundation
import HTTPTypes
import Synchronization
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("the identity provider")
struct IdentityProviderTests {
    static let settings = IdentityProviderSettings(
        issuer: "https://login.example", clientID: "docvault", clientSecret: "s:ecret", claim: "email",
        authorities: nil)
    static let state = FederatedState(state: "dvf_x", nonce: "n-1", verifier: "v-1")
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    /// What a good provider says.
    static let claims: [String: any Sendable] = [
        "iss": "https://login.example", "aud": "docvault", "sub": "42", "nonce": "n-1", "iat": 1_789_999_990,
        "exp": 1_790_000_300, "email": "editor@people.example", "email_verified": true,
    ]

    /// In place of a claim that is not there.
    private static let nothing: (any Sendable)? = nil

    /// A token with a signature that nobody looks at.
    static func token(_ change: [String: (any Sendable)?] = [:]) throws -> String {
        var members = claims
        for (name, value) in change { members[name] = value }
        let payload = try JSONSerialization.data(withJSONObject: members)
        let text = payload.base64EncodedString().replacing("=", with: "")
        return "e30.\(text.replacing("+", with: "-").replacing("/", with: "_")).sig"
    }

    private func read(_ change: [String: (any Sendable)?]) throws -> IDTokenClaims {
        try IDTokenClaims(of: Self.token(change), from: Self.settings, nonce: "n-1", at: Self.now)
    }

    @Test("vouches for somebody when all that it says is for us, for this sign-in, and of now")
    func claims() throws {
        let good = try read([:])
        #expect(good.subject == "42")
        #expect(good.verifiedEmail(claim: "email") == EmailAddress("editor@people.example"))
        #expect(try read(["aud": ["docvault"]]).subject == "42")
        #expect(try read(["aud": ["docvault", "other"], "azp": "docvault"]).subject == "42")
    }

    @Test(
        "is not believed otherwise",
        arguments: [
            ("iss", "https://evil.example"), ("aud", "other"), ("azp", "other"), ("nonce", "n-2"), ("sub", ""),
        ])
    func wrongTexts(claim: String, value: String) throws {
        #expect(throws: ProviderFault.claimRefused(claim)) { try read([claim: value]) }
    }

    @Test(
        "is not believed about other times",
        arguments: [
            ("exp", 1_789_999_939), ("iat", 1_790_000_061), ("iat", 1_789_999_400), ("nbf", 1_790_000_061), ("exp", 0),
        ])
    func wrongTimes(claim: String, value: Int) throws {
        #expect(throws: ProviderFault.claimRefused(claim)) { try read([claim: value]) }
    }

    @Test("needs every claim, and an audience that is ours alone or made for us")
    func missing() throws {
        for claim in ["iss", "aud", "exp", "iat", "nonce", "sub"] {
            #expect(throws: ProviderFault.claimRefused(claim)) { try read([claim: Self.nothing]) }
        }
        #expect(throws: ProviderFault.claimRefused("azp")) { try read(["aud": ["docvault", "other"]]) }
    }

    @Test("gives no address that it has not verified")
    func unverified() throws {
        #expect(try read(["email_verified": false]).verifiedEmail(claim: "email") == nil)
        #expect(try read(["email_verified": Self.nothing]).verifiedEmail(claim: "email") == nil)
        #expect(try read(["upn": "a@b.example"]).verifiedEmail(claim: "upn") == EmailAddress("a@b.example"))
    }

    @Test("is sent a challenge, and told its answer with the code")
    func exchange() async throws {
        let network = FakeProvider(token: try Self.token())
        let provider = Self.provider(network, FakeVerifier())
        let address = try await provider.authorization(Self.state)
        #expect(address.hasPrefix("https://login.example/authorize?response_type=code&client_id=docvault&"))
        #expect(address.contains("redirect_uri=https%3A%2F%2Fvault.example%2Fapi%2Fv1%2Fsign-in%2Foidc%2Fcallback"))
        #expect(address.contains("code_challenge_method=S256"))
        #expect(!address.contains("v-1"))
        let vouched = try await provider.vouched(code: "c-1", for: Self.state)
        #expect(vouched.subject == "42")
        let form = network.forms[0]
        #expect(form.form.contains(URLQueryItem(name: "code_verifier", value: "v-1")))
        #expect(form.form.contains(URLQueryItem(name: "code", value: "c-1")))
        #expect(form.credentials == ProviderCredentials(clientID: "docvault", secret: "s:ecret"))
    }

    @Test("is asked for its keys anew when a token has another, once a minute at most; shared secrets are no keys")
    func keys() async throws {
        let network = FakeProvider(token: try Self.token())
        let clock = Mutex(Self.now)
        let verifier = FakeVerifier()
        let provider = IdentityProvider(
            Self.settings, callback: "https://vault.example/callback", client: network, verifier: verifier,
            now: { clock.withLock { $0 } })
        _ = try await provider.vouched(code: "c", for: Self.state)
        #expect(network.count(of: "/keys") == 1)
        #expect(!verifier.keys[0].contains("oct"))
        #expect(verifier.keys[0].contains("RSA"))
        verifier.unknown = 1
        _ = try await provider.vouched(code: "c", for: Self.state)
        #expect(network.count(of: "/keys") == 2)
        verifier.unknown = 1
        await #expect(throws: ProviderFault.unknownKey) { try await provider.vouched(code: "c", for: Self.state) }
        #expect(network.count(of: "/keys") == 2)
        clock.withLock { $0 += 60 }
        verifier.unknown = 1
        _ = try await provider.vouched(code: "c", for: Self.state)
        #expect(network.count(of: "/keys") == 3)
    }

    @Test("must be who it was set up as, over TLS")
    func discovery() async throws {
        let other = FakeProvider(token: "", issuer: "https://evil.example")
        await #expect(throws: ProviderFault.wrongIssuer) {
            try await Self.provider(other, FakeVerifier()).authorization(Self.state)
        }
        let plain = FakeProvider(token: "", base: "http://login.example")
        await #expect(throws: ProviderFault.insecure) {
            try await Self.provider(plain, FakeVerifier()).authorization(Self.state)
        }
    }

    @Test("sends nobody elsewhere afterwards")
    func returning() {
        for path in ["/", "/dossiers/2024-A", "/a//b"] { #expect(ProviderRoutes.isLocal(path)) }
        for path in ["", "//evil.example", "/\\evil", "https://evil.example", "/a?b", "/a\r\nX: y", "a"] {
            #expect(!ProviderRoutes.isLocal(path), "\(path)")
        }
    }

    private static func provider(_ network: FakeProvider, _ verifier: FakeVerifier) -> IdentityProvider {
        IdentityProvider(
            settings, callback: "https://vault.example\(ProviderRoutes.callback)", client: network, verifier: verifier,
            now: { now })
    }
}

/// A provider that answers from memory.
final class FakeProvider: IdentityProviderClient, Sendable {
    struct Form: Sendable {
        let form: [URLQueryItem]
        let credentials: ProviderCredentials?
    }

    private let token: String
    private let issuer: String
    private let base: String
    private let asked = Mutex<[String]>([])
    private let sent = Mutex<[Form]>([])

    init(token: String, issuer: String = "https://login.example", base: String = "https://login.example") {
        (self.token, self.issuer, self.base) = (token, issuer, base)
    }

    var forms: [Form] { sent.withLock { $0 } }

    func count(of path: String) -> Int { asked.withLock { paths in paths.count { $0 == path } } }

    func get(_ url: URL) async throws -> [UInt8] {
        asked.withLock { $0.append(url.path) }
        if url.path == "/keys" {
            return Array(#"{"keys": [{"kty": "RSA", "kid": "1"}, {"kty": "oct", "k": "c2VjcmV0"}]}"#.utf8)
        }
        return Array(
            #"""
            {"issuer": "\#(issuer)", "authorization_endpoint": "\#(base)/authorize",
            "token_endpoint": "\#(base)/token", "jwks_uri": "\#(base)/keys"}
            """#.utf8)
    }

    func post(_ form: [URLQueryItem], to url: URL, credentials: ProviderCredentials?) async throws -> [UInt8] {
        sent.withLock { $0.append(Form(form: form, credentials: credentials)) }
        return Array(#"{"id_token": "\#(token)", "token_type": "Bearer"}"#.utf8)
    }
}

/// Believes every signature, but for so many whose key is not known.
final class FakeVerifier: IDTokenVerifier, Sendable {
    private let state = Mutex<(unknown: Int, keys: [String])>((0, []))

    var unknown: Int {
        get { state.withLock { $0.unknown } }
        set { state.withLock { $0.unknown = newValue } }
    }
    var keys: [String] { state.withLock { $0.keys } }

    func checkSignature(of token: String, by keys: [UInt8]) async throws {
        let isUnknown = state.withLock { state in
            state.keys.append(String(decoding: keys, as: UTF8.self))
            guard state.unknown > 0 else { return false }
            state.unknown -= 1
            return true
        }
        if isUnknown { throw ProviderFault.unknownKey }
    }
}
