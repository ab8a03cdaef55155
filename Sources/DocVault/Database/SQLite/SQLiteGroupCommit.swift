internal import GRDB

/// A write that waits for its turn.
struct WaitingWrite: Sendable {
    /// Does the work, and returns what to call when it is durable.
    let perform: @Sendable (any SQLConnection) throws -> @Sendable () -> Void
    /// Called instead, when it did not happen.
    let fail: @Sendable (any Error) -> Void
}

/// The writes that wait, and whether somebody leads: takes them and runs them.
struct WaitingWrites {
    private var writes: [WaitingWrite] = []
    private var isLed = false

    /// Adds a write. - Returns: Whether the caller must lead.
    mutating func add(_ write: WaitingWrite) -> Bool {
        writes.append(write)
        defer { isLed = true }
        return !isLed
    }

    mutating func take(atMost count: Int) -> [WaitingWrite] {
        defer { writes.removeFirst(min(count, writes.count)) }
        return Array(writes.prefix(count))
    }

    /// Ends the leader's turn. - Returns: Whether it must take another.
    mutating func endTurn() -> Bool {
        isLed = !writes.isEmpty
        return isLed
    }
}

/// Runs several writes in one transaction: each in a savepoint, all with one synchronisation.
enum SQLiteGroupCommit {
    static func run(_ group: [WaitingWrite], on database: Database) {
        // Those that have not been told yet what became of them.
        var open = group[...]
        var done: [(write: WaitingWrite, announce: @Sendable () -> Void)] = []
        do {
            try database.beginTransaction(.immediate)
            while let write = open.first {
                if let announce = try perform(write, on: database) { done.append((write, announce)) }
                open.removeFirst()
            }
            try database.commit()
        } catch {
            if database.isInsideTransaction {
                // What a failed rollback leaves is undone when the connection next begins: nothing was committed.
                try? database.rollback()
            }
            for write in done.map(\.write) + open { write.fail(VaultError.fromWrite(error)) }
            return
        }
        for (_, announce) in done { announce() }
    }

    /// Runs one write in a savepoint. A failure of the write itself undoes and fails that write alone.
    /// - Returns: What to call when the group is durable, or `nil` when the write has been told that it failed.
    /// - Throws: The reason for which the whole transaction is lost: SQLite ends it on a full disk, for one.
    private static func perform(_ write: WaitingWrite, on database: Database) throws -> (@Sendable () -> Void)? {
        var announce: (@Sendable () -> Void)?
        do {
            try database.inSavepoint {
                announce = try write.perform(SQLiteConnection(database: database))
                return .commit
            }
            return announce
        } catch {
            guard database.isInsideTransaction else { throw error }
            write.fail(VaultError.fromWrite(error))
            return nil
        }
    }
}

extension VaultError {
    /// An error of the body goes to its caller unchanged; one of SQLite is turned into the vault's.
    fileprivate static func fromWrite(_ error: any Error) -> any Error {
        error is DatabaseError ? VaultError(database: error) : error
    }
}
