internal import DocVault
internal import Foundation
internal import SystemPackage

/// A vault whose catalog was made from a seed, ready to be measured.
struct PortalVault: Sendable {
    let catalog: PortalCatalog
    let vault: Vault
    /// The catalog itself, for what is a part of a use case.
    let database: SQLiteDatabase

    /// Opens the vault in a folder; makes it if it is not there or was cut short.
    ///
    /// Beside it lies a file that says what it was made from, written last.
    static func open(
        _ catalog: PortalCatalog, in folder: FilePath, say: @escaping @Sendable (String) -> Void
    ) async throws -> PortalVault {
        let path = folder.appending("vault-\(catalog.attachments)")
        let stamp = folder.appending("vault-\(catalog.attachments).stamp")
        let recipe = "seed \(catalog.seed), \(catalog.dossiers) dossiers, format 1\n"
        if (try? String(contentsOfFile: stamp.string, encoding: .utf8)) != recipe {
            for old in [stamp, path] where FileManager.default.fileExists(atPath: old.string) {
                try FileManager.default.removeItem(atPath: old.string)
            }
            try await make(catalog, at: path, say: say)
            try recipe.write(toFile: stamp.string, atomically: true, encoding: .utf8)
        }
        return PortalVault(
            catalog: catalog, vault: try Vault.open(VaultFolder(opening: path)), database: try database(at: path))
    }

    private static func make(
        _ catalog: PortalCatalog, at path: FilePath, say: @escaping @Sendable (String) -> Void
    ) async throws {
        try await VaultFolder.create(at: path, clock: SystemClock())
        let vault = try Vault.open(VaultFolder(opening: path))
        _ = try await vault.importDossier(DossierDescription(json: Array(model.utf8)))
        try await PortalCatalogWriter(catalog: catalog, database: database(at: path), say: say).write()
    }

    private static func database(at path: FilePath) throws -> SQLiteDatabase {
        try SQLiteDatabase(file: path.appending("catalog.sqlite"))
    }

    /// The super user of an organisation at work.
    func director(ofOrganisation number: Int) async throws -> Vault {
        try await vault.acting(
            as: catalog.director(ofOrganisation: number), for: catalog.enterpriseNumber(ofOrganisation: number),
            through: "bench")
    }

    func agent(ofProgramme number: Int) async throws -> Vault {
        try await vault.acting(as: catalog.agent(ofProgramme: number), through: "bench")
    }

    /// The dossier that all others copy what is asked for from; `known` takes the bytes that are attached again later.
    private static let model = """
        {
          "format": "docvault-dossier/1",
          "dossier": {
            "code": "\(PortalCatalogWriter.model)", "title": {"en": "Model"}, "programme": "MODEL",
            "regimes": ["regional"], "state": "granted",
            "projectPeriod": {"from": "2025-01-01", "to": "2026-12-31"}
          },
          "organisations": [
            {"enterpriseNumber": "0199999944", "names": {"en": "Model"}, "role": "coordinator"}
          ],
          "disbursements": [
            {"code": "D01", "kind": "interim", "period": {"from": "2025-01-01", "to": "2026-12-31"},
             "amount": {"cents": 5000000, "currency": "EUR"}}
          ],
          "requirements": [
            {"code": "E01", "disbursement": "D01", "type": "financial", "title": {"en": "Equipment"},
             "dueDate": "2026-02-28", "checklists": ["directives-a", "directives-c"]},
            {"code": "E02", "disbursement": "D01", "type": "financial", "title": {"en": "Operating costs"},
             "dueDate": "2026-02-28", "checklists": ["directives-d"]},
            {"code": "E03", "disbursement": "D01", "type": "scientific", "title": {"en": "Results"},
             "dueDate": "2026-02-28", "pieces": [{"code": "report", "label": {"en": "Report"}, "min": 1}]},
            {"code": "E04", "disbursement": "D01", "type": "claim", "title": {"en": "Claim"},
             "dueDate": "2026-02-28", "pieces": [{"code": "claim", "label": {"en": "Claim"}, "min": 1}]},
            {"code": "E05", "disbursement": "D01", "type": "other", "title": {"en": "Known"},
             "dueDate": "2026-02-28", "pieces": [{"code": "known", "label": {"en": "Known"}}]}
          ]
        }
        """
}
