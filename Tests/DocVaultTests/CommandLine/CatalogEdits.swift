import SystemPackage
import VaultTestSupport

@testable import DocVault

/// What a test does to a catalog behind the program's back, and reads from it.
extension VaultProgram {
    private static let unknownMigration: SQLStatement = "INSERT INTO grdb_migrations (identifier) VALUES ('9999')"
    private static let endsOfAward: SQLStatement = """
        SELECT date, basis FROM trigger_fact WHERE kind = 'awardEnd' ORDER BY recorded_at, id
        """
    private static let approval: SQLStatement = "UPDATE requirement SET state = 'approved' WHERE code = 'E02'"

    private var catalog: SQLiteDatabase {
        get throws { try SQLiteDatabase(file: FilePath(path("vault/catalog.sqlite"))) }
    }

    func addUnknownMigration() async throws {
        _ = try await catalog.write { try $0.execute(Self.unknownMigration, []) }
    }

    func approveRequirement() async throws {
        _ = try await catalog.write { try $0.execute(Self.approval, []) }
    }

    /// Every end of an award decree that was ever recorded, in the order of recording.
    func endsOfAward() async throws -> [String] {
        try await catalog.read { try $0.rows(of: Self.endsOfAward).map { try $0.text("date") } }
    }
}
