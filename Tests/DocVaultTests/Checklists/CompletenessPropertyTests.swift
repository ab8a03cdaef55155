import Testing

@testable import DocVault

@Suite("what always holds of completeness")
struct CompletenessPropertyTests {
    private static let codes = ["a", "b", "c", "d", "payment-proof", "stranger"]

    /// A requirement with rules, facts and answers at random, but of few kinds, so that rules meet.
    private func sample(_ seed: inout TestSeed) throws -> SampleRequirement {
        func flip(_ seed: inout TestSeed) -> Bool { Bool.random(using: &seed) }
        var rules: [ChecklistRule] = []
        for code in Self.codes.dropLast() where Int.random(in: 0..<4, using: &seed) > 0 {
            let others = Self.codes.dropLast().filter { $0 != code }
            let other = others.randomElement(using: &seed)
            rules.append(
                Int.random(in: 0..<6, using: &seed) == 0
                    ? try Sample.excluded(code)
                    : try Sample.rule(
                        code, min: Int.random(in: 0...2, using: &seed), max: flip(&seed) ? 3 : nil,
                        onlyWith: Int.random(in: 0..<4, using: &seed) == 0 ? other : nil,
                        question: Int.random(in: 0..<4, using: &seed) == 0 ? "q" : nil,
                        or: flip(&seed) ? [other].compactMap(\.self) : [],
                        asManyAs: Int.random(in: 0..<4, using: &seed) == 0 ? other : nil, proof: flip(&seed)))
        }
        for check in RuleCheck.allCases where flip(&seed) { rules.append(try Sample.check(check)) }
        var list = try Sample.checklist(use: flip(&seed) ? .option : .claim, questions: ["q"])
        list = Checklist(
            code: list.code, version: 1, use: list.use, title: list.title, citation: list.citation, source: list.source,
            questions: list.questions, rules: rules)
        var sample = SampleRequirement(checklists: [list], pieces: [try Sample.own("own", min: 1, max: 2, proof: true)])
        if flip(&seed) { sample.regimes = [.erdf2127] }
        if flip(&seed) { try sample.answer("q", flip(&seed)) }
        for _ in 0..<Int.random(in: 0...8, using: &seed) { try attachSomething(to: &sample, &seed) }
        return sample
    }

    private func attachSomething(to sample: inout SampleRequirement, _ seed: inout TestSeed) throws {
        let code = (Self.codes + ["own"]).randomElement(using: &seed) ?? "a"
        let facts = try Sample.invoice(
            ["1", "2", "1;2", nil].randomElement(using: &seed) ?? nil,
            date: [nil, "2020-01-01", "2025-01-01"].randomElement(using: &seed) ?? nil,
            supplier: [nil, "0992.233.487", "0990.000.113"].randomElement(using: &seed) ?? nil,
            cents: Bool.random(using: &seed) ? 100 : nil,
            currency: Bool.random(using: &seed) ? "EUR" : "USD",
            addressee: [nil, "0123.457.046", SampleRequirement.beneficiary].randomElement(using: &seed) ?? nil)
        try sample.attach(code, bytes: Int.random(in: 0...5, using: &seed), facts)
    }

    /// The verdicts as they are independent of any order of attachments.
    private func told(_ sample: SampleRequirement) throws -> [String] {
        try sample.assessed().map { assessment in
            let attachments = assessment.attachments.map(\.description).sorted()
            return "\(assessment.rule) \(assessment.verdict) \(assessment.effect) \(attachments)"
        }.sorted()
    }

    @Test("the order of the attachments changes no verdict")
    func order() throws {
        var seed = TestSeed(for: "attachments in another order")
        for _ in 0..<300 {
            let sample = try sample(&seed)
            #expect(try told(sample) == told(sample.shuffled(&seed)))
        }
    }

    @Test("the same subject is judged the same")
    func again() throws {
        var seed = TestSeed(for: "judging twice")
        for _ in 0..<50 {
            let subject = try sample(&seed).subject()
            #expect(Completeness.assess(subject) == Completeness.assess(subject))
        }
    }

    @Test("one more of a piece never makes it missing, and what was satisfied does not become missing for its rule")
    func monotone() throws {
        var seed = TestSeed(for: "attaching one more")
        for _ in 0..<300 {
            var sample = try sample(&seed)
            let before = try sample.assessed()
            for code in Self.codes + ["own"] {
                var more = sample
                try more.attach(code, bytes: 99)
                let after = try more.assessed()
                let was = before.filter { $0.rule.text == code }.map(\.verdict)
                if !was.contains(.missing) {
                    #expect(!after.contains { $0.rule.text == code && $0.verdict == .missing })
                }
            }
            try attachSomething(to: &sample, &seed)
        }
    }

    @Test("every rule is heard, every document that is named is concerned, and open verdicts block or warn")
    func whole() throws {
        var seed = TestSeed(for: "all rules heard")
        for _ in 0..<300 {
            let sample = try sample(&seed)
            let assessments = try sample.assessed()
            for rule in sample.checklists.flatMap(\.rules) {
                let own = assessments.filter { $0.rule == rule.code && $0.checklist != nil }
                #expect(!own.isEmpty)
                #expect(own.allSatisfy { $0.citation == rule.citation && $0.label == rule.label })
            }
            let open = assessments.filter(\.verdict.isOpen)
            #expect(Completeness.blocking(assessments).count + Completeness.warnings(assessments).count == open.count)
            for assessment in assessments {
                for language in Language.allCases {
                    let text = assessment.sentence.text(in: language)
                    #expect(!text.contains("{") && !text.hasPrefix("completeness."))
                }
                let text = assessment.sentence.text(in: .en)
                let isAboutDocuments = assessment.verdict == .surplus || assessment.verdict == .doubtful
                for id in assessment.attachments where isAboutDocuments && !text.contains("Answer the question") {
                    let name = try #require(sample.attachments.first { $0.attachment == id }?.name.text)
                    #expect(text.contains(name))
                }
            }
        }
    }
}
