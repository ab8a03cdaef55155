/// Tells of a requirement what is there, what is missing, what is too much and what is doubtful, before anything is submitted.
///
/// It looks at values and changes nothing. The same subject always gives the same answer, and the order of the attachments
/// decides only in which order they are named.
public enum Completeness {
    /// Judges a requirement by every rule of its checklists, then by what it asks for by itself.
    ///
    /// Each rule is heard at least once: a piece with its verdict, followed by doubts about single documents; a check with each
    /// of its doubts, or else with one verdict that nothing was found. What the requirement asks for by itself is
    /// given the checks as well that none of its checklists makes; of these, doubts alone are told.
    ///
    /// - Returns: The assessments by checklist, by rule and by the position of the attachments; last, what nothing asks for.
    public static func assess(_ subject: CompletenessSubject) -> [Assessment] {
        let matter = CompletenessMatter(subject)
        var assessments = matter.rules.flatMap { rule -> [Assessment] in
            switch rule.kind {
            case .piece(let code, let demand): matter.assess(demand, of: code, by: rule)
            case .excluded(let code): [matter.assessExclusion(of: code, by: rule)]
            case .check(let check): matter.assess(check, by: rule)
            }
        }
        assessments += RuleCheck.allCases.filter { !matter.checksMade.contains($0) }
            .flatMap { check -> [Assessment] in
                let doubts = matter.examine(check, among: matter.ownPositions).doubts
                guard !doubts.isEmpty else { return [] }
                let rule = AssessedRule(standing: check)
                return doubts.map { matter.doubt($0, by: rule) }
            }
        return assessments + matter.piecesNobodyAsksFor()
    }

    /// What stops a submission.
    public static func blocking(_ assessments: [Assessment]) -> [Assessment] {
        assessments.filter { $0.verdict.isOpen && $0.effect == .block }
    }

    /// What a submission needs a reason for.
    public static func warnings(_ assessments: [Assessment]) -> [Assessment] {
        assessments.filter { $0.verdict.isOpen && $0.effect == .warn }
    }
}

/// A rule as it is applied: of a checklist, or what a requirement asks for by itself.
struct AssessedRule {
    let kind: ChecklistRule.Kind
    let label: LocalizedText
    let effect: RuleEffect
    /// What a doubt about one document does to a submission.
    let effectOfDoubt: RuleEffect
    let citation: Citation?
    let checklist: Checklist?

    init(_ rule: ChecklistRule, of checklist: Checklist) {
        (kind, label, citation, self.checklist) = (rule.kind, rule.label, rule.citation, checklist)
        (effect, effectOfDoubt) = (rule.effect, rule.effect)
    }

    /// What a requirement asks for by itself must be there; what is doubtful about it is for a person to judge.
    init(own rule: PieceRule) {
        let demand = PieceDemand(
            minimum: rule.minimum, maximum: rule.maximum, condition: .always, alternatives: [], atLeastAsManyAs: nil,
            heading: rule.heading, model: nil, isInvoice: rule.needsPaymentProof,
            needsPaymentProof: rule.needsPaymentProof)
        (kind, label) = (.piece(rule.code, demand), rule.label)
        (effect, effectOfDoubt) = (.block, .warn)
        (citation, checklist) = (nil, nil)
    }

    /// A check that is made of what a requirement asks for by itself.
    init(standing check: RuleCheck) {
        (kind, label) = (.check(check), check.label)
        (effect, effectOfDoubt) = (.warn, .warn)
        (citation, checklist) = (nil, nil)
    }

    var code: RuleCode {
        switch kind {
        case .piece(let code, _), .excluded(let code): .piece(code)
        case .check(let check): .check(check)
        }
    }
}

extension RuleCheck {
    /// What is checked, for a check that no checklist words.
    fileprivate var label: LocalizedText {
        let sentence: Sentence =
            switch self {
            case .withinProjectPeriod: Sentence("completeness.checkWithinProjectPeriod")
            case .withinERDFWindow: Sentence("completeness.checkWithinERDFWindow")
            case .hasPaymentProof: Sentence("completeness.checkHasPaymentProof")
            case .addressedToBeneficiary: Sentence("completeness.checkAddressedToBeneficiary")
            case .attachedOnce: Sentence("completeness.checkAttachedOnce")
            case .noRealCostsUnderFlatRate: Sentence("completeness.checkNoRealCostsUnderFlatRate")
            case .inEuro: Sentence("completeness.checkInEuro")
            }
        return LocalizedText(sentence)
    }
}
