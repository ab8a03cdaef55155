/// Sums of money in whole cents, one for each currency: amounts in several are never added together.
struct MoneySum: Hashable {
    private var cents: [String: Int64] = [:]

    /// The currencies there is a sum of, the euro first, then by their codes.
    var currencies: [String] {
        cents.keys.sorted { ($0 == "EUR" ? 0 : 1, $0) < ($1 == "EUR" ? 0 : 1, $1) }
    }

    subscript(currency: String) -> Int64 { cents[currency, default: 0] }

    /// - Throws: ``VaultError/malformed(field:reason:)`` for more cents than can be counted.
    mutating func add(_ amount: Int64, _ currency: String) throws(VaultError) {
        let (sum, overflow) = cents[currency, default: 0].addingReportingOverflow(amount)
        guard !overflow else { throw VaultError.tooMuchMoney }
        cents[currency] = sum
    }

    mutating func add(_ other: MoneySum) throws(VaultError) {
        for currency in other.currencies { try add(other[currency], currency) }
    }
}

extension VaultError {
    static var tooMuchMoney: VaultError { .malformed(field: "amount", reason: Sentence("model.tooMuchMoney")) }
}

extension Money {
    /// An amount for people, in one fixed form per language, whatever the machine is set to: `1.200,00 €` in French and
    /// Dutch, `€1,200.00` in English.
    static func text(_ cents: Int64, _ currency: String, in language: Language) -> String {
        let sign = cents < 0 ? "-" : ""
        let digits = String(cents.magnitude / 100)
        let (group, point) = language == .en ? (",", ".") : (".", ",")
        let whole = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index).isMultiple(of: 3) ? "\(group)\(digit)" : "\(digit)"
        }.joined()
        let number = "\(whole)\(point)\(padded(cents.magnitude % 100, 2))"
        let mark = currency == "EUR" ? "€" : currency
        return switch language {
        case .fr, .nl: "\(sign)\(number) \(mark)"
        case .en: currency == "EUR" ? "\(sign)\(mark)\(number)" : "\(sign)\(mark) \(number)"
        }
    }
}
