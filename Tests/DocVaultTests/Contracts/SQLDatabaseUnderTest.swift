import DocVault
import SystemPackage
import VaultTestSupport

/// The engines that must keep the promises of `SQLDatabase`; a new one is a new case.
enum SQLDatabaseUnderTest: String, CaseIterable, Sendable {
    case sqliteFile, sqliteInMemory

    /// Lends an empty catalog with a table `note` in it.
    func withDatabase(_ body: (any SQLDatabase) async throws -> Void) async throws {
        switch self {
        case .sqliteFile:
            try await withTemporaryDirectory { folder in
                try await lend(SQLiteDatabase(file: folder.appending("catalog.sqlite")), to: body)
            }
        case .sqliteInMemory: try await lend(SQLiteDatabase.inMemory(), to: body)
        }
    }

    private func lend(_ database: any SQLDatabase, to body: (any SQLDatabase) async throws -> Void) async throws {
        try await database.write { _ = try $0.execute(NoteTable.creation, []) }
        try await body(database)
    }
}

/// A table for the tests of a database.
enum NoteTable {
    static let creation: SQLStatement = """
        CREATE TABLE note (number BIGINT NOT NULL PRIMARY KEY, text TEXT, bytes BLOB)
        """
    static let insertion: SQLStatement = "INSERT INTO note (number, text) VALUES ($1, $2)"
    static let all: SQLStatement = "SELECT number, text, bytes FROM note ORDER BY number"

    static func numbers(in connection: any SQLConnection) throws -> [Int64] {
        var numbers: [Int64] = []
        try connection.forEachRow(of: all, []) { numbers.append(try $0.noteNumber) }
        return numbers
    }
}
