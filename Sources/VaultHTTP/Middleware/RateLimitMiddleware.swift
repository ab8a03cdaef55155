internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// Refuses what comes too often: from one address, before anybody is recognised; of one person, after.
struct RateLimitMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    enum Subject: Sendable { case address, account }

    /// What watches over the service must not make it look dead.
    private static let exempt: Set<String> = ["/healthz", "/readyz", "/metrics"]

    let service: VaultService
    let subject: Subject

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        if let key = key(context), !Self.exempt.contains(request.uri.path) {
            if let seconds = try await service.vault.take(key, limit) {
                service.metrics.refusedByLimit()
                throw RequestRefusal.tooManyRequests(seconds: seconds)
            }
        }
        return try await next(request, context)
    }

    private func key(_ context: VaultRequestContext) -> String? {
        switch subject {
        case .address: context.client.map { "address \($0)" }
        case .account: context.signedIn.map { "account \($0.person.id)" }
        }
    }

    private var limit: RateLimit {
        switch subject {
        case .address: RateLimit(service.settings.requestsPerAddress, per: .seconds(60))
        case .account: RateLimit(service.settings.requestsPerAccount, per: .seconds(60))
        }
    }
}
