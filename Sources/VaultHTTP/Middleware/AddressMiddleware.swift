internal import HTTPTypes
internal import Hummingbird

/// Refuses addresses that the router would read more kindly than a proxy in front does: one thing has one address.
struct AddressMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        // A request over a connection names the host that it is for (RFC 9112 §3.2).
        if context.peer != nil, request.head.authority == nil { throw RequestRefusal.malformedHeader("Host") }
        let path = request.uri.path
        guard path == "/" || !path.hasSuffix("/"), !path.contains("//") else { throw RequestRefusal.nothingHere }
        return try await next(request, context)
    }
}
