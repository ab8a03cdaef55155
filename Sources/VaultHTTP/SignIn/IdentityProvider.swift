internal import DocVault
internal import Foundation

/// The agency's identity provider, as people are sent there and come back (OpenID Connect Core §3.1, with PKCE).
actor IdentityProvider {
    /// Where the provider is asked for what (OpenID Connect Discovery §3).
    struct Metadata: Decodable, Hashable, Sendable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let jwksURI: String
        let tokenEndpointAuthMethodsSupported: [String]?

        private enum CodingKeys: String, CodingKey {
            case issuer
            case authorizationEndpoint = "authorization_endpoint"
            case tokenEndpoint = "token_endpoint"
            case jwksURI = "jwks_uri"
            case tokenEndpointAuthMethodsSupported = "token_endpoint_auth_methods_supported"
        }
    }

    /// Somebody whom the provider vouches for.
    struct Vouched: Hashable, Sendable {
        let issuer: String
        let subject: String
        let verifiedEmail: EmailAddress?
    }

    /// After this long the provider is asked anew where its parts are, and for its keys.
    private static let freshness: TimeInterval = 86_400
    /// A token with a key that is not known makes us ask for keys anew, but no more often than this: whoever makes up names
    /// of keys has us ask nobody.
    private static let shortest: TimeInterval = 60

    nonisolated let settings: IdentityProviderSettings
    private let callback: String
    private let client: any IdentityProviderClient
    private let verifier: any IDTokenVerifier
    private let now: @Sendable () -> Date
    private var metadata: (value: Metadata, at: Date)?
    private var keys: (bytes: [UInt8], at: Date)?
    /// When a key that was not known last made us ask.
    private var askedAnewAt: Date?

    /// - Parameter callback: The address of ours that people come back to.
    init(
        _ settings: IdentityProviderSettings, callback: String, client: any IdentityProviderClient,
        verifier: any IDTokenVerifier, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        (self.settings, self.callback, self.client) = (settings, callback, client)
        (self.verifier, self.now) = (verifier, now)
    }

    /// The provider that is set up, asked over HTTPS; `nil` without one.
    init?(_ settings: ServiceSettings) {
        guard let provider = settings.identityProvider, let publicURL = settings.publicURL else { return nil }
        self.init(
            provider, callback: publicURL + ProviderRoutes.callback,
            client: HTTPSProviderClient(authorities: provider.authorities), verifier: JWTVerifier())
    }

    /// Where a browser is sent to sign in.
    func authorization(_ state: FederatedState) async throws -> String {
        let endpoint = try await discovered().authorizationEndpoint
        let query = FormText.encode([
            .init(name: "response_type", value: "code"), .init(name: "client_id", value: settings.clientID),
            .init(name: "redirect_uri", value: callback), .init(name: "scope", value: "openid email profile"),
            .init(name: "state", value: state.state), .init(name: "nonce", value: state.nonce),
            .init(name: "code_challenge", value: try state.challenge),
            .init(name: "code_challenge_method", value: "S256"),
        ])
        return "\(endpoint)\(endpoint.contains("?") ? "&" : "?")\(query)"
    }

    /// Who came back with a code.
    func vouched(code: String, for state: FederatedState) async throws -> Vouched {
        let token = try await exchange(code, state)
        try await checkSignature(of: token)
        let claims = try IDTokenClaims(of: token, from: settings, nonce: state.nonce, at: now())
        return Vouched(
            issuer: settings.issuer, subject: claims.subject,
            verifiedEmail: claims.verifiedEmail(claim: settings.claim))
    }

    private func exchange(_ code: String, _ state: FederatedState) async throws -> String {
        let metadata = try await discovered()
        var form: [URLQueryItem] = [
            .init(name: "grant_type", value: "authorization_code"), .init(name: "code", value: code),
            .init(name: "redirect_uri", value: callback), .init(name: "code_verifier", value: state.verifier),
        ]
        // Without a word about it, credentials go in a header (RFC 8414 §2).
        let methods = metadata.tokenEndpointAuthMethodsSupported ?? ["client_secret_basic"]
        var credentials: ProviderCredentials?
        if let secret = settings.clientSecret, methods.contains("client_secret_basic") {
            credentials = ProviderCredentials(clientID: settings.clientID, secret: secret)
        } else {
            form.append(.init(name: "client_id", value: settings.clientID))
            if let secret = settings.clientSecret { form.append(.init(name: "client_secret", value: secret)) }
        }
        let bytes = try await client.post(form, to: try url(metadata.tokenEndpoint), credentials: credentials)
        let answer = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        guard let token = answer?["id_token"] as? String else { throw ProviderFault.unreadable("the token's answer") }
        return token
    }

    private func checkSignature(of token: String) async throws {
        do {
            try await verifier.checkSignature(of: token, by: try await publicKeys())
        } catch ProviderFault.unknownKey {
            if let askedAnewAt, now().timeIntervalSince(askedAnewAt) < Self.shortest { throw ProviderFault.unknownKey }
            (askedAnewAt, keys) = (now(), nil)
            try await verifier.checkSignature(of: token, by: try await publicKeys())
        }
    }

    private func publicKeys() async throws -> [UInt8] {
        if let keys, now().timeIntervalSince(keys.at) < Self.freshness { return keys.bytes }
        let bytes = try await client.get(try url(try await discovered().jwksURI))
        let kept = try Self.publicOnly(bytes)
        keys = (kept, now())
        return kept
    }

    /// Leaves out shared secrets, and keys for anything but signatures: with the first, whoever reads the list could sign.
    private static func publicOnly(_ bytes: [UInt8]) throws -> [UInt8] {
        let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        guard let keys = object?["keys"] as? [[String: Any]] else { throw ProviderFault.unreadable("the keys") }
        let kept = keys.filter { key in
            ["RSA", "EC", "OKP"].contains(key["kty"] as? String) && (key["use"] as? String ?? "sig") == "sig"
        }
        guard let data = try? JSONSerialization.data(withJSONObject: ["keys": kept], options: .sortedKeys) else {
            throw ProviderFault.unreadable("the keys")
        }
        return Array(data)
    }

    private func discovered() async throws -> Metadata {
        if let metadata, now().timeIntervalSince(metadata.at) < Self.freshness { return metadata.value }
        let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let bytes = try await client.get(try url("\(base)/.well-known/openid-configuration"))
        guard let found = try? JSONDecoder().decode(Metadata.self, from: Data(bytes)) else {
            throw ProviderFault.unreadable("the provider's configuration")
        }
        // Who answers for another could vouch for anybody (OpenID Connect Discovery §4.3).
        guard found.issuer == settings.issuer else { throw ProviderFault.wrongIssuer }
        for endpoint in [found.authorizationEndpoint, found.tokenEndpoint, found.jwksURI] { _ = try url(endpoint) }
        metadata = (found, now())
        return found
    }

    private func url(_ text: String) throws -> URL {
        guard let url = URL(string: text), url.scheme == "https", url.host() != nil else {
            throw ProviderFault.insecure
        }
        return url
    }
}

extension FederatedState {
    /// What the provider is told of the verifier before it is told the verifier (RFC 7636 §4.2).
    fileprivate var challenge: String {
        get throws {
            Data(try Digest(hashing: Array(verifier.utf8)).bytes).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
    }
}
