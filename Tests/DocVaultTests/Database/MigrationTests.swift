import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Migrations are append-only, and what they lead to is written down.
@Suite("The migrations of the catalog")
struct MigrationTests {
    /// A file that was ever released is never edited: add the next number instead.
    private static let digests = [
        "0001": "e5d3a91978eb10ebd4922906d62b4cac6182108bd34d3860e221e492dad98fd5",
        "0002": "72a65f5bf2ae96ae2728999412d1c67e3900c13766f7466576fef9816c8d14bf",
        "0003": "ff4749aef438edf7b98925a4117cfe8045a44e8650b5dad21004d851e4e3a59f",
        "0004": "660a994f69033e1ef21e2f297b81ca8478f74bf318fd6b209d04ab6a4e62ab7b",
        "0005": "f6acdd35e13d13a79d903d25355e9aebda53822ac723411adde5a53dd396782b",
        "0006": "b41b0d28d00b323094c5a71c3021767a2e3043ac3426803ef761806de2cbae1c",
        "0008": "1a29d64a10251303646af12ef0e861718e755ac0c0e77e9b568a5e51f28105db",
        "0007": "bb8fff9e2afeca7458cce53b9669ccc47aa1bcf9942e2a8d123aa210b585386e",
    ]

    @Test("are the files that were released, to the byte")
    func pinned() throws {
        let found = try SQLiteMigrations.all.map { ($0.name, try DigestHasher.digest(of: $0.sql).hexadecimal) }
        #expect(Dictionary(uniqueKeysWithValues: found) == Self.digests)
        #expect(found.map(\.0) == found.map(\.0).sorted())
    }

    private static let schema: SQLStatement = """
        SELECT sql FROM sqlite_master
        WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'grdb%' AND tbl_name NOT LIKE 'sqlite%'
        ORDER BY type DESC, name
        """

    @Test("lead to the schema in the golden file")
    func schema() async throws {
        let database = try SQLiteDatabase.inMemory()
        let statements = try await database.read { connection in
            try connection.rows(of: Self.schema).map { try $0.text("sql") + ";\n" }
        }
        try GoldenFile("sqlite-schema.sql").expect(statements.joined(separator: "\n"))
    }

    private static let tables: SQLStatement = """
        SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
        """

    @Test("make strict tables only")
    func strict() async throws {
        let database = try SQLiteDatabase.inMemory()
        let loose = try await database.read { connection in
            try connection.rows(of: Self.tables).filter { try !$0.flag("strict") }.map { try $0.text("name") }
        }
        #expect(loose == [])
    }
}
