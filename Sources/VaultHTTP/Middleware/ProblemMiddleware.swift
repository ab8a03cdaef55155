internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns every error into a problem document, in the caller's language, and logs what the caller must not see.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let response = try problem(error, context).response(in: context.language, request: context.request)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func problem(_ error: any Error, _ context: VaultRequestContext) throws -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let refusal as RequestRefusal: return Problem(refusal)
        case let error as VaultError:
            if case .storageFailed(let failure) = error {
                context.logger.error("storage failed", metadata: ["failure": "\(failure)"])
            }
            return Problem(error)
        case let error as HTTPError where error.status == .notFound: return Problem(.nothingHere)
        case is CancellationError: throw error
        default:
            context.logger.error("unexpected error", metadata: ["error": "\(type(of: error))"])
            return .unexpected
        }
    }
}
