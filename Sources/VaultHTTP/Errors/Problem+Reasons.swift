internal import DocVault
internal import HTTPTypes

extension Problem {
    init(_ refusal: RequestRefusal) {
        switch refusal {
        case .notSignedIn:
            self.init(word: .notSignedIn, status: .unauthorized, detail: Sentence("http.notSignedIn"))
            headers[.wwwAuthenticate] = "Bearer"
        case .credentialsRefused:
            self.init(word: .credentialsRefused, status: .unauthorized, detail: Sentence("http.credentialsRefused"))
            headers[.wwwAuthenticate] = "Bearer error=\"invalid_token\""
        case .scopeTooNarrow:
            self.init(word: .scopeTooNarrow, status: .forbidden, detail: Sentence("http.scopeTooNarrow"))
        case .crossSite:
            self.init(word: .crossSite, status: .forbidden, detail: Sentence("http.crossSite"))
        case .nothingHere:
            self.init(word: .notFound, status: .notFound, detail: Sentence("http.nothingHere"))
        case .methodNotAllowed(let allowed):
            self.init(
                word: .methodNotAllowed, status: .methodNotAllowed,
                detail: Sentence("http.methodNotAllowed", ["allowed": .text(allowed)]))
            headers[.allow] = allowed
        case .malformedJSON(let flaw):
            self.init(word: .malformed, status: .badRequest, detail: flaw.sentence)
        case .malformedQuery:
            self.init(word: .malformed, status: .badRequest, detail: Sentence("http.malformedQuery"))
        case .malformedHeader(let name):
            self.init(
                word: .malformed, status: .badRequest,
                detail: Sentence("http.malformedHeader", ["name": .text(name)]))
        case .invalidParameters(let errors):
            self.init(word: .invalid, status: .unprocessableContent, detail: Sentence("http.invalid"), errors: errors)
        case .wrongMediaType(let expected):
            self.init(
                word: .wrongMediaType, status: .unsupportedMediaType,
                detail: Sentence("http.wrongMediaType", ["expected": .text(expected)]))
        case .bodyTooLarge(let limit):
            self.init(
                word: .tooLarge, status: .contentTooLarge,
                detail: Sentence("http.tooLarge", ["limit": .size(Int64(limit))]))
        case .tooManyRequests(let seconds):
            self.init(
                word: .tooManyRequests, status: .tooManyRequests,
                detail: Sentence("http.tooManyRequests", ["seconds": .number(seconds)]))
            headers[.retryAfter] = "\(seconds)"
        }
    }

    init(_ error: VaultError) {
        switch error {
        case .descriptionInvalid(let flaws):
            self.init(
                word: .invalid, status: .unprocessableContent, detail: Sentence("http.invalid"),
                errors: flaws.map(FieldError.init))
        case .storageFailed:
            // What the machine said is for the log.
            self.init(word: .unavailable, status: .serviceUnavailable, detail: Sentence("http.storageFailed"))
        default:
            self.init(
                word: error.problemWord, status: error.httpStatus, detail: error.sentence, hint: error.hintSentence)
        }
    }

    /// Something that nobody foresaw: the log knows what.
    static let unexpected = Problem(
        word: .unexpected, status: .internalServerError, detail: Sentence("http.unexpected"))
}
