import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What SQLite must be set to, and how it says no.
@Suite("The catalog in SQLite")
struct SQLiteDatabaseTests {
    private static let synchronous: SQLStatement = "SELECT synchronous FROM pragma_synchronous"
    private static let journalMode: SQLStatement = "SELECT journal_mode FROM pragma_journal_mode"
    private static let foreignKeys: SQLStatement = "SELECT foreign_keys FROM pragma_foreign_keys"

    @Test("synchronises the write-ahead log fully at every commit")
    func durability() async throws {
        try await withCatalog { database, _ in
            // On the writer: the setting is a connection's own.
            let values = try await database.write { connection in
                [
                    try connection.row(of: Self.synchronous)?.integer("synchronous"),
                    try connection.row(of: Self.foreignKeys)?.integer("foreign_keys"),
                ]
            }
            #expect(values == [2, 1])
            let mode = try await database.read { try $0.row(of: Self.journalMode)?.text("journal_mode") }
            #expect(mode == "wal")
        }
    }

    @Test("keeps what was written when it is opened again")
    func reopening() async throws {
        try await withCatalog { database, file in
            try await database.write { connection in
                try connection.execute(NoteTable.creation, [])
                try connection.execute(NoteTable.insertion, [.integer(1), .null])
            }
            let again = try SQLiteDatabase(file: file)
            #expect(try await again.read { try NoteTable.numbers(in: $0) } == [1])
        }
    }

    private static let strangeMigration: SQLStatement = "INSERT INTO grdb_migrations (identifier) VALUES ('9999')"

    @Test("refuses a catalog that a newer program has changed")
    func tooNew() async throws {
        try await withCatalog { database, file in
            try await database.write { _ = try $0.execute(Self.strangeMigration, []) }
            let known = SQLiteMigrations.all.count
            #expect(throws: VaultError.vaultTooNew(found: known + 1, supported: known)) {
                try SQLiteDatabase(file: file)
            }
        }
    }

    @Test("refuses what is no catalog")
    func notADatabase() async throws {
        try await withTemporaryDirectory { folder in
            let file = try folder.appending("catalog.sqlite").write(sampleBytes(8_192))
            #expect(throws: VaultError.self) { try SQLiteDatabase(file: file) }
            #expect(throws: VaultError.self) { try SQLiteDatabase(readOnly: folder.appending("absent.sqlite")) }
        }
    }

    private static let wrongType: SQLStatement =
        "INSERT INTO blob (digest, size_in_bytes, recorded_at) VALUES ($1, $2, $3)"

    @Test(
        "refuses values of the wrong type and length",
        arguments: [
            [SQLValue.bytes(sampleBytes(32)), .text("many"), .integer(1)], [.text("abc"), .integer(1), .integer(1)],
            [.bytes(sampleBytes(31)), .integer(1), .integer(1)], [.bytes(sampleBytes(32)), .integer(-1), .integer(1)],
            [.null, .integer(1), .integer(1)],
        ])
    func strict(_ values: [SQLValue]) async throws {
        let database = try SQLiteDatabase.inMemory()
        await #expect(throws: VaultError.self) {
            try await database.write { try $0.execute(Self.wrongType, values) }
        }
    }

    @Test("can be read but not written when it is opened for reading alone")
    func readOnly() async throws {
        try await withTemporaryDirectory { folder in
            let file = folder.appending("a # strange ? name %20.sqlite")
            try await Self.fill(file)
            let database = try SQLiteDatabase(readOnly: file)
            #expect(try await database.read { try NoteTable.numbers(in: $0) } == [1])
            await #expect(throws: VaultError.vaultReadOnly) {
                try await database.write { try $0.execute(NoteTable.insertion, [.integer(2), .null]) }
            }
        }
    }

    /// The catalog is closed in good order when this returns.
    private static func fill(_ file: FilePath) async throws {
        try await SQLiteDatabase(file: file).write { connection in
            try connection.execute(NoteTable.creation, [])
            try connection.execute(NoteTable.insertion, [.integer(1), .null])
        }
    }

    private func withCatalog(_ body: (SQLiteDatabase, FilePath) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let file = folder.appending("catalog.sqlite")
            try await body(SQLiteDatabase(file: file), file)
        }
    }
}
