internal import Foundation
internal import GRDB

/// A connection to SQLite within one snapshot or transaction.
struct SQLiteConnection: SQLConnection {
    let database: Database

    func forEachRow(of statement: SQLStatement, _ values: [SQLValue], _ consume: (SQLRow) throws -> Void) throws {
        let prepared = try database.cachedStatement(sql: statement.questionMarked)
        let columns = prepared.columnNames
        let cursor = try Row.fetchCursor(prepared, arguments: try Self.arguments(values))
        while let row = try cursor.next() {
            let values = columns.indices.map { index in SQLValue(row[index] as DatabaseValue) }
            try consume(SQLRow(columns: columns, values: values))
        }
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        let before = database.totalChangesCount
        try database.cachedStatement(sql: statement.questionMarked).execute(arguments: try Self.arguments(values))
        return database.totalChangesCount - before
    }

    /// How SQLite would run a statement: the steps of `EXPLAIN QUERY PLAN`, such as `SEARCH dossier USING …`, the outer
    /// ones first. Nothing is run.
    func plan(of statement: SQLStatement, _ values: [SQLValue]) throws -> [String] {
        try Row.fetchAll(
            database, sql: "EXPLAIN QUERY PLAN " + statement.questionMarked,
            arguments: try Self.arguments(values)
        ).map { $0["detail"] }
    }

    /// A text with a zero character would be cut there without a word; PostgreSQL does not take one either.
    private static func arguments(_ values: [SQLValue]) throws(VaultError) -> StatementArguments {
        for case .text(let text) in values where text.utf8.contains(0) {
            throw .malformed(field: "text", reason: Sentence("error.text.zeroCharacter", ["text": .quoted(text)]))
        }
        return StatementArguments(values.map(\.databaseValue))
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        }
    }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .string(let value): self = .text(value)
        case .blob(let value): self = .bytes(Array(value))
        case .double(let value): self = .text(String(value))
        }
    }
}
