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
                let signedIn = try await service.vault.recognise(token: String(match.1))
            else { throw RequestRefusal.credentialsRefused }
            context.signedIn = signedIn
        }
        if let signedIn = context.signedIn {
            context.language = Language(accepting: request.headers[.acceptLanguage]) ?? signedIn.person.language
        }
        return try await next(request, context)
    }
}
