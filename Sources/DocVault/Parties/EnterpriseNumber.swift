/// The number of an enterprise in the Crossroads Bank for Enterprises: ten digits, the last two a check.
///
/// The last two digits are 97 minus the first eight modulo 97. The text form is `0123.456.749`.
public struct EnterpriseNumber: Hashable, Sendable, LosslessStringConvertible {
    /// The ten digits without points.
    public let digits: String

    /// Parses ten digits, with or without the usual points, and a leading `BE`; `nil` when the check digits are wrong.
    public init?(_ description: String) {
        var text = Substring(description)
        if text.hasPrefix("BE") { text = text.dropFirst(2) }
        let digits = String(text.filter { $0 != "." && $0 != " " })
        guard digits.utf8.count == 10, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            digits.hasPrefix("0") || digits.hasPrefix("1"),
            let number = Int(digits.prefix(8)), let check = Int(digits.suffix(2)), check == 97 - number % 97
        else { return nil }
        self.digits = digits
    }

    public var description: String {
        "\(digits.prefix(4)).\(digits.dropFirst(4).prefix(3)).\(digits.suffix(3))"
    }
}
