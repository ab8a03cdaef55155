/// One bag, or the volumes of a group, as a whole: seal, journal and completeness, and the report of everything.
struct BagGroup {
    private let bags: [CheckedBag]
    private let trust: BagTrust
    /// Whether the caller asked for a group, so that a volume that is not there is missing.
    private let isAsked: Bool
    private var problems = BagProblems()
    private var result = BagReport()

    init(_ bags: [CheckedBag], _ trust: BagTrust, isAsked: Bool) {
        (self.bags, self.trust, self.isAsked) = (bags, trust, isAsked)
    }

    func report() throws -> BagReport {
        var group = self
        return try group.run()
    }

    private mutating func run() throws -> BagReport {
        for bag in bags { checkAlone(bag) }
        result.fileCount = bags.reduce(0) { $0 + $1.check.reading.table.count }
        result.sizeInBytes = bags.reduce(0) { $0 + $1.check.reading.sizeInBytes }
        result.findings[.fixity] = .proved(
            Sentence("verify.fixity.proved", ["files": .number(result.fileCount), "size": .size(result.sizeInBytes)]))
        let isVolume = (bags.first?.check.information.place?.count ?? 1) > 1
        if bags.count > 1 || isAsked && isVolume { checkTogether() } else { result.bagName = bags.first?.name ?? "" }
        try checkPapers()
        problems.fill(&result)
        return result
    }

    /// What can be said of each bag by itself.
    private mutating func checkAlone(_ bag: CheckedBag) {
        let (reading, information) = (bag.check.reading, bag.check.information)
        var own = bag.check.problems
        var report = BagReport()
        let format = information.format ?? 0
        if format >= 1 {
            BagName(information: information, name: bag.name, isFolder: bag.files.isFolder).check(reading, &own)
        }
        SealCheck(reading: reading, trust: trust, isRequired: format >= 2 || trust.certificates != nil)
            .run(&own, &report)
        if bags.count > 1 {
            problems.merge(own, under: bag.name)
        } else {
            problems = own
        }
        keep(report, of: bag)
    }

    /// The weakest finding counts for a group; what the bags say of themselves is the same in each, or a problem.
    private mutating func keep(_ report: BagReport, of bag: CheckedBag) {
        for (section, finding) in report.findings {
            guard case .proved? = result.findings[section] ?? .proved(Sentence("verify.seal.none")) else { continue }
            result.findings[section] = finding
        }
        let information = bag.check.information
        guard result.statement == BagStatement() else {
            if result.statement.signerFingerprint != report.statement.signerFingerprint {
                problems.note(.unsealed, bag.name, Sentence("verify.group.otherSigner"), .seal)
            }
            return
        }
        result.statement = report.statement
        result.statement.dossier = information.format == nil ? nil : information["External-Identifier"]
        result.statement.profile = information["DocVault-Profile"]
        result.statement.perspective = information["DocVault-Perspective"]
        result.statement.origin = information["DocVault-Origin"]
        result.statement.sequence = information["DocVault-Sequence"].flatMap { Int($0) }
    }

    private mutating func checkTogether() {
        result.volumes = bags.map(\.name)
        let first = bags[0].check.information
        result.bagName = first["Bag-Group-Identifier"] ?? bags[0].name
        let count = first.place?.count ?? bags.count
        var numbers: Set<Int> = []
        for bag in bags {
            let information = bag.check.information
            guard let place = information.place, place.count == count,
                let identifier = information["Bag-Group-Identifier"], identifier == first["Bag-Group-Identifier"],
                ["External-Identifier", "DocVault-Sequence", "DocVault-Origin", "DocVault-Pieces", "DocVault-Profile"]
                    .allSatisfy({ information[$0] == first[$0] })
            else {
                problems.note(.incomplete, bag.name, Sentence("verify.group.other"), .completeness)
                continue
            }
            if !numbers.insert(place.number).inserted {
                problems.note(.repeated, bag.name, Sentence("verify.group.twice"), .completeness)
            }
        }
        for number in 1...max(1, min(count, 10_000)) where !numbers.contains(number) {
            problems.note(
                .missing, result.bagName,
                Sentence("verify.group.missing", ["number": .number(number), "count": .number(count)]), .completeness)
        }
    }

    /// What the papers of ours say of the dossier. They are in the first volume of a group.
    private mutating func checkPapers() throws {
        guard let main = bags.first(where: { $0.check.information.place?.number ?? 1 == 1 }),
            let format = main.check.information.format
        else { return leaveOut() }
        var own = BagProblems()
        let journal = JournalCheck(
            reading: main.check.reading, information: main.check.information, trust: trust)
        let tree = journal.isExpected ? journal.tree(&own) : nil
        let place = main.check.information.place
        let volumes = Dictionary(
            bags.map { ($0.check.information.place?.number ?? 1, $0.check) }, uniquingKeysWith: { first, _ in first })
        let isWhole = place.map { volumes.count == $0.count } ?? true
        var papers = PaperCheck(main: main.check, volumes: volumes, isWhole: isWhole, tree: tree)
        try papers.run(main.files, &own)
        problems.merge(own, under: bags.count > 1 ? main.name : nil)
        for (number, found) in papers.fileProblems.sorted(by: { $0.key < $1.key }) {
            problems.merge(found, under: bags.count > 1 ? volumes[number]?.reading.bagName : nil)
        }
        result.statement.pieceCount = papers.rowCount
        result.findings[.completeness] =
            isWhole
            ? .proved(Sentence("verify.completeness.proved", ["pieces": .number(papers.rowCount)]))
            : .notChecked(alone(place))
        result.findings[.journal] = journalFinding(tree, papers, format)
    }

    private mutating func journalFinding(_ tree: JournalCheck.Tree?, _ papers: PaperCheck, _ format: Int) -> BagFinding
    {
        guard let tree, let events = papers.events else { return .notChecked(Sentence("verify.journal.none")) }
        result.statement.journalKey = tree.key.key.fingerprint
        result.statement.eventCount = events.count
        result.statement.withheldEventCount = events.withheld
        result.statement.provedPieceCount = papers.provedCount
        let (proved, pieces) = (SentenceValue.number(papers.provedCount), SentenceValue.number(papers.rowCount))
        let (count, withheld) = (SentenceValue.number(events.count), SentenceValue.number(events.withheld))
        guard trust.keys == nil else {
            return .proved(
                Sentence(
                    "verify.journal.trusted",
                    ["proved": proved, "pieces": pieces, "events": count, "withheld": withheld]))
        }
        return .proved(
            Sentence(
                "verify.journal.self",
                [
                    "proved": proved, "pieces": pieces, "events": count, "withheld": withheld,
                    "fingerprint": .text(tree.key.key.fingerprint),
                ]))
    }

    /// Without the papers, or for a bag that somebody else made.
    private mutating func leaveOut() {
        guard let place = bags.first?.check.information.place, bags.first?.check.information.format != nil else {
            result.findings[.journal] = .notChecked(Sentence("verify.foreign"))
            result.findings[.completeness] = .notChecked(Sentence("verify.foreign"))
            guard trust.keys != nil else { return }
            return problems.note(
                .unproved, JournalPaper.checkpoint.rawValue, Sentence("verify.journal.checkpointMissing"), .journal)
        }
        result.findings[.journal] = .notChecked(alone(place))
        result.findings[.completeness] = .notChecked(alone(place))
    }

    private func alone(_ place: (number: Int, count: Int)?) -> Sentence {
        Sentence(
            "verify.group.alone", ["number": .number(place?.number ?? 1), "count": .number(place?.count ?? 1)])
    }
}

extension CheckedBag {
    /// The folder at the top.
    var name: String { check.reading.bagName }
}
