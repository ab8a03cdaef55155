/// The sums of one disbursement: by chapter and by year of the project.
struct CostSums {
    /// How many years the project has; costs before its first day are of the first, costs after its last of the last.
    let yearCount: Int
    private let project: Period
    private var sums: [CostChapter: [Int?: MoneySum]] = [:]
    /// The lines of each chapter that do not count, by why.
    private(set) var uncounted: [CostChapter: [CountedCost.Reason: Int]] = [:]
    /// How many lines of a chapter were written off without a recorded rate of use, which counts as 100 %.
    private(set) var unratedCount: [CostChapter: Int] = [:]

    init(of project: Period) {
        self.project = project
        yearCount = Self.yearsBegun(from: project.from, by: project.to) + 1
    }

    mutating func add(_ cost: CountedCost, _ line: CostLine, to chapter: CostChapter) throws(VaultError) {
        switch cost {
        case .notCounted(let reason): uncounted[chapter, default: [:]][reason, default: 0] += 1
        case .counted(let cents, _):
            try sums[chapter, default: [:]][year(of: line.date), default: MoneySum()].add(cents, line.currency)
            if chapter.isDepreciated, line.usePercent == nil { unratedCount[chapter, default: 0] += 1 }
        }
    }

    /// The years of the project from 0 up, then `nil` for what has no date.
    var columns: [Int?] { (0..<yearCount).map { $0 } + [nil] }

    /// Whether anything counts that has no date.
    var hasUndated: Bool { sums.values.contains { $0[nil] != nil } }

    func sum(_ chapter: CostChapter, _ column: Int?) -> MoneySum { sums[chapter]?[column] ?? MoneySum() }

    func total(_ chapter: CostChapter) throws(VaultError) -> MoneySum {
        var total = MoneySum()
        for column in columns { try total.add(sum(chapter, column)) }
        return total
    }

    /// The currencies of all chapters, the euro first; the euro alone when nothing counts.
    func currencies() throws(VaultError) -> [String] {
        var all = MoneySum()
        for chapter in CostChapter.allCases {
            for currency in try total(chapter).currencies { try all.add(0, currency) }
        }
        return all.currencies.isEmpty ? ["EUR"] : all.currencies
    }

    /// One line of the general statement in one currency: an amount for each column, which add up to the last one.
    func amounts(_ line: FlatRates.Line, _ currency: String) throws(VaultError) -> [Int64] {
        var amounts: [Int64] = []
        var (base, known): (MoneySum, Int64) = (MoneySum(), 0)
        for column in columns {
            switch line {
            case .chapter(let chapter): amounts.append(sum(chapter, column)[currency])
            case .rate(let rate):
                for chapter in rate.base { try base.add(sum(chapter, column)[currency], currency) }
                // Of what has come so far, less what was told: so that rounding is done once and columns add up.
                let part = rate.part(of: base[currency])
                amounts.append(part - known)
                known = part
            }
        }
        var total = MoneySum()
        for amount in amounts { try total.add(amount, currency) }
        return amounts + [total[currency]]
    }

    private func year(of date: CivilDate?) -> Int? {
        date.map { min(Self.yearsBegun(from: project.from, by: max($0, project.from)), yearCount - 1) }
    }

    /// How many whole years lie between two days.
    private static func yearsBegun(from first: CivilDate, by day: CivilDate) -> Int {
        let years = day.year - first.year
        return (day.month, day.day) < (first.month, first.day) ? years - 1 : years
    }
}
