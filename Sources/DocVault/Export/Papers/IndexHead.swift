/// What an index page says of the dossier, and of the bag, above its requirements.
struct IndexHead {
    let subject: BagSubject
    let page: PrintedPage
    let pieceCount: Int

    private var language: Language { page.language }
    private func told(_ sentence: Sentence) -> String { page.told(sentence) }

    var html: String {
        let list = (facts + award).map { "<dt>\(told($0.0))</dt><dd>\($0.1)</dd>" }.joined(separator: "\n")
        return """
            <h1>\(page.shown(subject.dossier.title.text(in: language)))</h1>
            <p>\(told(Sentence("index.introduction")))</p>
            <dl>
            \(list)
            </dl>
            <h2>\(told(Sentence("index.bag")))</h2>
            <p><strong>\(told(count))</strong></p>
            <p>\(told(scope)) \(told(subject.perspective.sentence))</p>

            """ + contents
    }

    private var facts: [(Sentence, String)] {
        let dossier = subject.dossier
        let partners = dossier.partners.filter { $0.role == .partner }.map { shown($0.organisation) }
        return [
            (Sentence("index.code"), "<code>\(page.shown(dossier.code.text))</code>"),
            (Sentence("index.programme"), page.shown(dossier.programme)),
            (Sentence("index.state"), told(dossier.state.sentence)),
            (Sentence("index.coordinator"), dossier.coordinator.map(shown) ?? "–"),
            (Sentence("index.partners"), partners.isEmpty ? "–" : partners.joined(separator: "<br>")),
            (Sentence("index.project"), "\(dossier.projectPeriod)"),
        ]
    }

    private func shown(_ organisation: Organisation) -> String {
        "\(page.shown(organisation.names.text(in: language))) (\(organisation.enterpriseNumber))"
    }

    private var award: [(Sentence, String)] {
        guard let award = subject.dossier.award else { return [] }
        return [
            (Sentence("index.decree"), "\(page.shown(award.decreeNumber)), \(award.decreeDate)"),
            (
                Sentence("index.amount"),
                page.escaped(Money.text(award.amount.cents, award.amount.currency, in: language))
            ),
            (Sentence("index.awardEnd"), "\(award.endDate)"),
        ]
    }

    private var count: Sentence {
        Sentence(
            "index.count",
            [
                "count": .number(pieceCount), "total": .number(pieceCount), "sequence": .number(subject.sequence),
                "day": .text("\(subject.changedAt.day)"),
            ])
    }

    private var scope: Sentence {
        switch subject.request.scope {
        case .dossier: Sentence("index.scope.dossier")
        case .requirement(let code): Sentence("index.scope.requirement", ["requirement": .text(code.text)])
        case .round(let number, let code):
            Sentence("index.scope.round", ["requirement": .text(code.text), "round": .number(number)])
        case .sample(let sample):
            Sentence("index.scope.sample", ["count": .number(sample.size), "seed": .quoted(sample.seed)])
        }
    }

    /// Links to the sections of the page.
    private var contents: String {
        let links = subject.requirements.map { requirement in
            let code = requirement.requirement.code
            return "<a href=\"#\(code)\">\(code)</a>"
        }
        return links.isEmpty ? "" : "<p>\(links.joined(separator: " · "))</p>\n"
    }
}

extension Perspective {
    /// For whom a bag is, and what it leaves out for them.
    var sentence: Sentence {
        switch self {
        case .agency: Sentence("index.perspective.agency")
        case .auditor: Sentence("index.perspective.auditor")
        case .beneficiary: Sentence("index.perspective.beneficiary")
        }
    }
}
