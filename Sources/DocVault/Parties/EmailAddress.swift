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
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f && !$0.properties.isWhitespace }),
            !text.contains(where: { "<>()[]\\,;:\"".contains($0) }),
            parts[1].split(separator: ".", omittingEmptySubsequences: false).count >= 2,
            !parts[1].split(separator: ".", omittingEmptySubsequences: false).contains("")
        else { return nil }
        self.description = text
    }
}
