internal import SystemPackage

/// One model of the directives, 3 to 9, in CSV. Amounts are in cents, for every spreadsheet reads whole numbers alike.
///
/// | column | content |
/// |---|---|
/// | `kind` | `line`, or `total` for the sum of a currency at the end. |
/// | `number`, `file`, `volume` | The piece in the inventory. |
/// | `requirement`, `piece` | Codes. |
/// | `invoiceDate`, `invoiceNumber`, `supplier` | As in the inventory. |
/// | `amountCents`, `currency`, `vat` | The price or the amount of the invoice; negative for a credit note. |
/// | `usePercent`, `monthsUsed`, `depreciationMonths` | Models 4 and 7 alone: what is written off. |
/// | `totalCents` | What counts; empty for a line that does not. |
/// | `note` | Why it does not count: `no amount`, `no date`, `period not recorded`; `use not recorded` where 100 % was taken. |
struct ModelTable {
    private static let columns = [
        "kind", "number", "file", "volume", "requirement", "piece", "invoiceDate", "invoiceNumber", "supplier",
        "amountCents", "currency", "vat", "usePercent", "monthsUsed", "depreciationMonths", "totalCents", "note",
    ]

    private let chapter: CostChapter
    private let text: SpooledText

    init(_ chapter: CostChapter, in scratch: FilePath) throws {
        (self.chapter, text) = (chapter, try SpooledText(in: scratch))
        try text.write(CSVRow.header(Self.columns))
    }

    func add(_ line: CostLine, _ cost: CountedCost) throws {
        var (months, total, note): (Int?, Int64?, String?) = (nil, nil, nil)
        switch cost {
        case .counted(let cents, let depreciation):
            (months, total) = (depreciation?.monthsUsed, cents)
            if chapter.isDepreciated, line.usePercent == nil { note = "use not recorded" }
        case .notCounted(let reason): note = reason.rawValue
        }
        try text.write(
            CSVRow.line([
                .plain("line"), .number(line.number), .plain(line.file?.path), .number(line.file?.place.volume),
                .plain(line.requirement.text), .plain(line.piece.text), .plain(line.date?.description),
                .text(line.invoiceNumber), .text(line.supplier), .number(line.cents), .plain(line.currency),
                .plain(line.vat?.rawValue), .number(line.usePercent), .number(months),
                .number(line.depreciationMonths), .number(total), .plain(note),
            ]))
    }

    func finish(_ total: MoneySum) throws -> Spool {
        for currency in total.currencies {
            var cells = [CSVRow.Cell](repeating: .plain(nil), count: Self.columns.count)
            (cells[0], cells[10], cells[15]) = (.plain("total"), .plain(currency), .number(total[currency]))
            try text.write(CSVRow.line(cells))
        }
        return try text.finish()
    }
}

/// Model 2, the general statement of expenses: what each chapter comes to, by year of the project.
struct GeneralStatement {
    let rates: FlatRates
    let sums: CostSums

    /// The statement in CSV: `chapter`, `currency`, `year1Cents` and so on, `undatedCents`, `totalCents`. The last line of
    /// each currency has the chapter `total`.
    func csv(in scratch: FilePath) throws -> Spool {
        let text = try SpooledText(in: scratch)
        let years = sums.columns.map { $0.map { "year\($0 + 1)Cents" } ?? "undatedCents" }
        try text.write(CSVRow.header(["chapter", "currency"] + years + ["totalCents"]))
        for currency in try sums.currencies() {
            for line in rates.lines {
                try text.write(Self.line(line.code, currency, try sums.amounts(line, currency)))
            }
            try text.write(Self.line("total", currency, try totals(currency)))
        }
        return try text.finish()
    }

    /// The sums of all lines, column by column.
    func totals(_ currency: String) throws -> [Int64] {
        var totals = [MoneySum](repeating: MoneySum(), count: sums.columns.count + 1)
        for line in rates.lines {
            for (index, amount) in try sums.amounts(line, currency).enumerated() {
                try totals[index].add(amount, currency)
            }
        }
        return totals.map { $0[currency] }
    }

    private static func line(_ code: String, _ currency: String, _ amounts: [Int64]) -> String {
        CSVRow.line([.plain(code), .plain(currency)] + amounts.map { .number($0) })
    }
}

extension FlatRates.Line {
    /// Its name in files.
    var code: String {
        switch self {
        case .chapter(let chapter): chapter.rawValue
        case .rate(let rate): rate.code
        }
    }

    var name: Sentence {
        switch self {
        case .chapter(let chapter): chapter.name
        case .rate(let rate): rate.name
        }
    }
}
