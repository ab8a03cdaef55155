import Synchronization

@testable import DocVault

/// A catalog whose journal takes no event while a test says so, and that is otherwise the catalog beneath it.
final class UnwritableJournal: SQLDatabase {
    private let base: any SQLDatabase
    private let full = Mutex(false)

    init(over base: any SQLDatabase) { self.base = base }

    /// Runs `body` while no event can be written.
    func whileFull(_ body: () async throws -> Void) async rethrows {
        full.withLock { $0 = true }
        defer { full.withLock { $0 = false } }
        try await body()
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await base.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        let isFull = full.withLock(\.self)
        return try await base.write { connection in
            try body(isFull ? FullConnection(base: connection) : connection)
        }
    }

    func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }
}

private struct FullConnection: SQLConnection {
    let base: any SQLConnection

    func forEachRow(of statement: SQLStatement, _ values: [SQLValue], _ consume: (SQLRow) throws -> Void) throws {
        try base.forEachRow(of: statement, values, consume)
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        guard !statement.text.contains("INSERT INTO journal_event") else { throw VaultError.storageFull }
        return try base.execute(statement, values)
    }
}
