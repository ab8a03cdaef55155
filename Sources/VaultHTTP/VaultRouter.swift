internal import DocVault
internal import Hummingbird
internal import Logging

/// All routes on one screen.
enum VaultRouter {
    static let operations: [Operation] = [
        SessionRoutes.operations, AccountRoutes.operations, TokenRoutes.operations, ProviderRoutes.operations,
        ServiceRoutes.operations, DossierRoutes.operations, AmendmentRoutes.operations, SharingRoutes.operations,
        FactRoutes.operations, DisbursementRoutes.operations, RequirementRoutes.operations,
        SubmissionRoutes.operations, ChecklistRoutes.operations, FindingRoutes.operations, DocumentRoutes.operations,
        ReceiptRoutes.operations, ContentRoutes.operations, ExportRoutes.operations, PartyRoutes.operations,
        RetentionRoutes.operations, HoldRoutes.operations, DispositionRoutes.operations, JournalRoutes.operations,
        UploadRoutes.operations, TusRoutes.operations,
    ].flatMap(\.self)

    static func router(of service: VaultService) -> Router<VaultRequestContext> {
        let router = Router(context: VaultRequestContext.self, options: .autoGenerateHeadEndpoints)
        // From the outside inwards.
        router.add(middleware: SecurityHeadersMiddleware())
        router.add(middleware: IdentityMiddleware())
        router.add(middleware: AccessLogMiddleware(metrics: service.metrics))
        router.add(middleware: ConditionalMiddleware())
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: AddressMiddleware())
        router.add(middleware: ClientAddressMiddleware(service.settings))
        router.add(middleware: RateLimitMiddleware(service: service, subject: .address))
        router.add(middleware: AuthenticationMiddleware(service: service))
        router.add(middleware: RateLimitMiddleware(service: service, subject: .account))
        router.add(middleware: CrossSiteMiddleware(settings: service.settings))
        router.add(middleware: IdempotencyMiddleware())
        router.add(operations, disguised: TusRoutes.disguised, of: service)
        return router
    }
}
