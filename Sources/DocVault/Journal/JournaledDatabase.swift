/// The catalog as use cases see it: whoever writes is handed the journal, and what changes without an event is undone.
package struct JournaledDatabase: Sendable {
    private let base: any SQLDatabase
    private let clock: any VaultClock

    package init(_ base: any SQLDatabase, clock: any VaultClock) { (self.base, self.clock) = (base, clock) }

    /// How the engine has written; zero for one that does not count.
    var writeCounts: WriteCounts { (base as? any WriteCounting)?.writeCounts ?? WriteCounts() }

    /// Runs `body` on one snapshot. See ``SQLDatabase/read(_:)``.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    /// See ``SQLDatabase/wipeDeleted()``.
    func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }

    /// Runs a transaction that is no act: what it changes proves nothing.
    /// - Parameter body: Given the instant, which never goes back.
    func keep<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        let clock = clock
        return try await base.write { connection in
            try body(connection, try JournalRecords.now(clock, in: connection))
        }
    }

    /// Runs one act: `body` in a transaction, with its events in the same one. See ``SQLDatabase/write(_:)``.
    ///
    /// If an event cannot be written, the act does not happen. An act that changes rows and appends no event is undone and
    /// reported as a failure of the program.
    package func write<Value: Sendable>(
        by context: ActContext, _ body: @escaping @Sendable (any SQLConnection, inout JournalAppender) throws -> Value
    ) async throws -> Value {
        let clock = clock
        return try await base.write { connection in
            let counting = CountingConnection(connection)
            var journal = try JournalAppender(context: context, clock: clock, connection: connection)
            if let key = context.idempotency {
                try IdempotencyRecords.claim(key, by: context, at: journal.now, in: connection)
            }
            let value = try body(counting, &journal)
            guard counting.changeCount == 0 || journal.eventCount > 0 else {
                throw VaultError.storageFailed(
                    StorageFailure(operation: "journal", detail: "an act changed the catalog without an event"))
            }
            return value
        }
    }
}

/// An act of many transactions that has told the journal of itself: what it goes on to do needs no event for each.
///
/// Made only with its event. So if no event can be written, the act does not begin.
package struct AnnouncedAct: Sendable {
    fileprivate init() {}
}

extension JournaledDatabase {
    /// Begins an act of many transactions with the event that tells of it.
    func announce(
        by context: ActContext, _ body: @escaping @Sendable (any SQLConnection, inout JournalAppender) throws -> Void
    ) async throws -> AnnouncedAct {
        try await write(by: context) { connection, journal in
            try body(connection, &journal)
            guard journal.eventCount > 0 else {
                throw VaultError.storageFailed(
                    StorageFailure(operation: "journal", detail: "an act was announced without an event"))
            }
            return AnnouncedAct()
        }
    }

    /// Runs one transaction of an act that was announced.
    /// - Parameter body: Given the instant, which never goes back.
    func write<Value: Sendable>(
        continuing act: AnnouncedAct, _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        let clock = clock
        return try await base.write { connection in
            try body(connection, try JournalRecords.now(clock, in: connection))
        }
    }
}

/// Appends the events of one act to the journal, within the act's transaction.
package struct JournalAppender {
    /// The instant of the act: the clock's, but never before that of the event before it.
    let now: Instant
    private let context: ActContext
    private let connection: any SQLConnection
    private var next: Int
    private(set) var eventCount = 0
    /// The dossier that the act's events belong to, so that its history is found together.
    var dossier: Dossier.ID?

    init(context: ActContext, clock: any VaultClock, connection: any SQLConnection) throws {
        let (size, recordedAt) = try JournalRecords.end(in: connection)
        (self.context, self.connection, next) = (context, connection, size)
        now = max(clock.now(), recordedAt ?? clock.now())
    }

    /// Changes rows that prove nothing, of the service's own tables, in the act's transaction: they need no event.
    func keep(_ body: (any SQLConnection) throws -> Void) rethrows { try body(connection) }

    /// Appends one event, and returns its sequence number.
    @discardableResult
    package mutating func append(
        _ action: JournalAction, _ subject: JournalSubject, before: CanonicalJSON = nil, after: CanonicalJSON
    ) throws -> Int {
        let event = JournalEvent(
            sequence: next, instant: now, action: action, subject: subject, before: before, after: after,
            context: context)
        let body = try event.json.canonicalBytes()
        var generator = SystemRandomNumberGenerator()
        try JournalRecords.insert(
            event, body: body, SaltedCommitment(to: body, using: &generator), dossier: dossier, in: connection)
        next += 1
        eventCount += 1
        return event.sequence
    }
}

/// Counts the rows that an act changes, so that one without an event is noticed.
private final class CountingConnection: SQLConnection {
    private let base: any SQLConnection
    private(set) var changeCount = 0

    init(_ base: any SQLConnection) { self.base = base }

    func forEachRow(of statement: SQLStatement, _ values: [SQLValue], _ consume: (SQLRow) throws -> Void) throws {
        try base.forEachRow(of: statement, values, consume)
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        let count = try base.execute(statement, values)
        changeCount += count
        return count
    }
}
