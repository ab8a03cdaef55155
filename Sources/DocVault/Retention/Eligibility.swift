/// When a document may be destroyed: never, as long as something stands against it, or from a day on.
struct Eligibility: Hashable, Sendable {
    /// One reason why something may not be destroyed, whatever the day.
    enum Obstacle: Hashable, Sendable {
        case hold(HoldMap.Entry)
        /// A duty that has not begun to run, or that never ends.
        case openObligation(ScheduleCode)
        /// No schedule of the policy says how long: then nothing may be destroyed.
        case noObligation
    }

    let obstacles: [Obstacle]
    /// The last day of the longest duty, with what holds added to it; `nil` while one is open.
    let lastDayKept: CivilDate?
    /// What becomes of it then: the strictest action of its schedules.
    let action: RetentionAction

    /// The first day on which it may be destroyed; `nil` for never.
    var eligibleOn: CivilDate? { obstacles.isEmpty ? lastDayKept?.next : nil }

    func isEligible(on day: CivilDate) -> Bool { eligibleOn.map { $0 <= day } ?? false }

    /// Computes it from duties and from the holds that cover the document. A pure function.
    init(_ obligations: [Obligation], _ holds: [HoldMap.Entry]) {
        var obstacles = holds.filter(\.isActive).map(Obstacle.hold)
        obstacles += obligations.filter(\.isOpen).map { .openObligation($0.schedule.code) }
        if obligations.isEmpty { obstacles.append(.noObligation) }
        self.obstacles = obstacles
        action = obligations.map(\.schedule.action).max() ?? .keep
        let held = Self.countedDays(of: holds.filter { $0.effect == .suspend }.compactMap(\.days))
        let restarts = holds.filter { $0.effect == .restart }.compactMap(\.days?.upperBound)
        let days = obligations.map { obligation -> CivilDate? in
            guard let last = obligation.lastDayKept else { return nil }
            let anew = restarts.compactMap { obligation.schedule.lastDayKept(triggeredOn: $0) }.max()
            return max(last.advanced(byDays: held), anew ?? last)
        }
        lastDayKept = days.contains(nil) ? nil : days.compactMap(\.self).max()
    }

    /// How many days some spans cover: a day in two of them counts once.
    static func countedDays(of spans: [ClosedRange<CivilDate>]) -> Int {
        var (count, covered) = (0, Int.min)
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let first = max(span.lowerBound.daysSince1970, covered == Int.min ? Int.min : covered + 1)
            let last = span.upperBound.daysSince1970
            guard last >= first else { continue }
            count += last - first + 1
            covered = last
        }
        return count
    }
}

extension CivilDate {
    /// The day after; the last day that there is stays.
    var next: CivilDate { advanced(byDays: 1) }

    /// The day that lies some days later, at most the last day of the year 9999.
    func advanced(byDays days: Int) -> CivilDate {
        CivilDate(daysSince1970: min(daysSince1970 + days, Self.lastDay))
    }
}

extension RetentionAction: Comparable {
    /// From the mildest to the strictest: what is kept for good is not destroyed because another duty would allow it.
    private var strictness: Int {
        switch self {
        case .destroy: 0
        case .review: 1
        case .transfer: 2
        case .keep: 3
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.strictness < right.strictness }
}
