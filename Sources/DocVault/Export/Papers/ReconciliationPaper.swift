internal import SystemPackage

/// `data/reconciliation.csv`: from each payment to the pieces that justify it and to the proofs that those were paid.
///
/// One line a costed piece that was not taken back, by disbursement in the order of payment, then in the order of the
/// inventory; a disbursement without one has one line without a piece. The columns:
///
/// | column | content |
/// |---|---|
/// | `disbursement`, `disbursementState` | Code and state: `planned`, `claimed`, `approved` or `paid`. Empty for costs of no disbursement, which come last. |
/// | `paidOn`, `paymentCents`, `paymentCurrency` | The day that the agency paid it, `YYYY-MM-DD`, and its amount. |
/// | `requirement`, `requirementType`, `requirementState` | The claim or report that the piece was handed in for. |
/// | `heading` | Heading of the financial report, `a` to `i`. |
/// | `number`, `file`, `volume` | The piece: number of its row in the inventory, its path, its volume in a group of bags. |
/// | `piece` | Code of the piece. |
/// | `invoiceNumber`, `invoiceDate`, `supplier` | As in the inventory. |
/// | `amountCents`, `currency` | As in the inventory: negative for a credit note. |
/// | `paymentProofs` | Paths of the proofs of payment that are in the bag, `; ` between them. |
/// | `missing` | What is missing, `; ` between: `no piece` for a disbursement without one; `no proof`, the dossier has none although one is asked for; `proof elsewhere`, it has one that is not in this bag; `no amount`; `disposed`, the piece is gone. |
struct ReconciliationPaper: BagPaperWriter {
    static let path = "data/reconciliation.csv"
    private static let columns = [
        "disbursement", "disbursementState", "paidOn", "paymentCents", "paymentCurrency", "requirement",
        "requirementType", "requirementState", "heading", "number", "file", "volume", "piece", "invoiceNumber",
        "invoiceDate", "supplier", "amountCents", "currency", "paymentProofs", "missing",
    ]

    private let subject: BagSubject
    private let lines: SpooledText
    private let scratch: FilePath
    private var runs: [DisbursementCode?: [LineRun]] = [:]
    private let states: [RequirementCode: Requirement.State]

    init(_ subject: BagSubject, scratch: FilePath) throws {
        (self.subject, self.scratch) = (subject, scratch)
        lines = try SpooledText(in: scratch)
        states = Dictionary(subject.requirements.map { ($0.requirement.code, $0.state) }) { first, _ in first }
    }

    mutating func take(_ row: InventoryRow) throws {
        guard row.isCost else { return }
        let start = lines.byteCount
        let payment = subject.disbursements.first { $0.disbursement.code == row.disbursement }
        let cells =
            Self.cells(of: payment) + [
                .plain(row.requirement.text), .plain(row.requirementType.rawValue),
                .plain(states[row.requirement]?.rawValue), .plain(row.heading?.rawValue), .number(row.number),
                .plain(row.file), .number(row.place.volume), .plain(row.piece.text), .text(row.facts.number),
                .plain(row.facts.date?.description), .text(row.facts.supplier), .number(row.signedCents),
                .plain(row.facts.amount?.currency),
                .plain(row.paymentProofs.map(\.path).joined(separator: "; ")),
                .plain(Self.missing(row).joined(separator: "; ")),
            ]
        try lines.write(CSVRow.line(cells))
        let code = payment?.disbursement.code
        // Neighbours are one run: there are no more runs than requirements.
        var written = LineRun(offset: start, end: lines.byteCount)
        if let last = runs[code]?.last, last.end == start {
            runs[code]?.removeLast()
            written = LineRun(offset: last.offset, end: written.end)
        }
        runs[code, default: []].append(written)
    }

    mutating func finish() throws -> [BagPaper] {
        let rows = try lines.finish()
        let paper = try SpooledText(in: scratch)
        try paper.write(CSVRow.header(Self.columns))
        for payment in subject.disbursements {
            let code = payment.disbursement.code
            for run in runs[code] ?? [] { try paper.write(run, of: rows) }
            guard runs[code] == nil else { continue }
            let nothing = [CSVRow.Cell](repeating: .plain(nil), count: Self.columns.count - 6)
            try paper.write(CSVRow.line(Self.cells(of: payment) + nothing + [.plain("no piece")]))
        }
        for run in runs[nil] ?? [] { try paper.write(run, of: rows) }
        return [BagPaper(path: Self.path, content: try paper.finish())]
    }

    private static func cells(of payment: BagDisbursement?) -> [CSVRow.Cell] {
        [
            .plain(payment?.disbursement.code.text), .plain(payment?.state.rawValue),
            .plain(payment?.paidOn?.description), .number(payment?.disbursement.amount.cents),
            .plain(payment?.disbursement.amount.currency),
        ]
    }

    private static func missing(_ row: InventoryRow) -> [String] {
        var missing: [String] = []
        if row.disposition != nil { missing.append("disposed") }
        if row.facts.amount == nil { missing.append("no amount") }
        if row.paymentProofs.isEmpty {
            if row.paymentProofCount > 0 {
                missing.append("proof elsewhere")
            } else if row.needsPaymentProof, row.disposition == nil {
                missing.append("no proof")
            }
        }
        return missing
    }
}
