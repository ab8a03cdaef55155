/// The chapters of the general statement of expenses (model 2), in its order, and what stands outside of it.
enum CostChapter: String, CaseIterable {
    case personnel, equipment, operating, subcontracting, buildings, training, valorisation
    /// Direct investments under the flat rate of 7 % of the ERDF.
    case investment
    /// Costs under no heading that a model exists for: told, never counted.
    case outside

    /// The model of the directives that lists its costs.
    var model: Int? {
        switch self {
        case .personnel: 3
        case .equipment: 4
        case .operating: 5
        case .subcontracting: 6
        case .buildings: 7
        case .training: 8
        case .valorisation: 9
        case .investment, .outside: nil
        }
    }

    /// Whether its costs are written off, of which only the project's part counts.
    var isDepreciated: Bool { self == .equipment || self == .buildings }

    /// The chapter of a cost.
    init(_ row: InventoryRow, _ rates: FlatRates) {
        self =
            switch row.heading {
            case .b: .personnel
            case .c: .equipment
            case .d: .operating
            case .e: .subcontracting
            case .f: .buildings
            case .h: .training
            case .i: .valorisation
            case .a, .g: .outside
            case nil: row.kind.role == .personnel ? .personnel : rates.hasInvestment ? .investment : .outside
            }
    }

    var name: Sentence {
        switch self {
        case .personnel: Sentence("model.chapter.personnel")
        case .equipment: Sentence("model.chapter.equipment")
        case .operating: Sentence("model.chapter.operating")
        case .subcontracting: Sentence("model.chapter.subcontracting")
        case .buildings: Sentence("model.chapter.buildings")
        case .training: Sentence("model.chapter.training")
        case .valorisation: Sentence("model.chapter.valorisation")
        case .investment: Sentence("model.chapter.investment")
        case .outside: Sentence("model.chapter.outside")
        }
    }
}

/// What covers costs without vouchers: the general costs of the directives, or the flat rates of the ERDF.
struct FlatRate: Hashable {
    /// Its name in files.
    let code: String
    let name: Sentence
    let percent: Int64
    let base: Set<CostChapter>

    /// Directives, part A, g: at most 10 % of personnel and other operating costs.
    static let overheads = FlatRate(
        code: "overheads", name: Sentence("model.chapter.overheads"), percent: 10, base: [.personnel, .operating])
    /// ERDF call, annex 1, a.
    static let erdfPersonnel = FlatRate(
        code: "flat-rate-40", name: Sentence("model.chapter.erdfPersonnel"), percent: 40, base: [.personnel])
    /// ERDF call, annex 1, b.
    static let erdfInvestment = FlatRate(
        code: "flat-rate-7", name: Sentence("model.chapter.erdfInvestment"), percent: 7, base: [.investment])

    /// The rate of a sum in whole cents, rounded down: it is a ceiling. Nothing of less than nothing.
    func part(of cents: Int64) -> Int64 {
        // In this order nothing can overflow: rates are below a hundred percent.
        let cents = max(cents, 0)
        return cents / 100 * percent + cents % 100 * percent / 100
    }
}

/// The lines of the general statement for one disbursement.
struct FlatRates {
    enum Line: Hashable {
        case chapter(CostChapter)
        case rate(FlatRate)
    }

    /// In the order of the statement.
    let lines: [Line]
    let hasInvestment: Bool

    /// - Parameter checklists: Those that the requirements of the disbursement are pinned to.
    init(_ regimes: Set<Dossier.Regime>, _ checklists: Set<String>) {
        let isERDF = regimes.contains(.erdf2127)
        let personnel = isERDF && checklists.contains("erdf-personnel")
        hasInvestment = isERDF && checklists.contains("erdf-investment")
        guard personnel || hasInvestment else {
            let before: [CostChapter] = [.personnel, .equipment, .operating, .subcontracting, .buildings]
            lines =
                before.map(Line.chapter) + [.rate(.overheads), .chapter(.training), .chapter(.valorisation)]
            return
        }
        lines =
            (personnel ? [.chapter(.personnel), .rate(.erdfPersonnel)] : [])
            + (hasInvestment ? [.chapter(.investment), .rate(.erdfInvestment)] : [])
    }

    /// Whether a chapter counts: real costs beside a flat rate of the ERDF are told and not counted.
    func counts(_ chapter: CostChapter) -> Bool { lines.contains(.chapter(chapter)) }
}
