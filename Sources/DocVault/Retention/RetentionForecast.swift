/// Documents of a dossier that may be destroyed.
public struct DueDisposal: Hashable, Sendable {
    public let dossier: DossierCode
    /// The first day on which one of them might have been.
    public let since: CivilDate
    public let documentCount: Int
}

/// What becomes free to be destroyed in which year.
public struct RetentionForecast: Hashable, Sendable {
    public struct Count: Hashable, Sendable {
        public internal(set) var dossierCount = 0
        public internal(set) var documentCount = 0
    }

    public private(set) var years: [Int: Count] = [:]
    /// Held, waiting for a fact, or kept for good.
    public private(set) var unknown = Count()

    public init() {}

    mutating func count(_ documents: Int, from day: CivilDate?) {
        if let day {
            years[day.year, default: Count()].documentCount += documents
        } else {
            unknown.documentCount += documents
        }
    }

    mutating func countDossier(in year: Int?) {
        if let year { years[year, default: Count()].dossierCount += 1 } else { unknown.dossierCount += 1 }
    }

    public mutating func add(_ other: RetentionForecast) {
        for (year, count) in other.years {
            years[year, default: Count()].dossierCount += count.dossierCount
            years[year, default: Count()].documentCount += count.documentCount
        }
        unknown.dossierCount += other.unknown.dossierCount
        unknown.documentCount += other.unknown.documentCount
    }
}
