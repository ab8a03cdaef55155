internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// Recognises who sends a request: a program by its token, a person by their session.
///
/// It only recognises: what somebody may do is asked by each use case, and operations that are open to all need nobody.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    let service: VaultService

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let header = request.headers[.authorization] {
            guard let token = Self.token(header),
                let signedIn = try await service.vault.recognise(
                    token: token, for: try organisation(request), request: context.request)
            else { throw RequestRefusal.credentialsRefused }
            context.signedIn = signedIn
        } else if let secret = service.settings.sessionCookie.value(in: request.headers) {
            // The cookie of a session that has ended is that of nobody: a browser goes on sending it to the sign-in.
            if let signedIn = try await service.vault.recognise(session: secret, request: context.request) {
                context.signedIn = signedIn
            }
        }
        if let signedIn = context.signedIn {
            if case .token(let token) = signedIn.means, token.scope == .read, !request.method.isSafe {
                throw RequestRefusal.scopeTooNarrow
            }
            context.language = Language(accepting: request.headers[.acceptLanguage]) ?? signedIn.person.language
        }
        return try await next(request, context)
    }

    /// The token of `Authorization: Bearer …` (RFC 6750 §2.1). By hand: it is read at every request, and a pattern is
    /// compiled at every use.
    private static func token(_ header: String) -> String? {
        guard header.utf8.count <= 300, header.prefix(7).lowercased() == "bearer " else { return nil }
        let token = header.dropFirst(7).drop { $0 == " " }
        let isPrintable = token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isPrintable && (1...200).contains(token.utf8.count) ? String(token) : nil
    }

    /// The organisation that a program acts for, where its token leaves the choice.
    private func organisation(_ request: Request) throws -> EnterpriseNumber? {
        guard let text = request.headers[.organisation] else { return nil }
        guard let number = EnterpriseNumber(text) else { throw RequestRefusal.malformedHeader("X-Organisation") }
        return number
    }
}

extension HTTPField.Name {
    static let organisation = HTTPField.Name("X-Organisation")!
}
