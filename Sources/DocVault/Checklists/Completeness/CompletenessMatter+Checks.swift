extension Period {
    /// When expenses must be incurred and paid to be eligible in the ERDF programme 2021–2027 (call, 1.4.1).
    static let erdf2127: Period = {
        guard let first = CivilDate(year: 2021, month: 1, day: 1), let last = CivilDate(year: 2029, month: 12, day: 31),
            let period = Period(from: first, to: last)
        else { preconditionFailure("the ERDF programme has no period") }
        return period
    }()

    func contains(_ date: CivilDate) -> Bool { (from...to).contains(date) }
}

extension CompletenessMatter {
    /// What a check looked at and what it found.
    struct Examination {
        /// The positions of what it could look at: an invoice without the fact in question is none of it.
        var examined: [Int] = []
        var doubts: [Doubt] = []
    }

    /// Each doubt of a check of a checklist, or one verdict that there is none.
    func assess(_ check: RuleCheck, by rule: AssessedRule) -> [Assessment] {
        let examination = examine(check, among: Array(subject.attachments.indices))
        guard examination.doubts.isEmpty else { return examination.doubts.map { doubt($0, by: rule) } }
        let label = SentenceValue.localized(rule.label)
        guard !examination.examined.isEmpty else {
            return [assessment(.notNeeded, by: rule, [], Sentence("completeness.checkIdle", ["label": label]))]
        }
        let count = SentenceValue.number(examination.examined.count)
        let sentence = Sentence("completeness.checkPassed", ["label": label, "count": count])
        return [assessment(.satisfied, by: rule, examination.examined, sentence)]
    }

    /// Makes a check of some of the attachments.
    func examine(_ check: RuleCheck, among positions: [Int]) -> Examination {
        switch check {
        case .withinProjectPeriod:
            return examine(positions.filter { isInvoice($0) && self[$0].facts.date != nil }, outsideProjectPeriod)
        case .withinERDFWindow:
            guard subject.regimes.contains(.erdf2127) else { return Examination() }
            let dated = positions.filter { position in
                isInvoice(position) && (self[position].facts.date != nil || self[position].facts.paidOn != nil)
            }
            return examine(dated, outsideERDFWindow)
        case .hasPaymentProof:
            return examine(positions.filter { provenPieces.contains(self[$0].piece) }, missingProof)
        case .addressedToBeneficiary:
            return examine(
                positions.filter { isInvoice($0) && self[$0].facts.addresseeNumber != nil }, notAddressedToPartner)
        case .attachedOnce: return repeated(among: positions)
        case .noRealCostsUnderFlatRate: return realCosts(among: positions)
        case .inEuro:
            return examine(positions.filter { isInvoice($0) && self[$0].facts.amount != nil }, notInEuro)
        }
    }

    private func examine(_ positions: [Int], _ doubt: (Int) -> Doubt?) -> Examination {
        Examination(examined: positions, doubts: positions.compactMap(doubt))
    }

    private func document(_ position: Int) -> SentenceValue { .quoted(self[position].name.text) }

    private func outsideProjectPeriod(_ position: Int) -> Doubt? {
        guard let date = self[position].facts.date, !subject.projectPeriod.contains(date) else { return nil }
        return Doubt(
            positions: [position],
            sentence: Sentence(
                "completeness.outsideProjectPeriod",
                [
                    "document": document(position), "date": .text(date.description),
                    "from": .text(subject.projectPeriod.from.description),
                    "to": .text(subject.projectPeriod.to.description),
                ]))
    }

    private func outsideERDFWindow(_ position: Int) -> Doubt? {
        let (facts, window) = (self[position].facts, Period.erdf2127)
        let (from, to) = (SentenceValue.text("\(window.from)"), SentenceValue.text("\(window.to)"))
        if let date = facts.date, !window.contains(date) {
            let sentence = Sentence(
                "completeness.outsideERDFWindow",
                ["document": document(position), "date": .text(date.description), "from": from, "to": to])
            return Doubt(positions: [position], sentence: sentence)
        }
        if let paidOn = facts.paidOn, !window.contains(paidOn) {
            let sentence = Sentence(
                "completeness.paidOutsideERDFWindow",
                ["document": document(position), "date": .text(paidOn.description), "from": from, "to": to])
            return Doubt(positions: [position], sentence: sentence)
        }
        return nil
    }

    func missingProof(_ position: Int) -> Doubt? {
        let document = document(position)
        let sentence: Sentence
        switch proofs.standing(of: self[position].facts) {
        case .proven: return nil
        case .unproven(let number):
            sentence = Sentence("completeness.proofMissing", ["document": document, "number": .quoted(number)])
        case .ambiguous(let number):
            sentence = Sentence("completeness.proofAmbiguous", ["document": document, "number": .quoted(number)])
        case .withoutNumber: sentence = Sentence("completeness.proofWithoutNumber", ["document": document])
        }
        return Doubt(positions: [position], sentence: sentence)
    }

    private func notAddressedToPartner(_ position: Int) -> Doubt? {
        guard let addressee = self[position].facts.addresseeNumber, !subject.partners.contains(addressee) else {
            return nil
        }
        let sentence = Sentence(
            "completeness.notAddressed",
            ["document": document(position), "addressee": .text(addressee.description)])
        return Doubt(positions: [position], sentence: sentence)
    }

    private func repeated(among positions: [Int]) -> Examination {
        let doubts = Dictionary(grouping: positions) { self[$0].digest }.values.filter { $0.count > 1 }
            .sorted { $0[0] < $1[0] }
            .map { Doubt(positions: $0, sentence: Sentence("completeness.attachedTwice", ["documents": names($0)])) }
        return Examination(examined: positions, doubts: doubts)
    }

    /// Under an option with a flat rate, costs are real only in the invoices that the option asks for and their proofs.
    private func realCosts(among positions: [Int]) -> Examination {
        let options = subject.checklists.filter { $0.use == .option }
        guard !options.isEmpty else { return Examination() }
        let real = Set(
            options.flatMap(\.rules).compactMap(\.piece)
                .filter { $0.demand.isInvoice || $0.code == .paymentProof }.map(\.code))
        let costs = positions.filter { isInvoice($0) || self[$0].piece == .paymentProof }
        return examine(costs) { position in
            guard !real.contains(self[position].piece) else { return nil }
            return Doubt(
                positions: [position],
                sentence: Sentence("completeness.realCost", ["document": document(position)]))
        }
    }

    private func notInEuro(_ position: Int) -> Doubt? {
        guard let amount = self[position].facts.amount, amount.currency != "EUR" else { return nil }
        let sentence = Sentence(
            "completeness.notInEuro", ["document": document(position), "amount": .text(amount.description)])
        return Doubt(positions: [position], sentence: sentence)
    }
}
