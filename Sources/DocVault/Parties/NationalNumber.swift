/// A number of the National Register: eleven digits, the last two a check (royal decree of 3 April 1984, art. 1 to 4).
///
/// It is taken to recognise somebody who signs in, and never stored: see ``KeyedHash``.
public struct NationalNumber: Sendable {
    let digits: String

    /// Parses eleven digits, with or without the usual points, dash and spaces; `nil` when the check digits are wrong.
    ///
    /// The check is 97 minus the first nine digits modulo 97; for those born from 2000 on, a 2 is put before the nine.
    public init?(_ text: String) {
        let digits = text.filter { !".- ".contains($0) }
        guard digits.utf8.count == 11, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits.prefix(9)), let check = Int(digits.suffix(2)),
            check == 97 - number % 97 || check == 97 - (2_000_000_000 + number) % 97
        else { return nil }
        self.digits = digits
    }
}

extension NationalNumber: CustomStringConvertible, CustomReflectable {
    /// Says nothing, so that a number that is printed by mistake stands in no log.
    public var description: String { "a national register number" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
