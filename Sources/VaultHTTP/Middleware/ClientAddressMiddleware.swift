internal import HTTPTypes
internal import Hummingbird

/// Settles the address that a request is counted by.
struct ClientAddressMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    private let proxies: Set<NetworkAddress>

    init(_ settings: ServiceSettings) { proxies = Set(settings.trustedProxies.compactMap(NetworkAddress.init)) }

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.client =
            NetworkAddress.client(
                peer: context.peer.flatMap(NetworkAddress.init), forwardedFor: request.headers[values: .forwardedFor],
                trusting: proxies)?.counted
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
}
