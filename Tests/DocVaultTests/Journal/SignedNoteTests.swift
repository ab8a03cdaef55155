import Testing

@testable import DocVault

func hex(_ text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16)! }
}

func signer(_ name: String, seed: UInt8 = 7) throws -> NoteSigner {
    try NoteSigner(
        name: #require(NoteKeyName(name)), privateKey: Ed25519PrivateKey(seed: Array(repeating: seed, count: 32)))
}

@Suite("Ed25519 keys (RFC 8032, RFC 8410)")
struct Ed25519KeyTests {
    @Test(
        "the first vectors of RFC 8032 §7.1",
        arguments: [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ])
    func vectors(seed: String, publicKey: String, message: String, signature: String) throws {
        let key = try Ed25519PrivateKey(seed: hex(seed))
        #expect(try key.publicKey().bytes == hex(publicKey))
        #expect(try key.sign(hex(message)) == hex(signature))
        #expect(try key.publicKey().isValid(hex(signature), for: hex(message)))
    }

    @Test("a key survives PEM, and signatures are checked")
    func pem() throws {
        let key = try Ed25519PrivateKey.generate()
        let pem = try key.pem()
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let again = try Ed25519PrivateKey(pem: pem)
        let publicKey = try Ed25519PublicKey(pem: key.publicKey().pem())
        #expect(try publicKey == again.publicKey())
        var signature = try again.sign([1, 2, 3])
        #expect(publicKey.isValid(signature, for: [1, 2, 3]))
        #expect(!publicKey.isValid(signature, for: [1, 2]))
        signature[10] ^= 1
        #expect(!publicKey.isValid(signature, for: [1, 2, 3]))
        #expect(!publicKey.isValid([], for: [1, 2, 3]))
        #expect(throws: Ed25519Error.malformedKey) { _ = try Ed25519PrivateKey(pem: publicKey.pem()) }
        #expect(throws: Ed25519Error.malformedKey) { _ = try Ed25519PrivateKey(pem: Array(pem.dropLast(40))) }
        #expect(throws: Ed25519Error.malformedKey) { _ = try Ed25519PrivateKey(pem: []) }
        #expect(throws: Ed25519Error.malformedKey) { _ = try Ed25519PrivateKey(seed: [1]) }
        #expect(throws: Ed25519Error.malformedKey) { try Ed25519PublicKey(pem: pem) }
        #expect(Ed25519PublicKey(Array(repeating: 0xFF, count: 32))?.isValid(signature, for: []) == false)
    }

    @Test("keys of another algorithm and encrypted keys are refused without asking for a password")
    func otherKeys() throws {
        let folder = try TemporaryFolder()
        try folder.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec.pem")
        try folder.openssl("genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:x", "-out", "encrypted.pem")
        try folder.openssl("pkey", "-in", "ec.pem", "-pubout", "-out", "ecpub.pem")
        #expect(throws: Ed25519Error.otherAlgorithm) { _ = try Ed25519PrivateKey(pem: folder.read("ec.pem")) }
        #expect(throws: Ed25519Error.otherAlgorithm) { try Ed25519PublicKey(pem: folder.read("ecpub.pem")) }
        #expect(throws: Ed25519Error.malformedKey) { _ = try Ed25519PrivateKey(pem: folder.read("encrypted.pem")) }
    }

    @Test("openssl verifies our signature with our public key, and reads our private key")
    func commandLine() throws {
        let folder = try TemporaryFolder()
        let key = try Ed25519PrivateKey.generate()
        try folder.write(key.pem(), "key.pem")
        try folder.write(key.publicKey().pem(), "public.pem")
        try folder.write(Array("text".utf8), "text")
        try folder.write(key.sign(Array("text".utf8)), "signature")
        try folder.openssl(
            "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "text", "-sigfile", "signature")
        try folder.openssl("pkeyutl", "-sign", "-inkey", "key.pem", "-rawin", "-in", "text", "-out", "other")
        #expect(try folder.read("other") == folder.read("signature"))
    }
}

@Suite("Signed notes (C2SP signed-note)")
struct SignedNoteTests {
    static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let known = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test("the note everybody tests with verifies, by its key in text form")
    func wellKnown() throws {
        let key = try #require(NoteVerifierKey(Self.peter))
        #expect(key.description == Self.peter)
        let note = try SignedNote(parsing: Array(Self.known.utf8))
        #expect(try note.verify(with: [key]) == [key])
        #expect(note.bytes == Array(Self.known.utf8))
        for place in 0..<Self.known.utf8.count {
            var bytes = Array(Self.known.utf8)
            bytes[place] ^= 1
            #expect(throws: SignedNoteError.self) { try SignedNote(parsing: bytes).verify(with: [key]) }
            #expect(throws: SignedNoteError.self) {
                try SignedNote(parsing: Array(Self.known.utf8.prefix(place))).verify(with: [key])
            }
        }
    }

    @Test("several keys sign; unknown ones are ignored; a wrong signature of a known one is not")
    func severalKeys() throws {
        let logSigner = try signer("a.example/log", seed: 1)
        let witnessSigner = try signer("witness.example", seed: 2)
        let (log, witness) = (logSigner.verifierKey, witnessSigner.verifierKey)
        // The same name with another key is another key.
        let stranger = try signer("a.example/log", seed: 9).verifierKey
        var note = try SignedNote(signing: Array("one\n\ntwo\n\n".utf8), with: logSigner)
        try note.sign(with: witnessSigner)
        let read = try SignedNote(parsing: note.bytes)
        #expect(read == note && read.text == Array("one\n\ntwo\n\n".utf8))
        #expect(try read.verify(with: [witness, log, witness]) == [witness, log])
        #expect(try read.verify(with: [stranger, log]) == [log])
        #expect(throws: SignedNoteError.noKnownSignature) { try read.verify(with: [stranger]) }
        #expect(throws: SignedNoteError.noKnownSignature) { try read.verify(with: []) }
        var forged = read
        forged.signatures[1] = NoteSignature(name: witness.name, keyID: witness.keyID, bytes: read.signatures[0].bytes)
        let wrong = forged
        #expect(throws: SignedNoteError.invalidSignature(witness.name)) { try wrong.verify(with: [log, witness]) }
        #expect(try wrong.verify(with: [log]) == [log])
    }

    @Test(
        "malformed notes are refused",
        arguments: [
            ("", SignedNoteError.malformedText), ("text\n", .noSignatures), ("text\n\n", .noSignatures),
            ("\n", .noSignatures),
            ("text\n\n— a AAAAAAA=", .malformedText), ("text\n\n- a AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a\n", .malformedSignature(line: 1)), ("text\n\n—  AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAAA= \n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAA\n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAAB=\n", .malformedSignature(line: 1)),
            ("text\n\n— a+b AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAAA=\ntext\n", .malformedSignature(line: 2)), ("te\tt\n\n— a AAAAAAA=\n", .malformedText),
            ("text\r\n\r\n— a AAAAAAA=\n", .malformedText),
            ("text\n\n— a\u{a0}b AAAAAAA=\n", .malformedSignature(line: 1)),
        ])
    func malformed(_ text: String, _ reason: SignedNoteError) {
        #expect(throws: reason) { try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test("limits of size")
    func limits() throws {
        let line = "— a AAAAAAA=\n"
        #expect(
            try SignedNote(parsing: Array(("t\n\n" + String(repeating: line, count: 100)).utf8)).signatures.count == 100
        )
        #expect(throws: SignedNoteError.tooManySignatures) {
            try SignedNote(parsing: Array(("t\n\n" + String(repeating: line, count: 101)).utf8))
        }
        #expect(throws: SignedNoteError.tooLong) {
            try SignedNote(parsing: Array((String(repeating: "t\n", count: 1 << 20) + "\n" + line).utf8))
        }
        #expect(throws: SignedNoteError.malformedText) { try SignedNote(parsing: [0xFF, 0x0A, 0x0A]) }
        #expect(throws: SignedNoteError.malformedText) { _ = try SignedNote(signing: [0x41], with: signer("a")) }
        #expect(throws: SignedNoteError.malformedText) { _ = try SignedNote(signing: [0x0D, 0x0A], with: signer("a")) }
    }

    @Test(
        "verifier keys in any other spelling are refused",
        arguments: [
            "", "a", "a+b", "PeterNeumann+c74f20a3",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
            " PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10==",
        ])
    func badKeys(_ text: String) { #expect(NoteVerifierKey(text) == nil) }

    @Test(
        "base64 has one spelling",
        arguments: [
            "A", "AA", "AAA", "AA==\n", "AB==", "AAB=", "A===", "====", "AA=A", "A A=", "AA-_", "=AAA", "AAAA====",
            "ÄAA",
        ])
    func base64(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }

    @Test(
        "base64 agrees with RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64Vectors(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(plain.utf8) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
    }
}
