internal import GRDB

/// The numbered `.sql` files beside this one, in order. A file that was ever released is never edited: a test holds their
/// digests, and the schema they lead to is a golden file.
enum SQLiteMigrations {
    static let all: [(name: String, sql: [UInt8])] = [
        ("0001", PackageResources.migration0001_sql),
        ("0002", PackageResources.migration0002_sql),
        ("0003", PackageResources.migration0003_sql),
        ("0004", PackageResources.migration0004_sql),
        ("0005", PackageResources.migration0005_sql),
        ("0006", PackageResources.migration0006_sql),
        ("0007", PackageResources.migration0007_sql),
        ("0008", PackageResources.migration0008_sql),
    ]

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, sql) in all {
            migrator.registerMigration(name) { try $0.execute(sql: String(decoding: sql, as: UTF8.self)) }
        }
        return migrator
    }

    /// Refuses a catalog that has migrations this program does not know.
    static func check(_ reader: any DatabaseReader) throws {
        let applied = try reader.read { database in
            try database.tableExists("grdb_migrations") ? migrator.appliedIdentifiers(database) : []
        }
        guard applied.isSubset(of: all.map(\.name)) else {
            throw VaultError.vaultTooNew(found: applied.count, supported: all.count)
        }
    }

    static func migrate(_ writer: any DatabaseWriter) throws { try migrator.migrate(writer) }
}
