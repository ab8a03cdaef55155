internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// Keeps pages of other sites from changing something in the name of whoever looks at them: their browser sends the cookie
/// along without being asked.
///
/// A request that changes something has to come from a page of ours, as far as the browser tells, and to repeat a word that
/// only such a page can have read. With a token in `Authorization` there is nothing that a browser adds by itself.
struct CrossSiteMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    let settings: ServiceSettings

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        if !request.method.isSafe, request.headers[.authorization] == nil {
            guard settings.ownSite.isOrigin(of: request.head) else { throw RequestRefusal.crossSite }
            if case .session(let session)? = context.signedIn?.means, !SessionRoutes.begin(request.uri.path) {
                guard let given = request.headers[.csrfToken], Self.isSame(given, session.csrf) else {
                    throw RequestRefusal.crossSite
                }
            }
        }
        return try await next(request, context)
    }

    /// Compares two texts in a time that does not tell how much of them is the same.
    static func isSame(_ first: String, _ second: String) -> Bool {
        constantTimeEqual(Array(first.utf8), Array(second.utf8))
    }
}
