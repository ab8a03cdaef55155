/// The name of a key that signs notes, by convention a URL without scheme such as `vault.example/journal`.
///
/// Names are compared byte for byte. (Swift's `String` would find a name equal to one in another normalisation.)
package struct NoteKeyName: Hashable, Sendable, LosslessStringConvertible {
    /// UTF-8.
    let bytes: [UInt8]

    /// `nil` for an empty name, and for one with a space of any kind, a control character or `+`
    /// (C2SP signed-note, "Format").
    package init?(_ description: String) {
        let isAllowed = description.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
        }
        guard isAllowed, !description.isEmpty else { return nil }
        bytes = Array(description.utf8)
    }

    package var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// What is needed to check the signatures of one key, in the text form that logs publish ("vkey"):
///
///     <name>+<key ID, 8 hexadecimal digits>+<base64 of 0x01 || public key>
///
/// The key ID is the beginning of SHA-256(name || 0x0A || 0x01 || public key), where 0x01 says Ed25519
/// (C2SP signed-note, "Ed25519 signatures"). It only tells keys apart; trust comes from the public key.
package struct NoteVerifierKey: Hashable, Sendable, LosslessStringConvertible {
    static let ed25519: UInt8 = 0x01

    package let name: NoteKeyName
    package let publicKey: Ed25519PublicKey
    package let keyID: UInt32

    package init(name: NoteKeyName, publicKey: Ed25519PublicKey) {
        self.name = name
        self.publicKey = publicKey
        let digest = MerkleHash(hashing: name.bytes + [0x0A, Self.ed25519] + publicKey.bytes)
        keyID = digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Parses the text form; `nil` for another spelling, another algorithm, or a key ID that is not that of the key.
    package init?(_ description: String) {
        let parts = description.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = NoteKeyName(String(parts[0])),
            let encoded = Base64.decode(parts[2].utf8), encoded.first == Self.ed25519,
            let publicKey = Ed25519PublicKey(Array(encoded.dropFirst()))
        else { return nil }
        self.init(name: name, publicKey: publicKey)
        guard self.description.utf8.elementsEqual(description.utf8) else { return nil }
    }

    package var description: String {
        let digits = String(keyID, radix: 16)
        let padded = String(repeating: "0", count: 8 - digits.count) + digits
        return "\(name)+\(padded)+\(Base64.encode([Self.ed25519] + publicKey.bytes))"
    }
}

/// A private key together with the name it signs under. It owns the key and cannot be copied either.
package struct NoteSigner: ~Copyable, Sendable {
    package let verifierKey: NoteVerifierKey
    private let privateKey: Ed25519PrivateKey

    /// - Throws: ``Ed25519Error/encodingFailed``
    package init(name: NoteKeyName, privateKey: consuming Ed25519PrivateKey) throws(Ed25519Error) {
        verifierKey = NoteVerifierKey(name: name, publicKey: try privateKey.publicKey())
        self.privateKey = privateKey
    }

    /// Signs bytes that are no note.
    /// - Throws: ``Ed25519Error/signingFailed``
    func sign(_ bytes: [UInt8]) throws(Ed25519Error) -> [UInt8] { try privateKey.sign(bytes) }

    /// - Throws: ``Ed25519Error/signingFailed``
    func signature(of text: [UInt8]) throws(Ed25519Error) -> NoteSignature {
        NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, bytes: try privateKey.sign(text))
    }
}
