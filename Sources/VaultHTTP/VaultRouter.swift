internal import DocVault
internal import Hummingbird

/// All routes on one screen.
enum VaultRouter {
    static func router(vault: Vault) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("healthz") { _, _ in Health(status: "ok") }
        router.get("readyz") { _, _ in
            try await vault.checkCatalog()
            return Health(status: "ready")
        }
        router.get("api/v1/version") { _, _ in Version(name: "DocVault", version: VaultServer.version) }
        return router
    }
}

/// Whether the server answers.
struct Health: ResponseEncodable {
    let status: String
}

/// What the server is.
struct Version: ResponseEncodable {
    let name: String
    let version: String
}
