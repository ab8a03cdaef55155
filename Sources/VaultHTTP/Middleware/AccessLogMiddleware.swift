internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Counts each request and writes one line about it: the route with its parameters unfilled, so that no code, name,
/// address or digest gets into a log.
struct AccessLogMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    let metrics: ServiceMetrics

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let method = Operation.methods.contains(request.method) ? request.method.rawValue : "OTHER"
        let route = context.endpointPath ?? "NotFound"
        metrics.answered(
            .init(method: method, route: route, status: response.status.code), in: duration)
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(response.status.code)",
                "milliseconds": "\(duration.nanoseconds / 1_000_000)", "request": "\(context.request)",
            ])
        return response
    }
}
