internal import DocVault
internal import Foundation

/// Checks who signed an ID token. What the token says is checked by ``IDTokenClaims``.
protocol IDTokenVerifier: Sendable {
    /// - Parameter keys: The provider's public keys (RFC 7517), none of which is a shared secret.
    /// - Throws: ``ProviderFault/unknownKey`` for a key that is not among them, ``ProviderFault/badSignature``.
    func checkSignature(of token: String, by keys: [UInt8]) async throws
}

/// What an identity provider says of somebody (OpenID Connect Core §2).
struct IDTokenClaims {
    /// How much the provider's clock may differ from ours.
    private static let leeway: TimeInterval = 60
    /// How old a token may be: it was asked for just now.
    private static let oldest: TimeInterval = 600

    let subject: String
    private let members: [String: Any]

    /// Reads a token whose signature was checked, and checks that it is for us, and for this sign-in.
    init(
        of token: String, from settings: IdentityProviderSettings, nonce: String, at now: Date
    ) throws(ProviderFault) {
        let members = try Self.members(of: token, part: 1)
        guard members["iss"] as? String == settings.issuer else { throw .claimRefused("iss") }
        let audience = members["aud"] as? [String] ?? (members["aud"] as? String).map { [$0] } ?? []
        guard audience.contains(settings.clientID) else { throw .claimRefused("aud") }
        // Whoever it was made for has to be us, also among several.
        let party = members["azp"] as? String
        guard party == nil ? audience.count == 1 : party == settings.clientID else { throw .claimRefused("azp") }
        guard let expiry = Self.time(members["exp"]), now < expiry.addingTimeInterval(Self.leeway) else {
            throw .claimRefused("exp")
        }
        guard let issued = Self.time(members["iat"]), issued <= now.addingTimeInterval(Self.leeway),
            issued > now.addingTimeInterval(-Self.oldest)
        else { throw .claimRefused("iat") }
        if let start = members["nbf"] {
            guard let start = Self.time(start), start <= now.addingTimeInterval(Self.leeway) else {
                throw .claimRefused("nbf")
            }
        }
        guard let given = members["nonce"] as? String, CrossSiteMiddleware.isSame(given, nonce) else {
            throw .claimRefused("nonce")
        }
        guard let subject = members["sub"] as? String, (1...255).contains(subject.utf8.count) else {
            throw .claimRefused("sub")
        }
        self.subject = subject
        self.members = members
    }

    /// The address that the provider vouches for; `nil` without one.
    ///
    /// What it calls `email` may be what somebody typed there, unless it says that it was verified. A claim of another name
    /// was chosen by whoever set the service up, who vouches for it.
    func verifiedEmail(claim: String) -> EmailAddress? {
        if claim == "email" {
            let isVerified = members["email_verified"] as? Bool ?? (members["email_verified"] as? String == "true")
            guard isVerified else { return nil }
        }
        return (members[claim] as? String).flatMap { EmailAddress($0) }
    }

    /// The members of one part of a token in compact form (RFC 7515 §3.1): 0 is its header, 1 what it says.
    static func members(of token: String, part: Int) throws(ProviderFault) -> [String: Any] {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64URL: parts[part]),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw .unreadable("the ID token") }
        return object
    }

    private static func time(_ value: Any?) -> Date? {
        // A flag is a number to Foundation as well.
        guard let number = value as? NSNumber, !(value is Bool) || number.doubleValue > 1 else { return nil }
        return Date(timeIntervalSince1970: number.doubleValue)
    }
}

extension Data {
    /// Decodes base64url without padding (RFC 4648 §5).
    init?(base64URL text: some StringProtocol) {
        let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
    }
}
