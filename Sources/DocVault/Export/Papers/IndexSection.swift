/// What an index page says of one requirement above its pieces: its title, its state and its rounds.
struct IndexSection {
    let requirement: BagRequirement
    let page: PrintedPage

    private var asked: Requirement { requirement.requirement }
    private func told(_ sentence: Sentence) -> String { page.told(sentence) }

    var html: String {
        let disbursement = asked.disbursement.map { code in
            " · <a href=\"#\(code)\">\(told(Sentence("index.disbursement", ["code": .text(code.text)])))</a>"
        }
        let rounds = requirement.rounds.map { "<li>\(told(of: $0))</li>" } + waiver.map { "<li>\($0)</li>" }
        return """
            <section id="\(asked.code)">
            <h2>\(asked.code) – \(page.shown(asked.title.text(in: page.language)))</h2>
            <p>\(told(asked.type.sentence)) · <strong>\(told(requirement.state.sentence))</strong> · \
            \(told(Sentence("index.due", ["day": .text("\(asked.dueOn)")])))\(disbursement ?? "")</p>
            \(rounds.isEmpty ? "" : "<ul>\n\(rounds.joined(separator: "\n"))\n</ul>")

            """
    }

    private func told(of round: BagRound) -> String {
        let submitted = Sentence(
            "index.round",
            [
                "round": .number(round.number), "instant": .text(page.readable("\(round.submittedAt)")),
                "person": .text(visible(round.submittedBy.name)), "count": .number(round.pieceCount),
            ])
        var text = told(submitted)
        if round.isLate { text += " " + told(Sentence("index.late")) }
        if let reason = round.reason { text += " " + told(Sentence("index.reason", ["reason": .quoted(reason)])) }
        guard let decision = round.decision else { return text + " " + told(Sentence("index.undecided")) }
        text += "<br>" + told(sentence(of: decision))
        if let reason = decision.reason { text += " " + told(Sentence("index.reason", ["reason": .quoted(reason)])) }
        let reasons = decision.pieceReasons.map { piece in
            "<li>\(piece.piece)\(piece.originalName.isEmpty ? "" : " · \(page.shown(piece.originalName))"): "
                + "\(page.shown(piece.reason))</li>"
        }
        return text + (reasons.isEmpty ? "" : "<ul>\(reasons.joined())</ul>")
    }

    private func sentence(of decision: BagDecision) -> Sentence {
        let day = SentenceValue.text("\(decision.decidedAt.dayInBrussels)")
        let person = SentenceValue.text(visible(decision.decidedBy.name))
        return switch decision.outcome {
        case .approved: Sentence("index.approved", ["day": day, "person": person])
        case .returned: Sentence("index.returned", ["day": day, "person": person])
        }
    }

    private var waiver: [String] {
        guard let waiver = requirement.waiver else { return [] }
        let waived = told(Sentence("index.waived", ["day": .text("\(waiver.waivedAt.dayInBrussels)")]))
        return [waived + (waiver.reason.map { " " + told(Sentence("index.reason", ["reason": .quoted($0)])) } ?? "")]
    }
}
