/// A span of civil years, months and days, as `P7Y`: what a duty to keep lasts.
///
/// Written as an ISO 8601 duration of dates alone: years, months and days in this order, or weeks by themselves; whole
/// numbers, no sign, no time of day. Twelve months are a year, wherever they begin, and seven days a week; how many days a
/// month has depends on where it begins. So two periods are equal exactly when they lead from every day to the same day.
public struct CalendarPeriod: Hashable, Sendable, LosslessStringConvertible {
    public let years: Int
    /// From 0 to 11.
    public let months: Int
    public let days: Int

    /// Takes parts that are not negative, each below one milliard; `nil` for others. Twelve months become a year.
    public init?(years: Int = 0, months: Int = 0, days: Int = 0) {
        guard [years, months, days].allSatisfy((0..<1_000_000_000).contains) else { return nil }
        (self.years, self.months, self.days) = (years + months / 12, months % 12, days)
    }

    /// Parses `P7Y`, `P1Y6M`, `P30D`, `P2W`, and `P0D` for none; `nil` for any other text, a negative or a broken number included.
    public init?(_ description: String) {
        if let match = description.wholeMatch(of: /P([0-9]{1,9})W/) {
            self.init(days: (Int(match.1) ?? 0) * 7)
            return
        }
        guard description != "P",
            let match = description.wholeMatch(of: /P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?/)
        else { return nil }
        let parts = [match.1, match.2, match.3].map { $0.flatMap { Int($0) } ?? 0 }
        self.init(years: parts[0], months: parts[1], days: parts[2])
    }

    /// Without parts that are zero: `P18M` is `P1Y6M`, `P2W` is `P14D`, and no time at all is `P0D`.
    public var description: String {
        let parts = [(years, "Y"), (months, "M"), (days, "D")].filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }
        return "P" + (parts.isEmpty ? "0D" : parts.joined())
    }

    public var isZero: Bool { self == CalendarPeriod() }

    /// Whether it is a number of days alone, without years or months.
    var isOfDays: Bool { years == 0 && months == 0 }

    /// Longer than a thousand years, none of which has more than 366 days: nobody means that, so it is taken for a slip.
    var isAbsurd: Bool { years * 366 + months * 31 + days > 366_000 }
}

extension CivilDate {
    /// The day after this period: years and months first, then days.
    ///
    /// Where the month that is reached has no such day, it is the first of the next: 29 February and seven years are
    /// 1 March, and so are 31 January and a month. A duty to keep so never ends too early. The
    /// later the day or the longer the period, the later the sum, or equal. `nil` beyond the year 9999.
    public func adding(_ period: CalendarPeriod) -> CivilDate? {
        let months = (year + period.years) * 12 + (month - 1) + period.months
        let (year, month) = (months / 12, months % 12 + 1)
        // December has all days, so the month that follows is one of the same year.
        let start = CivilDate(year: year, month: month, day: day) ?? CivilDate(year: year, month: month + 1, day: 1)
        guard let start else { return nil }
        let sum = start.daysSince1970 + period.days
        return sum <= Self.lastDay ? CivilDate(daysSince1970: sum) : nil
    }

    /// Every day from this one to another, both included; none if the other is before it.
    public func days(through last: CivilDate) -> some Sequence<CivilDate> {
        stride(from: daysSince1970, through: last.daysSince1970, by: 1).lazy.map(CivilDate.init(daysSince1970:))
    }

    /// 31 December 9999, the last day that can be written.
    static let lastDay = 2_932_896
}
