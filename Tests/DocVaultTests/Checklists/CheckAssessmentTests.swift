import Testing

@testable import DocVault

@Suite("checking the documents of a requirement")
struct CheckAssessmentTests {
    /// A requirement with one check and a kind of invoice, to which each of `facts` is attached.
    private func sample(_ check: RuleCheck, _ facts: InvoiceFacts...) throws -> SampleRequirement {
        var sample = SampleRequirement(
            checklists: [try Sample.checklist(Sample.rule("invoice", min: 0, invoice: true), Sample.check(check))])
        for fact in facts { try sample.attach("invoice", fact) }
        return sample
    }

    @Test(
        "the first and the last day of the project are within it, their neighbours are not",
        arguments: [
            ("2024-06-30", false), ("2024-07-01", true), ("2026-06-30", true), ("2026-07-01", false),
        ])
    func projectPeriod(date: String, isWithin: Bool) throws {
        let sample = try sample(.withinProjectPeriod, Sample.invoice(date: date))
        #expect(try sample.verdicts("within-project-period") == [isWithin ? .satisfied : .doubtful])
        guard !isWithin else { return }
        #expect(
            try sample.sentences("within-project-period") == [
                "The invoice \"invoice-0.pdf\" is dated \(date), outside the project period (2024-07-01 – 2026-06-30): "
                    + "explain why it counts, or do not claim it."
            ])
    }

    @Test("an invoice may be paid after the project has ended")
    func paidLater() throws {
        let sample = try sample(.withinProjectPeriod, Sample.invoice(date: "2026-06-30", paidOn: "2026-08-15"))
        #expect(try sample.verdicts("within-project-period") == [.satisfied])
    }

    @Test(
        "under the ERDF, expenses are incurred and paid from the first to the last day",
        arguments: [
            ("2020-12-31", nil, false), ("2021-01-01", nil, true), ("2029-12-31", "2029-12-31", true),
            ("2030-01-01", nil, false), ("2029-12-31", "2030-01-01", false), (nil, "2030-01-01", false),
            (nil, "2029-12-31", true), ("2021-01-01", "2020-12-31", false),
        ] as [(String?, String?, Bool)])
    func window(date: String?, paidOn: String?, isWithin: Bool) throws {
        var sample = try sample(.withinERDFWindow, Sample.invoice(date: date, paidOn: paidOn))
        #expect(try sample.verdicts("within-erdf-window") == [.notNeeded])
        sample.regimes = [.regional, .erdf2127]
        #expect(try sample.verdicts("within-erdf-window") == [isWithin ? .satisfied : .doubtful])
    }

    @Test("an invoice is addressed to an organisation of the dossier, as far as it is known")
    func addressee() throws {
        let stranger = "0123.457.046"
        let sample = try sample(
            .addressedToBeneficiary, Sample.invoice(), Sample.invoice(addressee: SampleRequirement.beneficiary),
            Sample.invoice(addressee: stranger))
        let doubts = try sample.assessed("addressed-to-beneficiary")
        #expect(doubts.map(\.verdict) == [.doubtful])
        #expect(doubts.first?.attachments == [sample.attachments[2].attachment])
        #expect(doubts.first?.sentence.text(in: .en).contains(stranger) == true)
    }

    @Test("where no invoice says whom it is for, there is nothing to check")
    func noAddressee() throws {
        let sample = try sample(.addressedToBeneficiary, Sample.invoice())
        #expect(try sample.verdicts("addressed-to-beneficiary") == [.notNeeded])
    }

    @Test("the same bytes attached twice are one doubt about both, whatever they are called")
    func twice() throws {
        var sample = try sample(.attachedOnce)
        try sample.attach("invoice", "a.pdf", bytes: 7)
        try sample.attach("other", "b.pdf", bytes: 8)
        #expect(try sample.verdicts("attached-once") == [.satisfied])
        try sample.attach("payment-proof", "c.pdf", bytes: 7)
        let doubts = try sample.assessed("attached-once")
        #expect(doubts.map(\.verdict) == [.doubtful])
        #expect(doubts.first?.attachments == [0, 2].map { sample.attachments[$0].attachment })
        #expect(
            try sample.sentences("attached-once") == [
                "The same file is attached more than once: \"a.pdf\", \"c.pdf\". Keep one, or explain."
            ])
    }

    @Test("an invoice in another currency is doubtful")
    func currency() throws {
        let sample = try sample(.inEuro, Sample.invoice(), Sample.invoice(cents: 1_250, currency: "USD"))
        #expect(try sample.verdicts("in-euro") == [.doubtful])
        #expect(try sample.sentences("in-euro").first?.contains("12.50 USD") == true)
    }

    @Test("an invoice without date or amount is doubtful, with what is lacking")
    func facts() throws {
        let sample = try sample(
            .inEuro, Sample.invoice(), Sample.invoice(date: nil), Sample.invoice(cents: nil), .none)
        #expect(try sample.verdicts("invoice") == [.satisfied, .doubtful, .doubtful, .doubtful])
        let sentences = try sample.sentences("invoice")
        #expect(sentences[1].contains("given: the date. "))
        #expect(sentences[2].contains("given: the amount. "))
        #expect(sentences[3].contains("given: the date, the amount. "))
        #expect(try sample.assessed("invoice").map(\.effect) == [.block, .block, .block, .block])
    }

    @Test("under a flat rate only the invoices that the option asks for are real costs")
    func flatRate() throws {
        let option = try Sample.checklist(
            Sample.rule("investment-invoice", min: 0, proof: true), Sample.rule("payment-proof", min: 0),
            Sample.rule("diploma", min: 0), Sample.excluded("operating-invoice"), use: .option, code: "option")
        let evidence = try Sample.checklist(Sample.check(.noRealCostsUnderFlatRate), use: .evidence, code: "evidence")
        var sample = SampleRequirement(checklists: [option, evidence])
        #expect(try sample.verdicts("no-real-costs-under-flat-rate") == [.notNeeded])
        try sample.attach("investment-invoice", try Sample.invoice("A1"))
        try sample.attach("payment-proof", Sample.proof("A1"))
        try sample.attach("diploma")
        #expect(try sample.verdicts("no-real-costs-under-flat-rate") == [.satisfied])
        try sample.attach("operating-invoice", "b.pdf", try Sample.invoice("B1"))
        try sample.attach("diploma", "c.pdf", try Sample.invoice("C1"))
        let doubts = try sample.assessed("no-real-costs-under-flat-rate")
        #expect(doubts.map(\.verdict) == [.doubtful, .doubtful])
        #expect(doubts.flatMap(\.attachments) == [3, 4].map { sample.attachments[$0].attachment })
        #expect(try sample.verdicts("operating-invoice") == [.surplus])
    }

    @Test("proofs of payment are real costs where the option asks for no invoice")
    func flatRateProofs() throws {
        let option = try Sample.checklist(
            Sample.rule("diploma"), Sample.check(.noRealCostsUnderFlatRate), use: .option, code: "option")
        var sample = SampleRequirement(checklists: [option])
        try sample.attach("payment-proof", "statement.pdf")
        #expect(
            try sample.sentences("no-real-costs-under-flat-rate") == [
                "\"statement.pdf\" proves a real cost that the flat rate covers already: do not claim it."
            ])
    }

    @Test("without an option nothing is under a flat rate")
    func noOption() throws {
        let sample = try sample(.noRealCostsUnderFlatRate, Sample.invoice())
        #expect(try sample.verdicts("no-real-costs-under-flat-rate") == [.notNeeded])
    }

    @Test("facts of a proof of payment are not those of an invoice")
    func proofsAreNoInvoices() throws {
        var sample = try sample(.withinProjectPeriod)
        try sample.attach("payment-proof", try Sample.invoice(date: "2027-01-01"))
        #expect(try sample.verdicts("within-project-period") == [.notNeeded])
    }

    @Test("what a requirement asks for by itself is checked too, in doubts alone")
    func standing() throws {
        var sample = SampleRequirement(pieces: [
            try Sample.own("invoice", proof: true), try Sample.own("payment-proof"),
        ])
        try sample.attach("invoice", try Sample.invoice("A1"))
        try sample.attach("payment-proof", Sample.proof("A1"))
        #expect(try sample.verdicts() == [.satisfied, .satisfied])
        try sample.attach("invoice", try Sample.invoice("A2", date: "2020-01-01", currency: "CHF"))
        let assessments = try sample.assessed()
        #expect(
            assessments.map(\.rule.text) == [
                "invoice", "payment-proof", "within-project-period", "has-payment-proof", "in-euro",
            ])
        #expect(Completeness.warnings(assessments).count == 3)
        #expect(assessments.allSatisfy { $0.citation == nil && $0.checklist == nil })
        #expect(assessments[2].label[.nl] == "De facturen dateren uit de projectperiode")
    }

    @Test("a check that a checklist makes is not made twice")
    func standingOnce() throws {
        var sample = SampleRequirement(
            checklists: [try Sample.checklist(Sample.check(.withinProjectPeriod, .block), use: .evidence)],
            pieces: [try Sample.own("invoice")])
        try sample.attach("invoice", try Sample.invoice(date: "2020-01-01"))
        #expect(try sample.assessed("within-project-period").map(\.effect) == [.block])
    }
}
