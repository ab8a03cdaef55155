import DocVault
import Testing

@Suite("money")
struct MoneyTests {
    @Test(
        "is read from a decimal amount, and written with two decimals",
        arguments: [
            ("0", 0, "0.00 EUR"), ("0.05", 5, "0.05 EUR"), ("1200", 120_000, "1200.00 EUR"),
            ("1200.5", 120_050, "1200.50 EUR"),
            ("1200.50", 120_050, "1200.50 EUR"), ("007.10", 710, "7.10 EUR"),
            ("999999999999999.99", 99_999_999_999_999_999, "999999999999999.99 EUR"),
        ] as [(String, Int64, String)])
    func good(decimal: String, cents: Int64, text: String) throws {
        let money = try #require(Money(decimal: decimal))
        #expect(money.cents == cents)
        #expect(money.description == text)
        #expect(Money(cents: cents) == money)
    }

    @Test(
        "is read from nothing else",
        arguments: [
            "", ".", "1.", ".5", "1.234", "1,50", "1 200", "-1", "+1", "1e3", "0x10", "1.2.3", "NaN", "１",
            "1000000000000000",
            "1.-5", " 1",
        ])
    func bad(decimal: String) { #expect(Money(decimal: decimal) == nil) }

    @Test("is in a currency of three capital letters and never negative")
    func currency() {
        for currency in ["", "EU", "eur", "EURO", "E1R", "ÉUR", "€"] {
            #expect(Money(cents: 1, currency: currency) == nil)
        }
        #expect(Money(cents: -1) == nil)
        #expect(Money(cents: .max)?.description == "92233720368547758.07 EUR")
        #expect(Money(cents: 1, currency: "USD")?.description == "0.01 USD")
    }
}
