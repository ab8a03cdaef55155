internal import DocVault
internal import HTTPTypes

/// Why a request was refused before it reached a use case: one case a reason that a client might tell apart.
enum RequestRefusal: Error, Sendable {
    case notSignedIn
    /// A session or token that does not exist or counts no more.
    case credentialsRefused
    case scopeTooNarrow
    /// Somebody who signs in was not recognised.
    case signInRefused(AccountRefusal)
    /// What is asked is about a session, and there is none.
    case noSession
    /// The identity provider could not be asked.
    case providerUnavailable
    case crossSite
    case nothingHere
    case methodNotAllowed(allowed: String)
    case malformedJSON(DescriptionFlaw)
    case malformedQuery
    case malformedHeader(String)
    case invalidParameters([Problem.FieldError])
    case wrongMediaType(expected: String)
    case bodyTooLarge(limit: Int)
    case headerTooLarge
    case notHTTP
    case digestMismatch
    case stillRunning
    /// The connection ended before the body did.
    case bodyBroken
    /// The service ends, and what arrived of an upload is kept.
    case stopping
    /// The answer of an upload was asked for of which bytes are missing.
    case uploadIncomplete(offset: Int64)
    case tusVersion
    case idempotencyKeyReused
    case tooManyRequests(seconds: Int)
    case rangeNotSatisfiable(length: Int64)
}
