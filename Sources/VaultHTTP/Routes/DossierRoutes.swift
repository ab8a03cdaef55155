internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers`: the files of funded projects.
enum DossierRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dossiers/{dossier}", show)
    ]

    @Sendable static func show(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let vault = try call.vault
        let version = try await vault.version(of: .dossier(code))
        let found = try await vault.dossier(code)
        return try .json(found.0.json(found.1), version: version)
    }
}
