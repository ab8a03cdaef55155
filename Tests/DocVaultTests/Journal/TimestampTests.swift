import Foundation
import Testing

@testable import DocVault

/// A certificate authority and a timestamp authority made for one test with the `openssl` command.
struct ThrowAwayAuthority {
    let folder: TemporaryFolder
    let certificates: [UInt8]

    init(days: Int = 30) throws {
        folder = try TemporaryFolder()
        try folder.write(Array(Self.configuration.utf8), "tsa.cnf")
        try folder.write(Array("01\n".utf8), "serial")
        try folder.openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key",
            "-out", "ca.pem", "-days", "\(days)", "-subj", "/CN=Throw-away CA", "-addext",
            "basicConstraints=critical,CA:TRUE")
        try folder.openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "tsa.key", "-out",
            "tsa.csr", "-subj", "/CN=Throw-away TSA")
        try folder.openssl(
            "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
            "\(days)",
            "-out", "tsa.pem", "-extfile", "tsa.cnf", "-extensions", "tsa_certificate")
        certificates = try folder.read("ca.pem")
    }

    func answer(_ request: [UInt8]) throws -> [UInt8] {
        try folder.write(request, "request.tsq")
        try folder.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr")
        return try folder.read("answer.tsr")
    }

    private static let configuration = """
        [tsa]
        default_tsa = tsa_section
        [tsa_section]
        serial = serial
        crypto_device = builtin
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        clock_precision_digits = 3
        ordering = no
        tsa_name = yes
        ess_cert_id_chain = no
        ess_cert_id_alg = sha256
        [tsa_certificate]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        """
}

@Suite("Timestamps (RFC 3161)")
struct TimestampTests {
    private let data = Array("a checkpoint".utf8)
    private var digest: MerkleHash { MerkleHash(hashing: data) }

    @Test("an authority's answer is read and verified, and openssl agrees")
    func accepted() throws {
        var random = SystemRandomNumberGenerator()
        let authority = try ThrowAwayAuthority()
        let request = try TimestampRequest(for: digest, using: &random)
        let before = Int64(Date().timeIntervalSince1970)
        let token = try request.token(from: authority.answer(request.der))
        #expect((before - 1...before + 60).contains(token.secondsSince1970))
        #expect(token.policy == "1.2.3.4.1" && token.serialNumber == "02" && token.nonce == request.nonce)
        try token.verify(digest, trusting: authority.certificates)
        #expect(try TimestampToken(der: token.der) == token)
        let folder = authority.folder
        try folder.write(data, "data")
        try folder.write(token.der, "token.der")
        try folder.openssl("ts", "-verify", "-in", "answer.tsr", "-queryfile", "request.tsq", "-CAfile", "ca.pem")
        try folder.openssl("ts", "-verify", "-in", "token.der", "-token_in", "-data", "data", "-CAfile", "ca.pem")
        let shown = try folder.run("openssl", ["ts", "-query", "-in", "request.tsq", "-text"])
        #expect(shown.contains("sha256") && shown.contains("Certificate required: yes"))
    }

    @Test("a token over other data, to another request, from a stranger, or at a wrong time is refused by name")
    func refused() throws {
        var random = SystemRandomNumberGenerator()
        let authority = try ThrowAwayAuthority()
        let request = try TimestampRequest(for: digest, using: &random)
        let answer = try authority.answer(request.der)
        let token = try request.token(from: answer)
        let other = MerkleHash(hashing: [1])
        #expect(throws: TimestampError.digestMismatch) { try token.verify(other, trusting: authority.certificates) }
        let sameDigest = try TimestampRequest(for: digest, using: &random)
        #expect(throws: TimestampError.nonceMismatch) { try sameDigest.token(from: answer) }
        let otherDigest = try TimestampRequest(for: other, using: &random)
        #expect(throws: TimestampError.digestMismatch) { try otherDigest.token(from: answer) }
        let stranger = try ThrowAwayAuthority()
        #expect(throws: TimestampError.untrustedSigner) { try token.verify(digest, trusting: stranger.certificates) }
        try token.verify(digest, trusting: stranger.certificates + authority.certificates)
        let future = token.secondsSince1970 + 40 * 86_400
        #expect(throws: TimestampError.untrustedSigner) {
            try token.verify(digest, trusting: authority.certificates, at: .secondsSince1970(future))
        }
        try token.verify(digest, trusting: authority.certificates, at: .secondsSince1970(token.secondsSince1970 + 60))
        for pem in [
            [], Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8),
            Array(authority.certificates.dropLast(60)),
        ] {
            #expect(throws: TimestampError.malformedCertificates) { try token.verify(digest, trusting: pem) }
        }
    }

    @Test("a refusal of the authority comes with status, failure and text")
    func refusal() throws {
        var random = SystemRandomNumberGenerator()
        let authority = try ThrowAwayAuthority()
        let request = try TimestampRequest(for: digest, using: &random)
        // The authority takes sha256 only: ask it with sha512.
        try authority.folder.openssl(
            "ts", "-query", "-digest", String(repeating: "ab", count: 64), "-sha512", "-out", "sha512.tsq")
        let answer = try authority.answer(authority.folder.read("sha512.tsq"))
        #expect {
            try request.token(from: answer)
        } throws: { error in
            guard case .refused(let refusal) = error as? TimestampError else { return false }
            return refusal.status == .rejection && refusal.failures == [.badAlgorithm] && refusal.text.count == 1
        }
    }

    @Test("a flipped byte anywhere is refused by name or changes nothing that is signed; a cut file is malformed")
    func damaged() throws {
        var random = SystemRandomNumberGenerator()
        let authority = try ThrowAwayAuthority()
        let request = try TimestampRequest(for: digest, using: &random)
        let answer = try authority.answer(request.der)
        let token = try request.token(from: answer)
        for count in 0..<answer.count {
            #expect(throws: TimestampError.malformedResponse) { try request.token(from: Array(answer.prefix(count))) }
        }
        #expect(throws: TimestampError.malformedResponse) { try request.token(from: answer + [0]) }
        for count in 0..<token.der.count {
            #expect(throws: TimestampError.malformedToken) { try TimestampToken(der: Array(token.der.prefix(count))) }
        }
        #expect(throws: TimestampError.malformedToken) { try TimestampToken(der: token.der + [0]) }
        var reasons: [String: Int] = [:]
        for place in token.der.indices {
            var der = token.der
            der[place] ^= 0x01
            do throws(TimestampError) {
                let damaged = try TimestampToken(der: der)
                try damaged.verify(digest, trusting: authority.certificates)
                reasons["accepted, same statement", default: 0] += 1
                #expect(damaged.digest == token.digest && damaged.secondsSince1970 == token.secondsSince1970)
                #expect(
                    damaged.serialNumber == token.serialNumber && damaged.policy == token.policy
                        && damaged.nonce == token.nonce)
            } catch {
                reasons["\(error)", default: 0] += 1
            }
        }
        print("of \(token.der.count) flipped bytes:", reasons.sorted { $0.key < $1.key })
        #expect(reasons["accepted, same statement", default: 0] < 30)
        // The last byte is in the signature.
        var der = token.der
        der[der.count - 1] ^= 1
        let damaged = try TimestampToken(der: der)
        #expect(throws: TimestampError.invalidSignature) {
            try damaged.verify(digest, trusting: authority.certificates)
        }
    }

    @Test("random bytes are no response and no token, and do not trap")
    func noise() {
        var random = AnnouncedGenerator.announced()
        for _ in 0..<2_000 {
            var bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if bytes.count > 2 {
                bytes[0] = 0x30
                bytes[1] = UInt8(truncatingIfNeeded: bytes.count - 2)
            }
            let noise = bytes
            #expect(throws: TimestampError.malformedToken) { try TimestampToken(der: noise) }
        }
    }
}
