extension Vault {
    /// Takes one of what somebody may do in a while.
    /// - Parameters:
    ///   - key: Who it is, and of what: kept as a keyed digest only.
    ///   - limit: The same at every call with one key.
    /// - Returns: `nil` when there was one to take; else how many seconds to wait.
    package func take(_ key: String, _ limit: RateLimit) async throws -> Int? {
        let names = desk.names
        let limiter = desk.limiter
        let hash = try names.hash(.limit, key)
        if await !limiter.knows(hash) {
            let bucket = try await database.look { connection, _ in try RateLimitRecords.bucket(hash, in: connection) }
            await limiter.load(hash, bucket, limit, at: clock.now())
        }
        let wait = await limiter.take(hash, limit, at: clock.now())
        try await save(isLast: false)
        return wait
    }

    /// Saves what is left of all limits: before the service stops.
    package func saveRateLimits() async throws { try await save(isLast: true) }

    private func save(isLast: Bool) async throws {
        let due = await desk.limiter.due(at: clock.now(), isLast: isLast)
        guard !due.isEmpty else { return }
        try await database.keep { connection, _ in
            for entry in due { try RateLimitRecords.put(entry.bucket, of: entry.key, in: connection) }
        }
    }
}
