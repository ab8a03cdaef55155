internal import SystemPackage

/// The models of one disbursement as a page to print, in one language.
struct ModelPage {
    let language: Language
    private let subject: BagSubject
    private let disbursement: Disbursement
    private let rates: FlatRates
    private let sums: CostSums
    private let page: PrintedPage
    private let text: SpooledText
    /// The columns of models that write off, and of the others: told once, for every row names them.
    private let (depreciated, listed): ([ModelColumn], [ModelColumn])
    private let vat: [InvoiceFacts.VAT: String]
    private let labels: [RequirementCode: [PieceCode: LocalizedText]]

    init(
        _ subject: BagSubject, _ disbursement: Disbursement, _ rates: FlatRates, _ sums: CostSums, _ language: Language,
        scratch: FilePath
    ) throws {
        (self.subject, self.disbursement, self.rates, self.sums) = (subject, disbursement, rates, sums)
        let page = PrintedPage(name: "models", language: language)
        (self.language, self.page) = (language, page)
        text = try SpooledText(in: scratch)
        (depreciated, listed) = (ModelColumn.depreciated(page), ModelColumn.listed(page))
        vat = Dictionary(uniqueKeysWithValues: InvoiceFacts.VAT.allCases.map { ($0, page.told($0.sentence)) })
        labels = Dictionary(
            subject.requirements.map { requirement in
                let pieces = requirement.requirement.pieces.map { ($0.code, $0.label) }
                return (requirement.requirement.code, Dictionary(pieces) { first, _ in first })
            }
        ) { first, _ in first }
    }

    private func told(_ sentence: Sentence) -> String { page.told(sentence) }
    private func shown(_ text: String) -> String { text.isEmpty ? "–" : page.shown(text) }
    private func money(_ cents: Int64, _ currency: String) -> String {
        page.escaped(Money.text(cents, currency, in: language))
    }

    /// Writes what the page begins with: whose it is, and model 2.
    func begin(_ statement: GeneralStatement) throws {
        try text.write(
            page.head(title: Sentence("model.page.title"), of: "\(subject.dossier.code) \(disbursement.code)")
                + """
                <p><a href="../../index_\(language.rawValue).html">\(told(Sentence("model.page.back")))</a></p>
                <h1>\(told(Sentence("model.page.title")))</h1>
                <dl>
                <dt>\(told(Sentence("model.page.dossier")))</dt><dd>\(page.shown(subject.dossier.code.text)) – \
                \(page.shown(subject.dossier.title.text(in: language)))</dd>
                <dt>\(told(Sentence("model.page.beneficiary")))</dt>\
                <dd>\(page.shown(subject.dossier.coordinator?.names.text(in: language) ?? "–"))</dd>
                <dt>\(told(Sentence("model.page.disbursement")))</dt><dd>\(page.shown(disbursement.code.text)), \
                \(told(disbursement.kind.sentence)), \(money(disbursement.amount.cents, disbursement.amount.currency))</dd>
                <dt>\(told(Sentence("model.page.period")))</dt><dd>\(disbursement.period)</dd>
                <dt>\(told(Sentence("model.page.project")))</dt><dd>\(subject.dossier.projectPeriod)</dd>
                </dl>
                <p>\(told(Sentence("model.page.introduction")))</p>

                """)
        try text.write("<h2>\(told(Sentence("model.title.2")))</h2>\n")
        for currency in try sums.currencies() { try write(statement, currency) }
    }

    private func write(_ statement: GeneralStatement, _ currency: String) throws {
        let columns = sums.columns.enumerated().filter { $0.element != nil || sums.hasUndated }
        let titles =
            columns.map { _, year in
                year.map { Sentence("model.column.year", ["year": .number($0 + 1)]) }
                    ?? Sentence("model.column.undated")
            } + [Sentence("model.column.total")]
        let heads = titles.map { "<th scope=\"col\" class=\"number\">\(told($0))</th>" }.joined()
        let shown = columns.map(\.offset) + [sums.columns.count]
        func cells(_ amounts: [Int64]) -> String {
            zip(shown, titles).map { index, title in
                "<td class=\"number\" data-label=\"\(told(title))\">\(money(amounts[index], currency))</td>"
            }.joined()
        }
        var rows = ""
        for line in statement.rates.lines {
            rows += "<tr><th scope=\"row\">\(told(line.name))</th>\(cells(try sums.amounts(line, currency)))</tr>\n"
        }
        try text.write(
            """
            <table class="cards">
            <thead><tr><th scope="col">\(told(Sentence("model.column.chapter")))</th>\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody>
            <tfoot><tr><th scope="row">\(told(Sentence("model.total")))</th>\(cells(try statement.totals(currency)))</tr></tfoot>
            </table>

            """)
    }

    private func columns(of chapter: CostChapter) -> [ModelColumn] { chapter.isDepreciated ? depreciated : listed }

    /// Begins the table of a chapter.
    func begin(_ chapter: CostChapter) throws {
        let heads = columns(of: chapter).map { column in
            "<th scope=\"col\"\(column.isNumber ? " class=\"number\"" : "")>\(column.title)</th>"
        }.joined()
        try text.write(
            """
            <h2>\(told(chapter.title))</h2>
            <table class="cards">
            <thead><tr>\(heads)</tr></thead>
            <tbody>

            """)
    }

    /// Adds a line, in the order of the columns.
    func add(_ line: CostLine, _ cost: CountedCost, to chapter: CostChapter) throws {
        let object = labels[line.requirement]?[line.piece]?.text(in: language) ?? line.piece.text
        let number = "\(line.requirement) · \(line.number)"
        let link = line.file.map { "<a href=\"\(page.escaped($0.link(from: 3)))\">\(number)</a>" } ?? number
        let objectCell = "\(page.shown(object))<br><small>\(link)</small>"
        let amount = line.cents.map { money($0, line.currency) } ?? "–"
        let vat = line.vat.flatMap { self.vat[$0] }.map { "<br><small>\($0)</small>" } ?? ""
        let invoice = [line.date?.description ?? "–", shown(line.invoiceNumber), shown(line.supplier)]
        let cells =
            chapter.isDepreciated
            ? [shown(line.supplier), invoice[0], objectCell, amount + vat] + written(off: line, cost)
            : invoice + [objectCell, amount + vat]
        let row = zip(columns(of: chapter), cells).map { column, cell in
            "<td\(column.isNumber ? " class=\"number\"" : "") data-label=\"\(column.title)\">\(cell)</td>"
        }.joined()
        try text.write("<tr>\(row)</tr>\n")
    }

    /// Use, months, period, calculation and total of models 4 and 7.
    private func written(off line: CostLine, _ cost: CountedCost) -> [String] {
        let use = line.usePercent.map { "\($0) %" } ?? "100 % <small>\(told(Sentence("model.note.noUse")))</small>"
        let period = line.depreciationMonths.map { "\($0)" } ?? "–"
        switch cost {
        case .notCounted(let reason): return [use, "–", period, told(reason.sentence), "–"]
        case .counted(let cents, let depreciation):
            let total = money(cents, line.currency)
            let price = money(line.cents ?? 0, line.currency)
            guard let depreciation else { return [use, "–", "–", "\(price) × \(line.usePercent ?? 100) %", total] }
            let calculation =
                "\(price) × \(depreciation.usePercent) % × (\(depreciation.monthsUsed) / \(depreciation.period))"
            return [use, "\(depreciation.monthsUsed)", period, calculation, total]
        }
    }

    /// Ends the table of a chapter with its totals, and says what does not count.
    func end(_ chapter: CostChapter) throws {
        let total = try sums.total(chapter)
        let span = columns(of: chapter).count - 1
        let rows = total.currencies.map { currency in
            "<tr><th scope=\"row\" colspan=\"\(span)\">\(told(Sentence("model.total")))</th>"
                + "<td class=\"number\" data-label=\"\(told(Sentence("model.total")))\">\(money(total[currency], currency))</td></tr>"
        }.joined(separator: "\n")
        try text.write("</tbody>\n" + (rows.isEmpty ? "" : "<tfoot>\n\(rows)\n</tfoot>\n") + "</table>\n")
        var notes: [Sentence] = []
        if !rates.counts(chapter) { notes.append(Sentence("model.note.outside")) }
        let uncounted = sums.uncounted[chapter] ?? [:]
        if let count = uncounted[.noAmount] { notes.append(Sentence("model.note.noAmount", ["count": .number(count)])) }
        if let count = uncounted[.noPeriod] { notes.append(Sentence("model.note.noPeriod", ["count": .number(count)])) }
        if let count = uncounted[.noDate] { notes.append(Sentence("model.note.noDate", ["count": .number(count)])) }
        if let count = sums.unratedCount[chapter] {
            notes.append(Sentence("model.note.unrated", ["count": .number(count)]))
        }
        for note in notes { try text.write("<p>\(told(note))</p>\n") }
    }

    func finish() throws -> Spool {
        try text.write(page.foot)
        return try text.finish()
    }
}
