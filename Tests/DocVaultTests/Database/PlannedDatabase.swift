import Synchronization

@testable import DocVault

/// A statement that was run, and the steps in which SQLite runs it.
struct PlannedStatement: Hashable, Sendable {
    let text: String
    let plan: [String]

    /// The steps that go along a whole table or a whole index.
    ///
    /// A row of constants is none, and neither is going along what the statement itself has gathered before.
    var scans: [String] {
        let gathered = plan.flatMap { $0.matches(of: /^(?:MATERIALIZE|CO-ROUTINE) (.+)$/).map { "SCAN \($0.1)" } }
        return plan.filter { step in
            step.hasPrefix("SCAN ") && step != "SCAN CONSTANT ROW" && !gathered.contains(step)
        }
    }

    /// The steps that gather all rows in order to sort them or to leave out the repeated ones.
    var sorts: [String] { plan.filter { $0.hasPrefix("USE TEMP B-TREE") } }
}

/// A catalog in memory, without statistics, that notes how SQLite runs each statement.
final class PlannedDatabase: SQLDatabase {
    private let base: SQLiteDatabase
    private let noted = Mutex<[PlannedStatement]>([])

    init() throws { base = try SQLiteDatabase.inMemory() }

    /// What `body` ran, each statement once, in the order in which they first came.
    func statements(of body: () async throws -> Void) async throws -> [PlannedStatement] {
        noted.withLock { $0 = [] }
        try await body()
        return noted.withLock { statements in
            statements.enumerated().filter { statements[..<$0.offset].contains($0.element) == false }.map(\.element)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await base.read { [self] in try body(PlannedConnection(base: $0, note: note)) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await base.write { [self] in try body(PlannedConnection(base: $0, note: note)) }
    }

    func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }

    @Sendable private func note(_ statement: PlannedStatement) { noted.withLock { $0.append(statement) } }
}

private struct PlannedConnection: SQLConnection {
    let base: any SQLConnection
    let note: @Sendable (PlannedStatement) -> Void

    func forEachRow(of statement: SQLStatement, _ values: [SQLValue], _ consume: (SQLRow) throws -> Void) throws {
        try explain(statement, values)
        try base.forEachRow(of: statement, values, consume)
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        try explain(statement, values)
        return try base.execute(statement, values)
    }

    private func explain(_ statement: SQLStatement, _ values: [SQLValue]) throws {
        guard let sqlite = base as? SQLiteConnection else { return }
        note(PlannedStatement(text: statement.text, plan: try sqlite.plan(of: statement, values)))
    }
}
