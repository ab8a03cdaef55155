import Foundation
import JWTKit
import Testing

@testable import VaultHTTP

@Suite("the signatures of ID tokens")
struct JWTVerifierTests {
    private struct Content: JWTPayload {
        let sub: String

        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    private func keys(_ key: ES256PrivateKey, named name: String) throws -> [UInt8] {
        func coordinate(_ text: String) -> String {
            text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
        let parameters = try #require(key.parameters)
        let (x, y) = (coordinate(parameters.x), coordinate(parameters.y))
        return Array(
            #"""
            {"keys": [{"kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "\#(name)", "x": "\#(x)", "y": "\#(y)"},
            {"kty": "XX", "kid": "new"}]}
            """#.utf8)
    }

    private func token(_ key: ES256PrivateKey, named name: String?) async throws -> String {
        let collection = JWTKeyCollection()
        await collection.add(ecdsa: key)
        return try await collection.sign(
            Content(sub: "42"), header: name.map { ["kid": .string($0)] } ?? [:])
    }

    @Test("are good by the key that is named, or by any when none is")
    func good() async throws {
        let key = ES256PrivateKey()
        let known = try keys(key, named: "1")
        try await JWTVerifier().checkSignature(of: try await token(key, named: "1"), by: known)
        try await JWTVerifier().checkSignature(of: try await token(key, named: nil), by: known)
    }

    @Test("are bad by another key, and unknown by another name")
    func bad() async throws {
        let (key, other) = (ES256PrivateKey(), ES256PrivateKey())
        let known = try keys(key, named: "1")
        let (forged, unnamed) = (try await token(other, named: "1"), try await token(key, named: "2"))
        await #expect(throws: ProviderFault.badSignature) {
            try await JWTVerifier().checkSignature(of: forged, by: known)
        }
        await #expect(throws: ProviderFault.unknownKey) {
            try await JWTVerifier().checkSignature(of: unnamed, by: known)
        }
    }

    @Test("are never those of no algorithm, or of a secret that is a public key")
    func confusion() async throws {
        let known = try keys(ES256PrivateKey(), named: "1")
        for algorithm in ["none", "HS256"] {
            let header = Data(#"{"alg":"\#(algorithm)","kid":"1"}"#.utf8).base64EncodedString()
                .replacing("=", with: "")
            await #expect(throws: ProviderFault.badSignature) {
                try await JWTVerifier().checkSignature(of: "\(header).e30.", by: known)
            }
        }
    }
}
