internal import HTTPTypes
internal import Hummingbird

/// Leaves out the body of what the client has already (RFC 9110 §13.1.2).
struct ConditionalMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard request.method == .get || request.method == .head, response.status == .ok,
            let tag = response.headers[.eTag], let known = request.headers[.ifNoneMatch]
        else { return response }
        let matches = known.split(separator: ",").contains { candidate in
            let candidate = candidate.trimmingPrefix(while: \.isWhitespace).prefix { !$0.isWhitespace }
            return candidate == "*" || candidate == tag || candidate == "W/\(tag)"
        }
        guard matches else { return response }
        var headers = response.headers
        headers[.contentType] = nil
        headers[.contentLength] = nil
        return Response(status: .notModified, headers: headers)
    }
}
