import Testing
import VaultTestSupport

@testable import DocVault

@Suite("telling whether two invoices are the same")
struct InvoiceKeyTests {
    @Test(
        "spellings of one number are one",
        arguments: [
            ["F-2025/0147", "f2025 0147", "F2025.0147", " F\u{a0}2025–0147 ", "Ｆ２０２５０１４７"],
            ["000147", "147", "00147", "0 147"],
            ["INV-007", "inv7", "Inv 07", "INV/00007"],
            ["2024/1182", "20241182", "2024-1182"],
            ["É-12", "e\u{301}12", "é 012"],
            ["0", "000", "0-0"],
        ])
    func same(spellings: [String]) {
        #expect(Set(spellings.map { InvoiceNumber($0) }).count == 1)
    }

    @Test(
        "different numbers stay different",
        arguments: [
            ("F2025-0147", "F2025-0148"), ("F2025-147", "G2025-147"), ("147", "1470"), ("A1B2", "A12B"),
            ("2025-0147", "2025-147"), ("0", "A0"),
            ("2025-01/47", "2025-1/47"), ("F147", "147"),
        ])
    func different(one: String, other: String) { #expect(InvoiceNumber(one) != InvoiceNumber(other)) }

    @Test("what has neither letter nor digit is no number", arguments: ["", "  ", "-/."])
    func none(text: String) { #expect(InvoiceNumber(text) == nil) }

    @Test("separators and capitals never matter, and the normal form is its own")
    func properties() {
        var seed = TestSeed(for: "spellings of invoice numbers")
        let alphabet = Array("AZbz0019éÖ")
        let separators = ["", " ", "-", "/", ".", "\u{202f}", "_", "#", "–"]
        for _ in 0..<500 {
            let characters = (0..<Int.random(in: 1...12, using: &seed)).map { _ in
                alphabet.randomElement(using: &seed) ?? "A"
            }
            let plain = InvoiceNumber(String(characters))
            let spelled = characters.map { character in
                (separators.randomElement(using: &seed) ?? "")
                    + (Bool.random(using: &seed) ? character.uppercased() : character.lowercased())
            }.joined()
            #expect(InvoiceNumber(spelled) == plain)
            #expect(plain.flatMap { InvoiceNumber($0.normalized) } == plain)
        }
    }

    @Test("a proof of payment may name several invoices")
    func several() {
        #expect(
            InvoiceNumber.all(in: "2024/1182; F2025-0147, ;B 58")
                == Set(["20241182", "F20250147", "B58"].compactMap { InvoiceNumber($0) }))
        #expect(InvoiceNumber.all(in: " ; ") == [])
    }

    @Test(
        "spellings of one supplier are one",
        arguments: [
            ["0992.233.487", "BE 0992 233 487", "be0992233487", "992233487", "BE 992.233.487"],
            ["NL123456789B01", "12345678901"],
        ])
    func suppliers(spellings: [String]) {
        #expect(Set(spellings.map { SupplierNumber($0) }).count == 1)
    }

    @Test("nine digits that are no Belgian number stay nine digits")
    func foreign() {
        #expect(SupplierNumber("123456789")?.digits == "123456789")
        #expect(SupplierNumber("DE") == nil)
    }

    @Test("a key needs both numbers")
    func keys() throws {
        let facts = InvoiceFacts(number: "F2025-0147", supplierNumber: "BE 0992.233.487")
        #expect(InvoiceKey(facts)?.description == "0992233487/F20250147")
        #expect(InvoiceKey(InvoiceFacts(number: "F2025-0147")) == nil)
        #expect(InvoiceKey(InvoiceFacts(supplierNumber: "0992.233.487")) == nil)
        #expect(InvoiceKey(InvoiceFacts(number: "-", supplierNumber: "0992.233.487")) == nil)
    }
}
