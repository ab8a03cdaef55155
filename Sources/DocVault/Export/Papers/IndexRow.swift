/// The words that stand in every row of an index page, told once.
struct IndexWords {
    let titles: [String]
    let noProof: String
    let proofElsewhere: String
    let keptOpen: String
    let vat: [InvoiceFacts.VAT: String]

    init(_ page: PrintedPage) {
        titles = [
            Sentence("index.column.piece"), Sentence("index.column.invoice"), Sentence("index.column.amount"),
            Sentence("index.column.proof"), Sentence("index.column.file"), Sentence("index.column.kept"),
        ].map(page.told)
        noProof = page.told(Sentence("index.noProof"))
        proofElsewhere = page.told(Sentence("index.proofElsewhere"))
        keptOpen = page.told(Sentence("index.keptOpen"))
        vat = Dictionary(uniqueKeysWithValues: InvoiceFacts.VAT.allCases.map { ($0, page.told($0.sentence)) })
    }

    /// The column of amounts.
    static func isNumber(_ column: Int) -> Bool { column == 2 }

    var tableHead: String {
        let heads = titles.enumerated().map { column, title in
            "<th scope=\"col\"\(Self.isNumber(column) ? " class=\"number\"" : "")>\(title)</th>"
        }
        return "<table class=\"cards\">\n<thead><tr>\(heads.joined())</tr></thead>\n<tbody>\n"
    }
}

/// One piece in the table of an index page: a link to it, or what is known of one that was disposed of.
struct IndexRow {
    let row: InventoryRow
    let page: PrintedPage
    let words: IndexWords

    /// The pages lie in `data/`.
    private static let depth = 1

    private func told(_ sentence: Sentence) -> String { page.told(sentence) }

    var html: String {
        let cells = [piece, invoice, amount, proofs, file, kept].enumerated().map { column, cell in
            let kind = IndexWords.isNumber(column) ? " class=\"number\"" : ""
            return "<td\(kind)\(cell.isEmpty ? "" : " data-label=\"\(words.titles[column])\"")>\(cell)</td>"
        }
        return "<tr id=\"p\(row.number)\"\(row.disposition == nil ? "" : " class=\"gone\"")>\(cells.joined())</tr>\n"
    }

    private var piece: String {
        let label = page.shown(row.label.text(in: page.language))
        guard let file = row.bagFile else { return "\(row.number). \(label)" }
        let withdrawn = row.isWithdrawn ? "<br><small>\(told(Sentence("index.withdrawn")))</small>" : ""
        return """
            \(row.number). <a href="\(page.escaped(file.link(from: Self.depth)))">\(label)</a>\
            <br><small>\(page.shown(row.originalName))</small>\(withdrawn)
            """
    }

    private var invoice: String {
        let facts = row.facts
        return [facts.number, facts.date?.description, facts.supplier].compactMap { $0 }.map(page.shown)
            .joined(separator: "<br>")
    }

    private var amount: String {
        guard let cents = row.signedCents, let currency = row.facts.amount?.currency else { return "" }
        let vat = row.facts.vat.flatMap { words.vat[$0] }.map { "<br><small>\($0)</small>" } ?? ""
        return page.escaped(Money.text(cents, currency, in: page.language)) + vat
    }

    private var proofs: String {
        let links = row.paymentProofs.enumerated().map { index, file in
            let name = told(Sentence("index.proof", ["number": .number(index + 1)]))
            return "<a href=\"\(page.escaped(file.link(from: Self.depth)))\">\(name)</a>"
        }
        if !links.isEmpty { return links.joined(separator: "<br>") }
        if row.paymentProofCount > 0 { return words.proofElsewhere }
        return row.needsPaymentProof && row.isCost && row.disposition == nil ? words.noProof : ""
    }

    private var file: String {
        let size = page.escaped(ByteSize(row.blob.sizeInBytes).text(in: page.language))
        return "\(size)<br><code>\(row.blob.digest.hexadecimal.prefix(12))</code>"
    }

    private var kept: String {
        if let disposition = row.disposition, let day = row.disposedAt?.dayInBrussels {
            return told(Sentence("index.disposed", ["day": .text("\(day)"), "case": .text("\(disposition)")]))
        }
        return row.keptUntil.map { "\($0)" } ?? words.keptOpen
    }
}
