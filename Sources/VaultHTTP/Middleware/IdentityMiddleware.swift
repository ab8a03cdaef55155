internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Names the request, and settles the language that it is answered in.
struct IdentityMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.coreContext = named(context)
        context.language = Language(accepting: request.headers[.acceptLanguage]) ?? .en
        var response = try await next(request, context)
        response.headers[.requestID] = context.request.description
        return response
    }

    private func named(_ context: VaultRequestContext) -> CoreRequestContextStorage {
        var context = context
        context.logger[metadataKey: "request"] = "\(context.request)"
        return context.coreContext
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-Id")!
}

extension Language {
    /// The best of the three languages for an `Accept-Language` (RFC 9110 §12.5.4); `nil` when it asks for none of them.
    init?(accepting header: String?) {
        var best: (language: Language, quality: Double)?
        for range in (header ?? "").split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard let tag = parts.first, let language = Language(locale: String(tag.prefix { !$0.isWhitespace })) else {
                continue
            }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        guard let best else { return nil }
        self = best.language
    }
}
