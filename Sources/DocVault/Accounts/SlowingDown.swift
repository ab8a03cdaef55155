/// How long somebody must wait who failed to sign in: some attempts are free, then each costs twice as long as the last.
///
/// It ends by itself: at most a quarter of an hour for an account, so nobody can lock somebody else out for good.
struct SlowingDown: Hashable, Sendable {
    /// Failed attempts that cost nothing.
    let free: Int
    let longestInSeconds: Int

    /// For one account.
    static let account = SlowingDown(free: 5, longestInSeconds: 15 * 60)
    /// For one address, behind which a whole office may be.
    static let address = SlowingDown(free: 30, longestInSeconds: 15 * 60)
    /// After this long, failures are forgotten.
    static let forgotten: Duration = .seconds(86_400)

    /// How long to wait after so many failures.
    func delayInSeconds(after failures: Int) -> Int {
        guard failures >= free else { return 0 }
        return min(longestInSeconds, 1 << min(20, failures - free))
    }

    /// How many whole seconds are left, at least one; `nil` when the next attempt counts.
    func wait(after failures: Int, lastAt: Instant, at now: Instant) -> Int? {
        let end = lastAt.advanced(by: .seconds(delayInSeconds(after: failures)))
        guard end > now else { return nil }
        return Int((end.microsecondsSince1970 - now.microsecondsSince1970 + 999_999) / 1_000_000)
    }
}

/// What attempts to sign in are counted by: the account that was named, and the address that they came from.
struct AttemptKeys: Hashable, Sendable {
    let account: [UInt8]
    let address: [UInt8]?

    private var all: [(key: [UInt8], rule: SlowingDown)] {
        [(account, .account)] + (address.map { [($0, SlowingDown.address)] } ?? [])
    }

    /// Counts an attempt before it is looked into, so that many at once are not free.
    /// - Throws: ``VaultError/accountRefused(_:)`` when the next one does not count yet. That is not counted.
    func begin(at now: Instant, in connection: any SQLConnection) throws {
        let counts = try all.map { try failures($0.key, at: now, in: connection) }
        let waits = zip(all, counts).compactMap { entry, count in
            count.flatMap { entry.rule.wait(after: $0.count, lastAt: $0.lastAt, at: now) }
        }
        if let seconds = waits.max() { throw VaultError.accountRefused(.waitFirst(seconds: seconds)) }
        for (entry, count) in zip(all, counts) {
            try AttemptRecords.put((count?.count ?? 0) + 1, at: now, of: entry.key, in: connection)
        }
    }

    /// Takes back that an attempt was counted: it was right as far as it went.
    func takeBack(at now: Instant, in connection: any SQLConnection) throws {
        for entry in all {
            guard let count = try failures(entry.key, at: now, in: connection) else { continue }
            try AttemptRecords.put(count.count - 1, at: count.lastAt, of: entry.key, in: connection)
        }
    }

    /// Forgets what the account failed before: its person was here. The address only gets its last attempt back, or who
    /// has an account could try others out for free.
    func succeed(at now: Instant, in connection: any SQLConnection) throws {
        try takeBack(at: now, in: connection)
        try AttemptRecords.put(0, at: now, of: account, in: connection)
    }

    private func failures(
        _ key: [UInt8], at now: Instant, in connection: any SQLConnection
    ) throws -> (count: Int, lastAt: Instant)? {
        try AttemptRecords.attempts(key, in: connection).flatMap { attempts in
            attempts.lastAt.advanced(by: SlowingDown.forgotten) > now ? attempts : nil
        }
    }
}
