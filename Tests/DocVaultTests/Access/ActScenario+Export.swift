import SystemPackage

@testable import DocVault

extension ActScenario {
    static let exporting = ActScenario(
        .exportDossier, .dossierExported, after: { stage in try await stage.attach() },
        { stage in
            try await stage.vault.exportDossier(
                .sample, to: stage.folder.removingLastComponent().appending("dossier.tar"), as: .tar)
        })
}
