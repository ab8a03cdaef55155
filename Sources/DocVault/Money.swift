/// An amount of money in whole cents and its currency (ISO 4217). Never negative: a credit note says so by its kind.
public struct Money: Hashable, Sendable, CustomStringConvertible {
    public let cents: Int64
    public let currency: String

    /// Takes an amount from 0 up and a currency of three capital letters; `nil` for any other.
    public init?(cents: Int64, currency: String = "EUR") {
        let isCode = currency.utf8.count == 3 && currency.utf8.allSatisfy { (65...90).contains($0) }
        guard cents >= 0, isCode else { return nil }
        (self.cents, self.currency) = (cents, currency)
    }

    /// Parses a decimal amount with at most two decimals and a point: `1200`, `1200.5`, `1200.50`; `nil` for any other.
    public init?(decimal: String, currency: String = "EUR") {
        let parts = decimal.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.digits(parts[0]), parts[0].count <= 15 else { return nil }
        var cents = whole * 100
        if parts.count == 2 {
            guard (1...2).contains(parts[1].count), let fraction = Self.digits(parts[1]) else { return nil }
            cents += parts[1].count == 1 ? fraction * 10 : fraction
        }
        self.init(cents: cents, currency: currency)
    }

    public var description: String { "\(cents / 100).\(padded(cents % 100, 2)) \(currency)" }

    private static func digits(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }
}
