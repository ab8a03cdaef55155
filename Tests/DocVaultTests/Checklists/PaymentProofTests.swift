import Testing

@testable import DocVault

@Suite("finding the proof of payment of each invoice")
struct PaymentProofTests {
    private static let (chemist, printer) = ("0992.233.487", "0990.000.113")

    private func sample(_ invoices: InvoiceFacts..., proofs: InvoiceFacts...) throws -> SampleRequirement {
        var sample = SampleRequirement(
            checklists: [
                try Sample.checklist(
                    Sample.rule("invoice", min: 0, proof: true), Sample.rule("payment-proof", min: 0))
            ])
        for facts in invoices { try sample.attach("invoice", facts) }
        for facts in proofs { try sample.attach("payment-proof", facts) }
        return sample
    }

    @Test("an invoice without its proof is doubtful, even if a day of payment is given")
    func without() throws {
        let sample = try sample(Sample.invoice("F-1", paidOn: "2025-02-10"))
        #expect(try sample.verdicts("invoice") == [.satisfied, .doubtful])
        #expect(
            try sample.sentences("invoice").last
                == "No proof of payment names invoice \"F-1\" (\"invoice-0.pdf\"): attach it and give that number with it."
        )
    }

    @Test("a proof names the invoice by its number, however it is spelled")
    func spelled() throws {
        #expect(
            try sample(Sample.invoice("F2025-0147"), proofs: Sample.proof("f 2025/0147")).verdicts("invoice") == [
                .satisfied
            ])
        #expect(
            try sample(Sample.invoice("F2025-0147"), proofs: Sample.proof("F2025-0148")).verdicts("invoice").last
                == .doubtful)
        #expect(
            try sample(Sample.invoice("F2025-0147"), proofs: Sample.proof(nil)).verdicts("invoice").last == .doubtful)
    }

    @Test("one statement proves all the invoices that it names")
    func statement() throws {
        let sample = try sample(
            Sample.invoice("A1"), Sample.invoice("B2"), Sample.invoice("C3"), proofs: Sample.proof("A1; b-2"))
        let doubts = try sample.assessed("invoice").filter { $0.verdict == .doubtful }
        #expect(doubts.flatMap(\.attachments) == [sample.attachments[2].attachment])
    }

    @Test("where both have the supplier's number, it must be the same")
    func supplier() throws {
        let invoice = try Sample.invoice("1", supplier: Self.chemist)
        #expect(
            try sample(invoice, proofs: Sample.proof("1", supplier: "BE 0992.233.487")).verdicts("invoice") == [
                .satisfied
            ])
        #expect(
            try sample(invoice, proofs: Sample.proof("1", supplier: Self.printer)).verdicts("invoice").last == .doubtful
        )
        #expect(try sample(invoice, proofs: Sample.proof("1")).verdicts("invoice") == [.satisfied])
        #expect(
            try sample(Sample.invoice("1"), proofs: Sample.proof("1", supplier: Self.printer)).verdicts("invoice")
                == [.satisfied])
    }

    @Test("a number that two suppliers used is proven for the one that the proof names")
    func ambiguous() throws {
        let (one, other) = (
            try Sample.invoice("1", supplier: Self.chemist), try Sample.invoice("1", supplier: Self.printer)
        )
        let vague = try sample(one, other, proofs: Sample.proof("1"))
        #expect(try vague.verdicts("invoice") == [.satisfied, .doubtful, .doubtful])
        #expect(try vague.sentences("invoice").last?.hasPrefix("Several suppliers have an invoice \"1\"") == true)
        let named = try sample(one, other, proofs: Sample.proof("1", supplier: Self.chemist))
        #expect(try named.assessed("invoice").last?.attachments == [named.attachments[1].attachment])
        let both = try sample(
            one, other, proofs: Sample.proof("1", supplier: Self.chemist), Sample.proof("1", supplier: Self.printer))
        #expect(try both.verdicts("invoice") == [.satisfied])
    }

    @Test("an invoice without a number asks for it")
    func withoutNumber() throws {
        let sample = try sample(Sample.invoice(nil), proofs: Sample.proof("1"))
        #expect(try sample.sentences("invoice").last?.hasSuffix("give its number.") == true)
    }

    @Test("a check tells of the proofs of all checklists at once, in the place of their pieces")
    func check() throws {
        var sample = try sample(Sample.invoice("A1"))
        sample.checklists.append(try Sample.checklist(Sample.check(.hasPaymentProof, .warn), code: "evidence"))
        #expect(try sample.verdicts("invoice") == [.satisfied])
        #expect(try sample.assessed("has-payment-proof").map(\.effect) == [.warn])
        #expect(try sample.verdicts("has-payment-proof") == [.doubtful])
        try sample.attach("payment-proof", Sample.proof("A1"))
        #expect(try sample.verdicts("has-payment-proof") == [.satisfied])
    }
}
