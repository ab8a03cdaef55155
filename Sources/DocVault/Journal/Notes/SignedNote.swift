/// A text with the signatures of one or more keys (C2SP signed-note):
///
///     the text, one or more lines, each ending in a newline
///                                                             an empty line
///     — <key name> <base64 of key ID || signature>            one or more
///
/// The text is UTF-8 without control characters other than newline. It means nothing until ``verify(with:)`` has found
/// a signature of a key that the reader trusts.
package struct SignedNote: Hashable, Sendable {
    /// Limits for what is read. The standard asks for at least 16 signatures.
    package static let maximumByteCount = 1 << 20
    package static let maximumSignatureCount = 100

    /// What is signed, its last newline included.
    package let text: [UInt8]
    /// At least one.
    package internal(set) var signatures: [NoteSignature]

    /// Signs `text`.
    /// - Throws: ``SignedNoteError/malformedText``, ``SignedNoteError/tooLong``, ``SignedNoteError/signingFailed``
    package init(signing text: [UInt8], with signer: borrowing NoteSigner) throws(SignedNoteError) {
        guard text.count <= Self.maximumByteCount / 2 else { throw .tooLong }
        guard Self.isNoteText(text) else { throw .malformedText }
        self.text = text
        signatures = []
        try sign(with: signer)
    }

    /// Adds the signature of another key, for instance the next key of a log that changes its key.
    /// - Throws: ``SignedNoteError/tooManySignatures``, ``SignedNoteError/signingFailed``
    package mutating func sign(with signer: borrowing NoteSigner) throws(SignedNoteError) {
        guard signatures.count < Self.maximumSignatureCount else { throw .tooManySignatures }
        do throws(Ed25519Error) {
            signatures.append(try signer.signature(of: text))
        } catch {
            throw .signingFailed
        }
    }

    /// Checks the signatures of the keys in `keys` and returns those keys that have signed, in the order of `keys`.
    ///
    /// Signatures of other keys are ignored: witnesses may have added theirs.
    /// - Throws: ``SignedNoteError/invalidSignature(_:)`` if a given key is named and even one of its signatures is
    ///   wrong; ``SignedNoteError/noKnownSignature`` if none of the given keys has signed.
    package func verify(with keys: [NoteVerifierKey]) throws(SignedNoteError) -> [NoteVerifierKey] {
        var signers: [NoteVerifierKey] = []
        for key in keys where !signers.contains(key) {
            let claimed = signatures.filter { $0.name == key.name && $0.keyID == key.keyID }
            guard claimed.allSatisfy({ key.publicKey.isValid($0.bytes, for: text) }) else {
                throw .invalidSignature(key.name)
            }
            if !claimed.isEmpty { signers.append(key) }
        }
        guard !signers.isEmpty else { throw .noKnownSignature }
        return signers
    }

    static func isNoteText(_ text: [UInt8]) -> Bool {
        text.last == 0x0A && text.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
            && String(validating: text, as: UTF8.self) != nil
    }
}

/// Why a note cannot be written, read or trusted.
package enum SignedNoteError: Error, Hashable, Sendable {
    /// Not UTF-8, a control character, or no newline at the end.
    case malformedText
    case tooLong
    /// No empty line, or nothing after it.
    case noSignatures
    case tooManySignatures
    /// The number of the signature line, from 1.
    case malformedSignature(line: Int)
    case signingFailed
    /// A known key is named, but the signature is not its signature of this text.
    case invalidSignature(NoteKeyName)
    case noKnownSignature
}
