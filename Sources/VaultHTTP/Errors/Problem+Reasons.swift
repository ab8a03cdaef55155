internal import DocVault
internal import HTTPTypes
internal import NIOHTTP1

extension Problem {
    init(_ refusal: RequestRefusal) {
        switch refusal {
        case .notSignedIn:
            self.init(word: .notSignedIn, status: .unauthorized, detail: Sentence("http.notSignedIn"))
            headers[.wwwAuthenticate] = "Bearer"
        case .credentialsRefused:
            self.init(word: .notSignedIn, status: .unauthorized, detail: Sentence("http.credentialsRefused"))
            headers[.wwwAuthenticate] = "Bearer error=\"invalid_token\""
        case .signInRefused(let refusal):
            self.init(word: .notSignedIn, status: .unauthorized, detail: refusal.sentence)
            self.refusal = refusal.word
            headers[.wwwAuthenticate] = "Bearer"
        case .noSession:
            self.init(word: .conflict, status: .conflict, detail: AccountRefusal.sessionNeeded.sentence)
        case .providerUnavailable:
            self.init(word: .unavailable, status: .serviceUnavailable, detail: Sentence("http.providerUnavailable"))
        case .scopeTooNarrow:
            self.init(word: .refused, status: .forbidden, detail: Sentence("http.scopeTooNarrow"))
            self.refusal = "scopeTooNarrow"
        case .crossSite:
            self.init(word: .csrf, status: .forbidden, detail: Sentence("http.crossSite"))
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
            self.init(word: .malformed, status: .badRequest, detail: Sentence("http.invalid"), errors: errors)
        case .wrongMediaType(let expected):
            self.init(
                word: .unsupportedMediaType, status: .unsupportedMediaType,
                detail: Sentence("http.wrongMediaType", ["expected": .text(expected)]))
        case .bodyTooLarge(let limit):
            self.init(
                word: .tooLarge, status: .contentTooLarge,
                detail: Sentence("http.tooLarge", ["limit": .size(Int64(limit))]))
        case .headerTooLarge:
            self.init(
                word: .headerTooLarge, status: .requestHeaderFieldsTooLarge, detail: Sentence("http.headerTooLarge"))
        case .notHTTP: self.init(word: .malformed, status: .badRequest, detail: Sentence("http.notHTTP"))
        case .rangeNotSatisfiable(let size):
            self.init(
                word: .rangeNotSatisfiable, status: .rangeNotSatisfiable,
                detail: Sentence("http.rangeNotSatisfiable", ["size": .number(Int(size))]))
            headers[.contentRange] = "bytes */\(size)"
        case .digestMismatch:
            self.init(word: .digestMismatch, status: .unprocessableContent, detail: Sentence("http.digestMismatch"))
        case .stillRunning:
            self.init(word: .stillRunning, status: .conflict, detail: Sentence("http.stillRunning"))
        case .bodyBroken: self.init(word: .malformed, status: .badRequest, detail: Sentence("http.notHTTP"))
        case .stopping:
            self.init(word: .unavailable, status: .serviceUnavailable, detail: Sentence("http.stopping"))
            headers[.retryAfter] = "5"
        case .uploadIncomplete(let offset):
            self.init(word: .conflict, status: .conflict, detail: Sentence("http.uploadIncomplete"))
            headers[.uploadOffset] = "\(offset)"
            headers[.uploadComplete] = "?0"
        case .tusVersion:
            self.init(
                word: .malformed, status: .preconditionFailed,
                detail: Sentence("http.tusVersion", ["version": .text(TusUpload.version)]))
            headers[.tusVersion] = TusUpload.version
        case .idempotencyKeyReused:
            self.init(
                word: .idempotencyKeyReused, status: .unprocessableContent,
                detail: Sentence("http.idempotencyKeyReused"))
        case .tooManyRequests(let seconds):
            self.init(
                word: .tooManyRequests, status: .tooManyRequests,
                detail: Sentence("http.tooManyRequests", ["seconds": .number(seconds)]))
            headers[.retryAfter] = "\(seconds)"
        }
    }

    /// What cannot be read as a request (RFC 9112), from the parser.
    static func ofParser(_ error: HTTPParserError) -> Problem {
        Problem(error == .headerOverflow ? RequestRefusal.headerTooLarge : .notHTTP)
    }

    init(_ error: VaultError) {
        switch error {
        case .refused(let refusal):
            self.init(
                word: .refused, status: .forbidden, detail: error.sentence, hint: error.hintSentence,
                refusal: refusal.rawValue)
        case .accountRefused(.waitFirst(let seconds)):
            self.init(word: .tooManyRequests, status: .tooManyRequests, detail: error.sentence)
            headers[.retryAfter] = "\(seconds)"
        case .accountRefused(let refusal) where error.kind == .prohibited:
            self.init(
                word: .refused, status: .forbidden, detail: error.sentence, hint: error.hintSentence,
                refusal: refusal.word)
        case .descriptionInvalid(let flaws):
            self.init(
                word: .invalid, status: .unprocessableContent, detail: Sentence("http.invalid"),
                errors: flaws.map(FieldError.init))
        case .uploadRefused(let refusal): self.init(refusal)
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
        word: .internal, status: .internalServerError, detail: Sentence("http.unexpected"))
}

extension AccountRefusal {
    /// The word for a refusal that clients tell apart.
    fileprivate var word: String? {
        switch self {
        case .wrongCredentials: "wrongCredentials"
        case .codeNeeded: "codeNeeded"
        case .wrongCode: "wrongCode"
        case .unknownElsewhere: "unknownElsewhere"
        case .sessionNeeded: "sessionNeeded"
        case .tokenOfOther: "tokenOfOther"
        default: nil
        }
    }
}
