/// What of a price a project may claim, as models 4 and 7 of the accounting directives compute it:
/// price × use × months used ÷ period.
struct Depreciation: Hashable {
    let usePercent: Int
    /// Whole calendar months, both end months counted; never more than the period.
    let monthsUsed: Int
    let period: Int

    /// - Parameters:
    ///   - bought: The day of purchase. Months before the project begins do not count.
    ///   - project: The project's period.
    ///   - day: The last day of what is claimed now: the end of the disbursement's period.
    init(bought: CivilDate, period: Int, usePercent: Int, project: Period, until day: CivilDate) {
        let first = max(bought, project.from).monthNumber
        let last = min(project.to, day).monthNumber
        (self.usePercent, self.period) = (usePercent, period)
        monthsUsed = min(max(last - first + 1, 0), period)
    }

    /// The part of a price in cents, rounded once: half a cent goes up, away from zero.
    func part(of price: Int64) throws(VaultError) -> Int64 {
        try Self.rounded(Int128(price) * Int128(usePercent) * Int128(monthsUsed), over: 100 * Int128(period))
    }

    /// So many percent of a price in cents, rounded as above: rent, by the surface that the project uses.
    static func part(_ percent: Int, of price: Int64) throws(VaultError) -> Int64 {
        try rounded(Int128(price) * Int128(percent), over: 100)
    }

    private static func rounded(_ dividend: Int128, over divisor: Int128) throws(VaultError) -> Int64 {
        let half = (2 * Int128(dividend.magnitude) + divisor) / (2 * divisor)
        guard let cents = Int64(exactly: dividend < 0 ? -half : half) else { throw VaultError.tooMuchMoney }
        return cents
    }
}

extension CivilDate {
    /// Months since the beginning of the year 0: the difference of two counts the months between.
    fileprivate var monthNumber: Int { year * 12 + month }
}
