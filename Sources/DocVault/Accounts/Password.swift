internal import Foundation

/// A password as somebody gives it. It is never stored, printed or logged.
///
/// Letters that look the same are the same: the text is brought to Unicode's NFC, as RFC 8265 §4.2 has it for passwords,
/// because one keyboard gives `é` as one code point and another as two. NFKC would also take `²` for `2` and `ﬁ` for `fi`:
/// these are different keys to press, and making them one only makes passwords easier to guess.
package struct Password: Sendable {
    package static let shortest = 12
    package static let longest = 256

    let bytes: [UInt8]
    private let length: Int
    private let folded: String

    package init(_ text: String) {
        let normal = text.precomposedStringWithCanonicalMapping
        (bytes, length, folded) = (Array(normal.utf8), normal.unicodeScalars.count, normal.lowercased())
    }

    /// Refuses what may not become a password: too short, too long, or the address that it is for. Length is what makes a
    /// password hard to guess; rules on its composition only make people write it down (NIST SP 800-63B §3.1.1.2).
    /// - Throws: ``VaultError/accountRefused(_:)``.
    func check(for email: EmailAddress) throws(VaultError) {
        guard length >= Self.shortest else { throw .accountRefused(.passwordTooShort(minimum: Self.shortest)) }
        guard length <= Self.longest else { throw .accountRefused(.passwordTooLong(maximum: Self.longest)) }
        guard folded != email.description else { throw .accountRefused(.passwordIsAddress) }
    }

    /// Whether it is too long to be anybody's: not worth computing on.
    var isBeyondAll: Bool { length > Self.longest }
}

extension Password: CustomStringConvertible, CustomReflectable {
    /// Says nothing, so that a password that is printed by mistake stands in no log.
    package var description: String { "a password" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
