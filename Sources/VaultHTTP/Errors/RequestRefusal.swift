internal import DocVault
internal import HTTPTypes

/// Why a request was refused before it reached a use case: one case a reason that a client might tell apart.
enum RequestRefusal: Error, Sendable {
    case notSignedIn
    case credentialsRefused
    case scopeTooNarrow
    case crossSite
    case nothingHere
    case methodNotAllowed(allowed: String)
    case malformedJSON(DescriptionFlaw)
    case malformedQuery
    case malformedHeader(String)
    case invalidParameters([Problem.FieldError])
    case wrongMediaType(expected: String)
    case bodyTooLarge(limit: Int)
    case tooManyRequests(seconds: Int)
}
