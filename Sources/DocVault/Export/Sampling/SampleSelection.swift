/// Chooses pieces for an auditor to look at: monetary unit sampling within each heading, by whole numbers only.
///
/// Every amount is a row of cents. Within a heading, what is as large as the step between two hits is chosen for certain;
/// of the rest, in an order that the seed decides, every piece that a hit falls on. So a piece is the likelier the more it
/// costs, and who has the inventory and the seed comes to the same choice. `docs/formats/sample.md` says it step by step.
struct SampleSelection {
    /// One row of the inventory, as far as choosing depends on it.
    struct Unit: Hashable, Sendable {
        let number: Int
        let digest: Digest
        /// `nil` for a piece of no heading.
        let heading: PieceRule.Heading?
        /// The amount without its sign; 0 where none is recorded.
        let cents: Int64
    }

    /// The pieces of one heading.
    struct Stratum: Hashable, Sendable {
        let heading: PieceRule.Heading?
        let unitCount: Int
        let cents: Int64
        /// How many are to be chosen.
        let quota: Int
    }

    let strata: [Stratum]
    /// The numbers of the rows that were chosen, in their order.
    let numbers: [Int]

    /// - Parameter size: How many to choose; all, when there are no more.
    init(of size: Int, from units: [Unit], seed: String) throws {
        let headings = PieceRule.Heading.allCases.map(Optional.some) + [nil]
        let groups = headings.map { heading in units.filter { $0.heading == heading } }
        let quotas = Self.quotas(of: min(size, units.count), among: groups)
        strata = zip(headings, zip(groups, quotas)).compactMap { heading, group in
            group.0.isEmpty
                ? nil
                : Stratum(
                    heading: heading, unitCount: group.0.count, cents: Self.sum(group.0.map(\.cents)), quota: group.1)
        }
        numbers = try zip(headings, zip(groups, quotas)).flatMap { heading, group in
            try Self.choose(group.1, from: group.0, seed: seed, start: Self.start(of: heading, seed))
        }.sorted()
    }

    /// How many each group gets: one where there is anything at all, as far as that goes, and the rest by amounts, by the
    /// largest remainders. Nobody gets more than there is.
    static func quotas(of size: Int, among groups: [[Unit]]) -> [Int] {
        var quotas = groups.map { _ in 0 }
        let sums = groups.map { sum($0.map(\.cents)) }
        // The largest first: when there are fewer to choose than headings, those with most money are looked at.
        let order = groups.indices.filter { !groups[$0].isEmpty }.sorted { (sums[$0], $1) > (sums[$1], $0) }
        for index in order.prefix(size) { quotas[index] = 1 }
        var left = size - quotas.reduce(0, +)
        while left > 0 {
            let open = order.filter { quotas[$0] < groups[$0].count }
            guard !open.isEmpty else { break }
            let total = open.reduce(Int128(0)) { $0 + Int128(max(sums[$1], 1)) }
            var given = 0
            var remainders: [(remainder: Int128, index: Int)] = []
            for index in open {
                let share = Int128(left) * Int128(max(sums[index], 1))
                let whole = min(Int(share / total), groups[index].count - quotas[index])
                quotas[index] += whole
                given += whole
                if quotas[index] < groups[index].count { remainders.append((share % total, index)) }
            }
            remainders.sort { ($0.remainder, $1.index) > ($1.remainder, $0.index) }
            for (_, index) in remainders.prefix(left - given) {
                quotas[index] += 1
                given += 1
            }
            left -= given
        }
        return quotas
    }

    /// A number that the first hit of a heading goes by: the first eight bytes of a digest.
    private static func start(of heading: PieceRule.Heading?, _ seed: String) throws -> UInt64 {
        try DigestHasher.digest(of: Array("docvault-sample/1\n\(seed)\n\(heading?.rawValue ?? "")".utf8)).bytes.prefix(
            8
        )
        .reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func choose(_ count: Int, from units: [Unit], seed: String, start: UInt64) throws -> [Int] {
        guard count < units.count else { return units.map(\.number) }
        var rest = try units.map { (unit: $0, mark: try mark(of: $0, seed)) }.sorted {
            $0.mark.bytes.lexicographicallyPrecedes($1.mark.bytes)
        }
        // Where no amount is recorded all are alike.
        let isEqual = units.allSatisfy { $0.cents == 0 }
        var chosen: [Int] = []
        while chosen.count < count {
            let left = count - chosen.count
            let total = rest.reduce(Int128(0)) { $0 + weight($1.unit, isEqual) }
            let certain = rest.filter { weight($0.unit, isEqual) * Int128(left) >= total && total > 0 }
            if !certain.isEmpty, certain.count <= left, !isEqual {
                chosen += certain.map(\.unit.number)
                let taken = Set(certain.map(\.unit.number))
                rest.removeAll { taken.contains($0.unit.number) }
                continue
            }
            guard total > 0 else {
                // Only pieces without an amount are left.
                chosen += rest.prefix(left).map(\.unit.number)
                break
            }
            chosen += hits(left, of: total, in: rest, isEqual, start: Int128(start) % total)
            break
        }
        return chosen
    }

    /// The units that `count` hits fall on, one every `total / count`. The first lies at `start / count`, which is less than
    /// one step.
    private static func hits(
        _ count: Int, of total: Int128, in units: [(unit: Unit, mark: Digest)], _ isEqual: Bool, start: Int128
    ) -> [Int] {
        var numbers: [Int] = []
        var reached: Int128 = 0
        var hit = 0
        for (unit, _) in units where hit < count {
            reached += weight(unit, isEqual)
            // Hit number h lies at (h · total + start) / count; compared without dividing.
            guard Int128(hit) * total + start < reached * Int128(count) else { continue }
            numbers.append(unit.number)
            while hit < count, Int128(hit) * total + start < reached * Int128(count) { hit += 1 }
        }
        return numbers
    }

    private static func weight(_ unit: Unit, _ isEqual: Bool) -> Int128 { isEqual ? 1 : Int128(unit.cents) }

    /// What the order of a stratum goes by.
    static func mark(of unit: Unit, _ seed: String) throws -> Digest {
        try DigestHasher.digest(of: Array("docvault-sample/1\n\(seed)\n\(unit.number)\n\(unit.digest)".utf8))
    }

    private static func sum(_ amounts: [Int64]) -> Int64 {
        amounts.reduce(0) { sum, amount in
            let (next, isTooMuch) = sum.addingReportingOverflow(amount)
            return isTooMuch ? .max : next
        }
    }
}
