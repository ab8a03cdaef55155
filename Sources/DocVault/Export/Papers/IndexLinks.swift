/// What an index page links to besides the pieces: the models of each disbursement, and the other papers of the bag.
struct IndexLinks {
    let subject: BagSubject
    let page: PrintedPage
    let hasPaper: (String) -> Bool

    private var language: Language { page.language }
    private func told(_ sentence: Sentence) -> String { page.told(sentence) }

    /// Whether a bag of the subject's profile has a paper.
    static func isUsual(_ path: String, in subject: BagSubject) -> Bool {
        let isReceipt = path.hasPrefix("data/70_receipt/")
        let isFindings = path == "data/40_decisions/findings.json"
        let isJournal = path.hasPrefix("data/60_journal/")
        if isJournal, subject.origin == nil { return false }
        if isFindings, subject.findings == nil { return false }
        switch subject.request.scope.profile {
        case .dossier: return !isReceipt
        case .receipt: return isReceipt || isJournal || path.hasPrefix("data/inventory.")
        case .requirement, .sample: return isJournal || path.hasPrefix("data/inventory.")
        }
    }

    /// The disbursements, with links to their models.
    var disbursements: String {
        guard !subject.disbursements.isEmpty else { return "" }
        let titles = [
            Sentence("index.column.disbursement"), Sentence("index.column.period"), Sentence("index.column.amount"),
            Sentence("index.column.state"), Sentence("index.column.models"),
        ]
        let heads = titles.enumerated().map { index, title in
            "<th scope=\"col\"\(index == 2 ? " class=\"number\"" : "")>\(told(title))</th>"
        }
        let rows = subject.disbursements.map { payment in
            let cells = zip(titles, cells(of: payment)).enumerated().map { index, cell in
                "<td\(index == 2 ? " class=\"number\"" : "") data-label=\"\(told(cell.0))\">\(cell.1)</td>"
            }
            return "<tr id=\"\(payment.disbursement.code)\">\(cells.joined())</tr>"
        }
        return """
            <h2>\(told(Sentence("index.disbursements")))</h2>
            <table class="cards">
            <thead><tr>\(heads.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>

            """
    }

    private func cells(of payment: BagDisbursement) -> [String] {
        let disbursement = payment.disbursement
        let amount = Money.text(disbursement.amount.cents, disbursement.amount.currency, in: language)
        let paid = payment.paidOn.map { " (\($0))" } ?? ""
        let models = "30_disbursements/\(disbursement.code)/models_\(language.rawValue).html"
        let link = "<a href=\"\(models)\">\(told(Sentence("index.models")))</a>"
        return [
            "\(disbursement.code) · \(told(disbursement.kind.sentence))", "\(disbursement.period)",
            page.escaped(amount),
            told(payment.state.sentence) + paid, hasPaper("data/\(models)") ? link : "–",
        ]
    }

    /// The other papers of the bag.
    var papers: String {
        let all: [(String, Sentence)] = [
            ("inventory.csv", Sentence("index.paper.inventoryCSV")),
            ("inventory.json", Sentence("index.paper.inventoryJSON")),
            ("reconciliation.csv", Sentence("index.paper.reconciliation")),
            ("10_award/award.json", Sentence("index.paper.award")),
            ("40_decisions/decisions.json", Sentence("index.paper.decisions")),
            ("40_decisions/findings.json", Sentence("index.paper.findings")),
            ("50_retention/retention_\(language.rawValue).txt", Sentence("index.paper.retention")),
            ("60_journal/events.jsonl", Sentence("index.paper.journal")),
            ("60_journal/checkpoint", Sentence("index.paper.checkpoint")),
            ("70_receipt/receipt_\(language.rawValue).html", Sentence("index.paper.receipt")),
        ]
        let links = all.filter { hasPaper("data/\($0.0)") }.map { path, name in
            "<li><a href=\"\(path)\">\(told(name))</a></li>"
        }
        guard !links.isEmpty else { return "" }
        return "<h2>\(told(Sentence("index.papers")))</h2>\n<ul>\n\(links.joined(separator: "\n"))\n</ul>\n"
    }
}
