/// How often something may be done: so many times at once, and as many again in each window.
package struct RateLimit: Hashable, Sendable {
    package let count: Int
    package let window: Duration

    package init(_ count: Int, per window: Duration) { (self.count, self.window) = (count, window) }
}

/// Counts what callers take of their limits: one token bucket for each.
///
/// Buckets are in memory; at most once a second those that changed are handed out to be saved, so that a restart gives
/// nobody a full bucket.
actor RateLimiter {
    /// What is left, in thousandths, at an instant.
    struct Bucket: Hashable, Sendable {
        var level: Int64
        var at: Instant
    }

    /// More buckets than this are not kept in memory: those that are saved can be read again.
    private static let most = 20_000
    private static let savedEvery: Duration = .seconds(1)

    private var buckets: [[UInt8]: Bucket] = [:]
    private var changed: Set<[UInt8]> = []
    private var savedAt = Instant(microsecondsSince1970: 0)

    func knows(_ key: [UInt8]) -> Bool { buckets[key] != nil }

    /// Remembers what was saved, unless somebody was faster.
    func load(_ key: [UInt8], _ bucket: Bucket?, _ limit: RateLimit, at now: Instant) {
        guard buckets[key] == nil else { return }
        if buckets.count >= Self.most, changed.isEmpty { buckets.removeAll() }
        buckets[key] = bucket ?? Bucket(level: Int64(limit.count) * 1_000, at: now)
    }

    /// Takes one.
    /// - Returns: `nil` when there was one; else how many seconds to wait for the next, at least one.
    func take(_ key: [UInt8], _ limit: RateLimit, at now: Instant) -> Int? {
        let full = Int64(limit.count) * 1_000
        let window = max(1, limit.window.components.seconds)
        var bucket = buckets[key] ?? Bucket(level: full, at: now)
        // A clock that was set back refills nothing and takes nothing away.
        let elapsed = min(max(0, now.microsecondsSince1970 - bucket.at.microsecondsSince1970), window * 1_000_000)
        let refill = elapsed / 1_000 * full / (window * 1_000)
        bucket = Bucket(level: min(full, bucket.level + refill), at: now)
        defer {
            buckets[key] = bucket
            changed.insert(key)
        }
        guard bucket.level >= 1_000 else {
            let missing = 1_000 - bucket.level
            return Int(max(1, (missing * window + full - 1) / full))
        }
        bucket.level -= 1_000
        return nil
    }

    /// The buckets to save now: those that changed, if the last time is a second ago or it is the last chance.
    func due(at now: Instant, isLast: Bool) -> [(key: [UInt8], bucket: Bucket)] {
        guard !changed.isEmpty, isLast || savedAt.advanced(by: Self.savedEvery) <= now else { return [] }
        savedAt = now
        defer { changed.removeAll() }
        return changed.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in buckets[key].map { (key, $0) } }
    }
}
