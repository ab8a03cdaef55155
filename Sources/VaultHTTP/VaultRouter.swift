internal import DocVault
internal import Hummingbird
internal import Logging

/// All routes on one screen.
enum VaultRouter {
    static let operations: [Operation] = ServiceRoutes.operations + DossierRoutes.operations

    static func router(of service: VaultService) -> Router<VaultRequestContext> {
        let router = Router(context: VaultRequestContext.self, options: .autoGenerateHeadEndpoints)
        // From the outside inwards.
        router.add(middleware: SecurityHeadersMiddleware())
        router.add(middleware: IdentityMiddleware())
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: AuthenticationMiddleware(service: service))
        router.add(operations, of: service)
        return router
    }
}
