/// How many rows a transaction moves, so that it takes some milliseconds and no deposit waits long for it, whatever the
/// machine and its disk are like at the moment.
struct CollectionPace: Sendable {
    /// How long a transaction should take. A process that waits looks again after 1, 2, 5, 10 and 15 milliseconds.
    private static let target = Duration.milliseconds(8)
    private static let bounds = 8...512

    private(set) var count = 64

    /// Takes note of how long the last transaction took.
    mutating func adapt(to taken: Duration) {
        let factor = Self.target / max(taken, .microseconds(1))
        // At most twice as many, because a short transaction may have had little to do.
        let wanted = Double(count) * min(max(factor, 0.1), 2)
        count = min(max(Int(wanted), Self.bounds.lowerBound), Self.bounds.upperBound)
    }
}
