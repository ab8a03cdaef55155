internal import Foundation
internal import JWTKit

/// Checks the signatures of ID tokens by the public keys of their provider: RSA, elliptic curves and EdDSA.
struct JWTVerifier: IDTokenVerifier {
    /// What a token says is read elsewhere, when its signature was good.
    private struct Unread: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    func checkSignature(of token: String, by keys: [UInt8]) async throws {
        let header = try IDTokenClaims.members(of: token, part: 0)
        // What must be understood, and is not (RFC 7515 §4.1.11).
        guard header["crit"] == nil else { throw ProviderFault.badSignature }
        let candidates = try Self.candidates(among: keys, named: header["kid"] as? String)
        guard !candidates.isEmpty else { throw ProviderFault.unknownKey }
        for candidate in candidates where await Self.hasSigned(token, candidate) { return }
        throw ProviderFault.badSignature
    }

    /// Whether a key signed a token. It is alone in its collection: that would take its first key for any name it does not
    /// know.
    private static func hasSigned(_ token: String, _ key: JWK) async -> Bool {
        do {
            let collection = JWTKeyCollection()
            try await collection.add(jwk: key)
            _ = try await collection.verify(token, as: Unread.self)
            return true
        } catch {
            return false
        }
    }

    /// The keys that may have signed a token. One of a kind that is not understood here is none.
    private static func candidates(among keys: [UInt8], named name: String?) throws -> [JWK] {
        let object = try? JSONSerialization.jsonObject(with: Data(keys)) as? [String: Any]
        guard let all = object?["keys"] as? [[String: Any]] else { throw ProviderFault.unreadable("the keys") }
        return all.filter { name == nil || $0["kid"] as? String == name }.compactMap { members in
            var members = members
            // The name has chosen; without one, any key will do.
            members["kid"] = name ?? "any"
            return (try? JSONSerialization.data(withJSONObject: members)).flatMap {
                try? JSONDecoder().decode(JWK.self, from: $0)
            }
        }
    }
}
