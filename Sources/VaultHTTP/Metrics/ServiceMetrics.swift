internal import Synchronization

/// What the service counts of itself, for ``MetricsText``. Labels are routes and statuses, never names or addresses.
final class ServiceMetrics: Sendable {
    struct Series: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    /// How long requests took: how many up to each bound, in seconds.
    struct Histogram {
        static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]
        var counts = [Int](repeating: 0, count: bounds.count)
        var count = 0
        var sum = 0.0

        mutating func add(_ seconds: Double) {
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
            count += 1
            sum += seconds
        }
    }

    struct Figures {
        var requests: [Series: Int] = [:]
        var durations = Histogram()
        var connections = 0
        var receivedBytes = 0
        var sentBytes = 0
        var refusedByLimit = 0
    }

    private let figures = Mutex(Figures())

    var current: Figures { figures.withLock { $0 } }

    func connectionOpened() { figures.withLock { $0.connections += 1 } }
    func connectionClosed() { figures.withLock { $0.connections -= 1 } }
    func received(_ count: Int) { figures.withLock { $0.receivedBytes += count } }
    func sent(_ count: Int) { figures.withLock { $0.sentBytes += count } }
    func refusedByLimit() { figures.withLock { $0.refusedByLimit += 1 } }

    func answered(_ series: Series, in duration: Duration) {
        figures.withLock { figures in
            figures.requests[series, default: 0] += 1
            figures.durations.add(Double(duration.nanoseconds) / 1e9)
        }
    }
}
