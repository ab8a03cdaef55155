extension SignedNote {
    /// The note as it is stored and sent.
    package var bytes: [UInt8] {
        text + [0x0A] + signatures.flatMap { Array("\($0)\n".utf8) }
    }

    /// Reads a note and checks its form, not its signatures. What is accepted is written by ``bytes`` as it was.
    /// - Throws: ``SignedNoteError``, without the cases that concern keys.
    package init(parsing bytes: [UInt8]) throws(SignedNoteError) {
        guard bytes.count <= Self.maximumByteCount else { throw .tooLong }
        guard Self.isNoteText(bytes) else { throw .malformedText }
        // The text may have empty lines itself: the last one separates.
        guard
            let separator = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A })
        else { throw .noSignatures }
        text = Array(bytes[...separator])
        let lines = bytes[(separator + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard !bytes[(separator + 2)...].isEmpty else { throw .noSignatures }
        guard lines.count <= Self.maximumSignatureCount else { throw .tooManySignatures }
        var signatures: [NoteSignature] = []
        for (number, line) in zip(1..., lines) {
            guard let signature = NoteSignature(line: line) else { throw .malformedSignature(line: number) }
            signatures.append(signature)
        }
        self.signatures = signatures
    }
}

/// One signature line of a note: `— <key name> <base64 of key ID || signature>`.
package struct NoteSignature: Hashable, Sendable, CustomStringConvertible {
    package let name: NoteKeyName
    package let keyID: UInt32
    /// The signature itself. How long it is depends on the key's algorithm.
    package let bytes: [UInt8]

    /// An em dash (U+2014) and a space.
    private static let prefix = Array("\u{2014} ".utf8)

    init(name: NoteKeyName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its newline; `nil` if it is no signature line.
    init?(line: ArraySlice<UInt8>) {
        guard line.starts(with: Self.prefix) else { return nil }
        let parts = line.dropFirst(Self.prefix.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = NoteKeyName(String(decoding: parts[0], as: UTF8.self)),
            let encoded = Base64.decode(parts[1]), encoded.count > 4
        else { return nil }
        self.init(
            name: name, keyID: encoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(encoded.dropFirst(4)))
    }

    /// The line without its newline.
    package var description: String {
        let keyIDBytes = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: keyID >> $0) }
        return "\u{2014} \(name) \(Base64.encode(keyIDBytes + bytes))"
    }
}
