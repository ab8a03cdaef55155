import Testing

@testable import DocVault

@Suite("judging the pieces of a requirement")
struct PieceAssessmentTests {
    @Test("a piece that is asked for is missing until it is attached")
    func minimum() throws {
        var sample = SampleRequirement(checklists: [try Sample.checklist(Sample.rule("budget"))])
        let missing = try #require(try sample.assessed().first)
        #expect(missing.verdict == .missing && missing.effect == .block && missing.attachments == [])
        #expect(missing.rule == .piece(try Sample.piece("budget")))
        #expect(missing.checklist?.description == "sample version 1")
        #expect(missing.citation == Citation(place: "art. 2", quote: "les mots pour budget"))
        #expect(missing.sentence.text(in: .en) == "“budget” is missing: attach it.")
        #expect(missing.sentence.text(in: .fr) == "« budget (fr) » manque : joignez cette pièce.")
        try sample.attach("budget")
        let satisfied = try #require(try sample.assessed().first)
        #expect(satisfied.verdict == .satisfied)
        #expect(satisfied.attachments == sample.attachments.map(\.attachment))
        #expect(satisfied.sentence.text(in: .nl) == "‘budget (nl)’: 1 stuk bijgevoegd.")
    }

    @Test("several are counted, and the same bytes count once")
    func several() throws {
        var sample = SampleRequirement(checklists: [try Sample.checklist(Sample.rule("diploma", min: 2))])
        try sample.attach("diploma", bytes: 1)
        try sample.attach("diploma", bytes: 1)
        #expect(try sample.verdicts() == [.missing])
        #expect(try sample.sentences() == ["“diploma”: 1 of 2; attach the pieces that are missing."])
        try sample.attach("diploma", bytes: 2)
        #expect(try sample.verdicts() == [.satisfied])
    }

    @Test("a piece that is welcome is never missing")
    func welcome() throws {
        var sample = SampleRequirement(checklists: [try Sample.checklist(Sample.rule("annex", min: 0))])
        #expect(try sample.verdicts() == [.notNeeded])
        #expect(try sample.sentences() == ["“annex” may be attached, but is not required."])
        try sample.attach("annex")
        #expect(try sample.verdicts() == [.satisfied])
    }

    @Test("too many are surplus, all of them named, and never stop a submission")
    func maximum() throws {
        var sample = SampleRequirement(checklists: [try Sample.checklist(Sample.rule("claim", max: 1))])
        try sample.attach("claim", "a.pdf")
        #expect(try sample.verdicts() == [.satisfied])
        try sample.attach("claim", "b.pdf")
        let surplus = try sample.assessed()
        #expect(surplus.map(\.verdict) == [.surplus] && surplus.map(\.effect) == [.warn])
        #expect(surplus.first?.attachments.count == 2)
        #expect(
            try sample.sentences() == [
                "“claim”: 2 pieces attached (\"a.pdf\", \"b.pdf\") where 1 at most is asked for; say which one counts."
            ])
    }

    @Test("another piece may stand for it")
    func alternatives() throws {
        let checklist = try Sample.checklist(
            Sample.rule("payroll", or: ["statement", "listing"]), Sample.rule("statement", min: 0),
            Sample.rule("listing", min: 0))
        var sample = SampleRequirement(checklists: [checklist])
        #expect(
            try sample.sentences("payroll") == [
                "“payroll” is missing: attach it, or instead of it: statement; listing."
            ])
        try sample.attach("listing")
        #expect(try sample.verdicts() == [.satisfied, .notNeeded, .satisfied])
        #expect(try sample.assessed("payroll").first?.attachments.count == 1)
    }

    @Test("an alternative does not count towards the most that may be")
    func alternativesAndMaximum() throws {
        let checklist = try Sample.checklist(
            Sample.rule("payroll", max: 1, or: ["statement"]), Sample.rule("statement", min: 0))
        var sample = SampleRequirement(checklists: [checklist])
        try sample.attach("payroll")
        try sample.attach("statement")
        #expect(try sample.verdicts("payroll") == [.satisfied])
    }

    @Test("as many are needed as of another piece, alternatives included")
    func asMany() throws {
        let checklist = try Sample.checklist(
            Sample.rule("synthesis"), Sample.rule("payroll", or: ["statement"], asManyAs: "synthesis"),
            Sample.rule("statement", min: 0))
        var sample = SampleRequirement(checklists: [checklist])
        #expect(try sample.verdicts("payroll") == [.missing])
        try sample.attach("synthesis")
        try sample.attach("synthesis")
        try sample.attach("payroll")
        #expect(try sample.verdicts("payroll") == [.missing])
        #expect(
            try sample.sentences("payroll") == [
                "“payroll”: 1 of 2, since as many are needed as of “synthesis”; attach the pieces that are missing."
            ])
        try sample.attach("statement")
        #expect(try sample.verdicts("payroll") == [.satisfied])
    }

    @Test("a piece that is needed only with another is asked for when that is there")
    func onlyWith() throws {
        let checklist = try Sample.checklist(
            Sample.rule("subcontract-invoice", min: 0), Sample.rule("contract", onlyWith: "subcontract-invoice"))
        var sample = SampleRequirement(checklists: [checklist])
        #expect(try sample.verdicts("contract") == [.notNeeded])
        #expect(
            try sample.sentences("contract") == [
                "“contract” is needed only with “subcontract-invoice”, which is not attached."
            ])
        try sample.attach("subcontract-invoice")
        #expect(try sample.verdicts("contract") == [.missing])
        try sample.attach("contract")
        #expect(try sample.verdicts("contract") == [.satisfied])
    }

    @Test("a question that is open is a doubt, until it is answered or the piece is there")
    func question() throws {
        let checklist = try Sample.checklist(
            Sample.rule("letter", question: "has-sponsor"), questions: ["has-sponsor"])
        var sample = SampleRequirement(checklists: [checklist])
        #expect(try sample.verdicts() == [.doubtful])
        #expect(
            try sample.sentences() == [
                "“letter” is needed only if the answer is yes to the question: has-sponsor? Answer the question."
            ])
        try sample.answer("has-sponsor", false)
        #expect(try sample.verdicts() == [.notNeeded])
        try sample.answer("has-sponsor", true)
        #expect(try sample.verdicts() == [.missing])
        try sample.attach("letter")
        #expect(try sample.verdicts() == [.satisfied])
        sample.answers = [:]
        #expect(try sample.verdicts() == [.satisfied])
        // What another rule asks for may be there all the same.
        try sample.answer("has-sponsor", false)
        #expect(try sample.verdicts() == [.notNeeded])
    }

    @Test("an open question about a welcome piece is no doubt")
    func welcomeQuestion() throws {
        let checklist = try Sample.checklist(
            Sample.rule("letter", min: 0, question: "has-sponsor"), questions: ["has-sponsor"])
        #expect(try SampleRequirement(checklists: [checklist]).verdicts() == [.notNeeded])
    }

    @Test("what must not be handed in is surplus when it is there, with the words that say why")
    func excluded() throws {
        var sample = SampleRequirement(checklists: [try Sample.checklist(Sample.excluded("overhead-invoice"))])
        #expect(try sample.verdicts() == [.notNeeded])
        #expect(try sample.sentences() == ["“overhead-invoice” is not asked for and must not be handed in."])
        try sample.attach("overhead-invoice", "a.pdf")
        let surplus = try #require(try sample.assessed().first)
        #expect(surplus.verdict == .surplus && surplus.effect == .block)
        #expect(surplus.citation?.quote == "les mots pour overhead-invoice")
        #expect(surplus.sentence.text(in: .en) == "“overhead-invoice” must not be handed in: take \"a.pdf\" out.")
    }

    @Test("what nothing asks for is surplus")
    func unknown() throws {
        var sample = SampleRequirement(checklists: [try Sample.checklist(Sample.rule("budget"))])
        try sample.attach("budget")
        try sample.attach("poem", "ode.txt")
        try sample.attach("poem", "sonnet.txt")
        #expect(try sample.verdicts() == [.satisfied, .surplus])
        let poems = try #require(try sample.assessed("poem").first)
        #expect(poems.effect == .warn && poems.checklist == nil && poems.attachments.count == 2)
        #expect(poems.sentence.text(in: .en).contains("\"ode.txt\", \"sonnet.txt\""))
    }

    @Test("what a requirement asks for by itself must be there, without a citation")
    func own() throws {
        var sample = SampleRequirement(pieces: [try Sample.own("report", min: 1, max: 1), try Sample.own("annex")])
        let first = try #require(try sample.assessed().first)
        #expect(first.verdict == .missing && first.effect == .block && first.citation == nil && first.checklist == nil)
        try sample.attach("report")
        #expect(try sample.verdicts() == [.satisfied, .notNeeded])
        try sample.attach("report")
        #expect(try sample.verdicts() == [.surplus, .notNeeded])
    }

    @Test("checklists come in their order, then what the requirement asks for by itself, then what nothing asks for")
    func order() throws {
        var sample = SampleRequirement(
            checklists: [
                try Sample.checklist(Sample.rule("b"), Sample.rule("a"), code: "second"),
                try Sample.checklist(Sample.rule("c"), Sample.check(.attachedOnce), code: "first"),
            ],
            pieces: [try Sample.own("own", proof: true)])
        try sample.attach("zebra")
        try sample.attach("own")
        #expect(
            try sample.assessed().map { "\($0.checklist?.code.text ?? "-") \($0.rule)" } == [
                "second b", "second a", "first c", "first attached-once", "- own", "- own", "- has-payment-proof",
                "- zebra",
            ])
    }

    @Test("what blocks and what wants a reason are told apart")
    func effects() throws {
        let sample = SampleRequirement(
            checklists: [
                try Sample.checklist(
                    Sample.rule("a", .block), Sample.rule("b", .warn), Sample.rule("c", min: 0, .block))
            ])
        let assessments = try sample.assessed()
        #expect(Completeness.blocking(assessments).map(\.rule.text) == ["a"])
        #expect(Completeness.warnings(assessments).map(\.rule.text) == ["b"])
    }
}
