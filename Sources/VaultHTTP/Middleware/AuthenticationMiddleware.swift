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
            guard let match = header.wholeMatch(of: /[Bb]earer +([\x21-\x7E]{1,200})/),
                let signedIn = try await service.vault.recognise(
                    token: String(match.1), for: try organisation(request), request: context.request)
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
