/// The catalog's database: snapshots to read, atomic transactions to write.
///
/// Statements are written once, in the SQL that SQLite and PostgreSQL share. What must differ is in the engine's own
/// folder. Each engine passes `SQLDatabaseContractTests`.
///
/// Bodies are synchronous and run on threads of the engine, so a transaction never waits for anything but the database.
/// An engine may run a body again after a conflict: a body has no effect but through its connection.
public protocol SQLDatabase: Sendable {
    /// Runs `body` on one snapshot: what it reads is the state after some committed transaction, all of it the same one.
    /// - Throws: Whatever `body` throws, unchanged; ``VaultError`` when the database cannot answer.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Value) async throws -> Value

    /// Runs `body` in a transaction of its own, and returns when that survives a power cut.
    ///
    /// Transactions appear to run one after the other. Those that wait at the same moment may share one synchronisation of
    /// the disk; if that fails, each of them throws and none has happened.
    /// - Throws: Whatever `body` throws, unchanged, and nothing it did remains; ``VaultError`` when the database cannot.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> Value) async throws -> Value

    /// Overwrites, in the engine's own files, what committed transactions have deleted or replaced.
    /// - Returns: `false` when somebody who is still reading holds a part of it; it goes when they are done.
    func wipeDeleted() async throws -> Bool
}

/// How many transactions an engine has run since it was opened, and how many synchronisations of the disk they shared.
package struct WriteCounts: Hashable, Sendable {
    package var transactions = 0
    package var synchronisations = 0

    package init() {}
}

/// An engine that counts its writes.
package protocol WriteCounting: SQLDatabase {
    var writeCounts: WriteCounts { get }
}

/// A connection within one snapshot or transaction; not to be kept beyond it.
///
/// A text with a zero character is refused with ``VaultError/malformed(field:reason:)``: no engine keeps one whole.
public protocol SQLConnection {
    /// Calls `consume` with each row as the database finds it: the rows are never in memory together.
    func forEachRow(of statement: SQLStatement, _ values: [SQLValue], _ consume: (SQLRow) throws -> Void) throws

    /// Runs a statement that gives no rows, and returns how many it changed.
    @discardableResult
    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int
}

extension SQLConnection {
    /// All rows, for statements that give few.
    package func rows(of statement: SQLStatement, _ values: [SQLValue] = []) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try forEachRow(of: statement, values) { rows.append($0) }
        return rows
    }

    /// The first row, or `nil` when there is none.
    package func row(of statement: SQLStatement, _ values: [SQLValue] = []) throws -> SQLRow? {
        try rows(of: statement, values).first
    }
}

/// A statement of SQL as it stands in the source: there is no way to make one from a value.
///
/// Parameters are `$1`, `$2`, …; values are bound to them, never put into the text.
public struct SQLStatement: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String
    /// The same with `?1` for `$1`, for engines to which `$1` is a name. Made once: statements are constants and run often.
    let questionMarked: String

    public init(stringLiteral text: StaticString) {
        self.text = text.description
        var bytes = Array(self.text.utf8)
        for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "$") {
            if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[index + 1]) { bytes[index] = UInt8(ascii: "?") }
        }
        questionMarked = String(decoding: bytes, as: UTF8.self)
    }
}
