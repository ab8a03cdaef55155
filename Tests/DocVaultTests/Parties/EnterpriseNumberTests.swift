import DocVault
import Testing

@Suite("an enterprise number")
struct EnterpriseNumberTests {
    static let good = ["0123456749", "0123.456.749", "BE0123456749", "BE0123.456.749", "BE 0123.456.749"]

    @Test("is ten digits with their check, with or without points and the country", arguments: good)
    func accepted(text: String) throws {
        let number = try #require(EnterpriseNumber(text))
        #expect(number.digits == "0123456749")
        #expect(number.description == "0123.456.749")
        #expect(EnterpriseNumber(number.description) == number)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "BE", "0123456748", "123456749", "00123456749", "2123456749", "0123-456-749", "FR0123456749",
            "O123456749",
            "0123456749x", "０123456749",
        ])
    func refused(text: String) { #expect(EnterpriseNumber(text) == nil) }

    @Test("with any one digit changed is refused")
    func everyChange() {
        var random = TestSeed(for: "changes of enterprise numbers")
        for _ in 0..<200 {
            let stem = Int.random(in: 0..<20_000_000, using: &random)
            let digits = Array(Self.padded(stem, 8) + Self.padded(97 - stem % 97, 2))
            #expect(EnterpriseNumber(String(digits)) != nil, "\(String(digits))")
            for place in digits.indices {
                for digit in "0123456789" where digit != digits[place] {
                    var changed = digits
                    changed[place] = digit
                    #expect(EnterpriseNumber(String(changed)) == nil, "\(String(digits)) → \(String(changed))")
                }
            }
        }
    }

    @Test("with two neighbouring digits exchanged is refused")
    func exchanges() {
        var random = TestSeed(for: "exchanges in enterprise numbers")
        for _ in 0..<200 {
            let stem = Int.random(in: 0..<20_000_000, using: &random)
            var digits = Array(Self.padded(stem, 8) + Self.padded(97 - stem % 97, 2))
            let place = Int.random(in: 0..<7, using: &random)
            guard digits[place] != digits[place + 1] else { continue }
            digits.swapAt(place, place + 1)
            #expect(EnterpriseNumber(String(digits)) == nil, "\(String(digits))")
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
