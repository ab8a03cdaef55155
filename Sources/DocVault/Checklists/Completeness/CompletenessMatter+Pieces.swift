extension CompletenessMatter {
    /// Whether a piece is needed.
    private enum Need {
        case needed
        case notNeeded(Sentence)
        /// It depends on a question that nobody answered yet.
        case open(Question?)
    }

    /// The verdict on one kind of piece, and doubts about those that are attached.
    func assess(_ demand: PieceDemand, of code: PieceCode, by rule: AssessedRule) -> [Assessment] {
        let own = positions(of: code)
        return [standing(of: demand, code, own, by: rule)]
            + doubts(about: own, demand, by: rule).map { doubt($0, by: rule) }
    }

    private func standing(
        of demand: PieceDemand, _ code: PieceCode, _ own: [Int], by rule: AssessedRule
    ) -> Assessment {
        let label = SentenceValue.localized(rule.label)
        if let maximum = demand.maximum, own.count > maximum {
            // What is attached cannot be taken back, so too much of it never stops a submission.
            return assessment(
                .surplus, .warn, by: rule, own,
                Sentence(
                    "completeness.pieceTooMany",
                    [
                        "label": label, "count": .number(own.count), "maximum": .number(maximum),
                        "documents": names(own),
                    ]))
        }
        let counting = demand.alternatives.isEmpty ? own : positions(of: [code] + demand.alternatives)
        let have = documentCount(counting)
        let match = demand.atLeastAsManyAs.map { documentCount(positions(of: $0)) } ?? 0
        let wanted = max(demand.minimum, match)
        switch need(of: demand, by: rule) {
        case .notNeeded(let reason): return assessment(.notNeeded, by: rule, counting, reason)
        case .open(let question) where have < wanted:
            return assessment(
                .doubtful, by: rule, counting,
                Sentence(
                    "completeness.pieceUndecided",
                    ["label": label, "question": question.map { .localized($0.text) } ?? .text("")]))
        case .needed where have < wanted:
            return assessment(.missing, by: rule, counting, shortage(of: demand, by: rule, have: have, wanted: wanted))
        case .needed, .open:
            guard have > 0 else {
                return assessment(.notNeeded, by: rule, [], Sentence("completeness.pieceWelcome", ["label": label]))
            }
            return assessment(
                .satisfied, by: rule, counting,
                Sentence("completeness.pieceSatisfied", ["label": label, "count": .number(counting.count)]))
        }
    }

    private func need(of demand: PieceDemand, by rule: AssessedRule) -> Need {
        let label = SentenceValue.localized(rule.label)
        switch demand.condition {
        case .always: return .needed
        case .attached(let other):
            guard positions(of: other).isEmpty else { return .needed }
            return .notNeeded(
                Sentence("completeness.pieceOnlyWith", ["label": label, "other": name(of: other, in: rule)]))
        case .question(let code):
            let question = rule.checklist?.questions.first { $0.code == code }
            switch subject.answers[code] {
            case true?: return .needed
            case false?:
                return .notNeeded(
                    Sentence(
                        "completeness.pieceNotNeeded",
                        ["label": label, "question": question.map { .localized($0.text) } ?? .text(code.text)]))
            case nil: return .open(question)
            }
        }
    }

    private func shortage(of demand: PieceDemand, by rule: AssessedRule, have: Int, wanted: Int) -> Sentence {
        let label = SentenceValue.localized(rule.label)
        if let other = demand.atLeastAsManyAs, wanted > demand.minimum {
            return Sentence(
                "completeness.pieceFewerThan",
                [
                    "label": label, "have": .number(have), "wanted": .number(wanted),
                    "other": name(of: other, in: rule),
                ])
        }
        if have > 0 || wanted > 1 {
            return Sentence(
                "completeness.pieceTooFew",
                ["label": label, "have": .number(have), "wanted": .number(wanted)])
        }
        guard !demand.alternatives.isEmpty else { return Sentence("completeness.pieceMissing", ["label": label]) }
        let others = demand.alternatives.map { name(of: $0, in: rule) }
        return Sentence(
            "completeness.pieceMissingOr", ["label": label, "others": .list(others, separator: "; ")])
    }

    /// What the checklist of a rule calls another of its pieces.
    private func name(of piece: PieceCode, in rule: AssessedRule) -> SentenceValue {
        let other = rule.checklist?.rules.first { $0.piece?.code == piece }
        return other.map { .localized($0.label) } ?? .text(piece.text)
    }

    private func doubts(about positions: [Int], _ demand: PieceDemand, by rule: AssessedRule) -> [Doubt] {
        guard demand.isInvoice else { return [] }
        // A check, where there is one, tells of proofs for all pieces at once; what the requirement asks for by itself is
        // checked in any case.
        let isChecked = checksMade.contains(.hasPaymentProof) || rule.checklist == nil
        let looksForProof = demand.needsPaymentProof && !isChecked
        return positions.flatMap { position in
            [missingFacts(position), looksForProof ? missingProof(position) : nil].compactMap(\.self)
        }
    }

    private func missingFacts(_ position: Int) -> Doubt? {
        let facts = self[position].facts
        var missing: [Sentence] = []
        if facts.date == nil { missing.append(Sentence("completeness.factDate")) }
        if facts.amount == nil { missing.append(Sentence("completeness.factAmount")) }
        guard !missing.isEmpty else { return nil }
        let sentence = Sentence(
            "completeness.factsMissing",
            [
                "document": .quoted(self[position].name.text),
                "facts": .list(missing.map(SentenceValue.sentence), separator: ", "),
            ])
        return Doubt(positions: [position], sentence: sentence)
    }

    /// The verdict on a kind of piece that must not be handed in.
    func assessExclusion(of code: PieceCode, by rule: AssessedRule) -> Assessment {
        let attached = positions(of: code)
        let label = SentenceValue.localized(rule.label)
        guard !attached.isEmpty else {
            return assessment(.notNeeded, by: rule, [], Sentence("completeness.pieceNotAsked", ["label": label]))
        }
        return assessment(
            .surplus, by: rule, attached,
            Sentence("completeness.pieceExcluded", ["label": label, "documents": names(attached)]))
    }
}
