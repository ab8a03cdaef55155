internal import SystemPackage

/// The headings' tables of each disbursement in the form of the directives' models 2 to 9, computed from the facts of the
/// invoices of its requirements: `data/30_disbursements/<D01>/model-<n>.csv` and `models_<language>.html`.
///
/// Costs wait in one temporary file for each chapter. In it those of one requirement and heading follow each other by date,
/// as in the inventory, so that the model of a disbursement is a merge of a few ordered runs.
struct ModelPapers: BagPaperWriter {
    private struct RunKey: Hashable {
        let disbursement: DisbursementCode
        let chapter: CostChapter
    }

    private struct Source: Hashable {
        let requirement: RequirementCode
        let heading: PieceRule.Heading?
    }

    private let subject: BagSubject
    private let scratch: FilePath
    private let rates: [DisbursementCode: FlatRates]
    private var spools: [CostChapter: SpooledText] = [:]
    private var runs: [RunKey: [LineRun]] = [:]
    private var lastSource: [RunKey: Source] = [:]

    init(_ subject: BagSubject, scratch: FilePath) throws {
        (self.subject, self.scratch) = (subject, scratch)
        var rates: [DisbursementCode: FlatRates] = [:]
        for payment in subject.disbursements {
            let code = payment.disbursement.code
            let checklists = subject.requirements.filter { $0.requirement.disbursement == code }
                .flatMap { $0.requirement.checklists.map(\.code.text) }
            rates[code] = FlatRates(subject.dossier.regimes, Set(checklists))
        }
        self.rates = rates
    }

    mutating func take(_ row: InventoryRow) throws {
        guard row.isCost, let disbursement = row.disbursement, let rates = rates[disbursement] else { return }
        let chapter = CostChapter(row, rates)
        let key = RunKey(disbursement: disbursement, chapter: chapter)
        let spool = try spools[chapter] ?? SpooledText(in: scratch)
        spools[chapter] = spool
        let start = spool.byteCount
        try spool.write(CostLine(row).written)
        let source = Source(requirement: row.requirement, heading: row.heading)
        if lastSource[key] == source, let last = runs[key]?.popLast() {
            runs[key]?.append(LineRun(offset: last.offset, end: spool.byteCount))
        } else {
            runs[key, default: []].append(LineRun(offset: start, end: spool.byteCount))
        }
        lastSource[key] = source
    }

    mutating func finish() throws -> [BagPaper] {
        var written: [CostChapter: Spool] = [:]
        for (chapter, spool) in spools { written[chapter] = try spool.finish() }
        var papers: [BagPaper] = []
        for payment in subject.disbursements.sorted(by: { $0.disbursement.code < $1.disbursement.code }) {
            papers += try self.papers(of: payment.disbursement, written)
        }
        return papers
    }

    private func papers(of disbursement: Disbursement, _ written: [CostChapter: Spool]) throws -> [BagPaper] {
        guard let rates = rates[disbursement.code] else { return [] }
        let (project, last) = (subject.dossier.projectPeriod, disbursement.period.to)
        var sums = CostSums(of: project)
        for chapter in CostChapter.allCases {
            try forEachLine(of: disbursement.code, chapter, written) { line in
                try sums.add(try CountedCost(line, in: chapter, project: project, until: last), line, to: chapter)
            }
        }
        let folder = "data/30_disbursements/\(disbursement.code)"
        let statement = GeneralStatement(rates: rates, sums: sums)
        var papers = [BagPaper(path: "\(folder)/model-2.csv", content: try statement.csv(in: scratch))]
        let pages = try Language.allCases.map {
            try ModelPage(subject, disbursement, rates, sums, $0, scratch: scratch)
        }
        for page in pages { try page.begin(statement) }
        for chapter in CostChapter.allCases where runs[RunKey(disbursement: disbursement.code, chapter: chapter)] != nil
        {
            let table = try chapter.model.map { _ in try ModelTable(chapter, in: scratch) }
            for page in pages { try page.begin(chapter) }
            try forEachLine(of: disbursement.code, chapter, written) { line in
                let cost = try CountedCost(line, in: chapter, project: project, until: last)
                try table?.add(line, cost)
                for page in pages { try page.add(line, cost, to: chapter) }
            }
            for page in pages { try page.end(chapter) }
            if let model = chapter.model, let table {
                papers.append(
                    BagPaper(path: "\(folder)/model-\(model).csv", content: try table.finish(sums.total(chapter))))
            }
        }
        for page in pages {
            papers.append(
                BagPaper(path: "\(folder)/models_\(page.language.rawValue).html", content: try page.finish()))
        }
        return papers.sorted { $0.path < $1.path }
    }

    /// Merges the runs of a chapter by date.
    private func forEachLine(
        of disbursement: DisbursementCode, _ chapter: CostChapter, _ written: [CostChapter: Spool],
        _ consume: (CostLine) throws -> Void
    ) throws {
        guard let spool = written[chapter] else { return }
        var readers = (runs[RunKey(disbursement: disbursement, chapter: chapter)] ?? []).map {
            LineReader($0, of: spool)
        }
        var heads: [CostLine?] = []
        for index in readers.indices { heads.append(try Self.next(&readers[index])) }
        while let first = heads.indices.filter({ heads[$0] != nil }).min(by: { left, right in
            guard let left = heads[left], let right = heads[right] else { return false }
            return left.order < right.order
        }), let line = heads[first] {
            try consume(line)
            heads[first] = try Self.next(&readers[first])
        }
    }

    private static func next(_ reader: inout LineReader) throws -> CostLine? {
        guard let line = try reader.next() else { return nil }
        guard let cost = CostLine(line) else {
            throw VaultError.storageFailed(
                StorageFailure(operation: "export", detail: "a temporary file holds what was not written"))
        }
        return cost
    }
}
