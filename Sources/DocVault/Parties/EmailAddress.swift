/// The address that a person is known by, in lower case: two spellings of one address are one person.
///
/// It is checked for what the vault relies on, not for all of RFC 5321: whether mail arrives is learnt by sending some.
public struct EmailAddress: Hashable, Sendable, LosslessStringConvertible {
    public let description: String

    /// Parses `local@domain`; `nil` for anything with white space or control characters, without a point in the domain,
    /// or longer than 254 characters (RFC 5321 §4.5.3.1).
    public init?(_ description: String) {
        let text = description.lowercased()
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
            text.unicodeScalars.allSatisfy(Self.mayContain),
            parts[1].split(separator: ".", omittingEmptySubsequences: false).count >= 2,
            !parts[1].split(separator: ".", omittingEmptySubsequences: false).contains("")
        else { return nil }
        self.description = text
    }

    // ASCII first: addresses are read at every request, and the tables of Unicode took a twentieth of its time.
    private static func mayContain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return !scalar.properties.isWhitespace }
        switch scalar {
        case "\0"..." ", "\u{7f}", "<", ">", "(", ")", "[", "]", "\\", ",", ";", ":", "\"": return false
        default: return true
        }
    }
}
