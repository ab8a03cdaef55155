internal import DocVault

/// Writes the rows of a catalog: the ones that the use cases would have left, without going through them one by one.
///
/// The schema is that of the migrations, its checks and foreign keys included. What a requirement asks for is copied from a
/// dossier that was imported, and events of the journal are as erasing leaves them, without their text.
struct PortalCatalogWriter: Sendable {
    let catalog: PortalCatalog
    let database: SQLiteDatabase
    let say: @Sendable (String) -> Void

    /// The dossier that requirements are copied from.
    static let model = DossierCode("MODEL")!
    private static let dossiersATransaction = 1_000

    private static let largeCache: SQLStatement = "PRAGMA cache_size = -524288"

    func write() async throws {
        try await database.write { _ = try $0.execute(Self.largeCache, []) }
        try await database.write { connection in
            let rows = PortalRows(catalog: catalog, connection: connection)
            for number in 0..<catalog.organisations { try rows.addOrganisation(number) }
            for number in 0..<PortalCatalog.programmes { try rows.addAgent(number) }
        }
        try await forAllDossiers("dossiers") { rows, number in try rows.addDossier(number) }
        for ordinal in PortalCatalog.attachmentsOfRequirement.indices {
            try await forAllDossiers("E0\(ordinal + 1)") { rows, number in try rows.fill(ordinal, ofDossier: number) }
        }
    }

    private func forAllDossiers(
        _ what: String, _ add: @escaping @Sendable (PortalRows, Int) throws -> Void
    ) async throws {
        let catalog = catalog
        for first in stride(from: 0, to: catalog.dossiers, by: Self.dossiersATransaction) {
            if first % (20 * Self.dossiersATransaction) == 0 {
                say("\(what): \(first) of \(catalog.dossiers) dossiers")
            }
            let last = min(first + Self.dossiersATransaction, catalog.dossiers)
            try await database.write { connection in
                let rows = PortalRows(catalog: catalog, connection: connection)
                for number in first..<last { try add(rows, number) }
            }
        }
    }
}
