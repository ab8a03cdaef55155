internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// What a client is told when a request fails (RFC 9457).
///
/// `type` is stable, and the same for all languages; `title` and `detail` are in the language of the caller.
struct Problem: Error, Sendable {
    /// The last part of `type`; each has a page under `/problems/`.
    enum Word: String, CaseIterable, Sendable {
        case malformed, invalid, incomplete, conflict, refused, disposed, csrf, corrupt, unavailable, `internal`
        case notFound = "not-found"
        case notSignedIn = "not-signed-in"
        case methodNotAllowed = "method-not-allowed"
        case stillRunning = "still-running"
        case uploadExpired = "upload-expired"
        case changedMeanwhile = "changed-meanwhile"
        case tooLarge = "too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case rangeNotSatisfiable = "range-not-satisfiable"
        case idempotencyKeyReused = "idempotency-key-reused"
        case digestMismatch = "digest-mismatch"
        case tooManyRequests = "too-many-requests"
        case headerTooLarge = "header-too-large"
        case storageFull = "storage-full"
    }

    /// What is wrong with one member of a body or one parameter.
    struct FieldError: Hashable, Sendable {
        /// Where in the body (RFC 6901), or which parameter of the query.
        let pointer: JSONPointer?
        let parameter: String?
        let detail: Sentence

        init(parameter: String, detail: Sentence) { (pointer, self.parameter, self.detail) = (nil, parameter, detail) }

        init(_ flaw: DescriptionFlaw) { (pointer, parameter, detail) = (flaw.pointer, nil, flaw.reason) }

        func json(in language: Language) -> JSONObject {
            var object = JSONObject()
            object["pointer"] = .describing(pointer)
            object["parameter"] = .text(parameter)
            object["detail"] = .text(detail.text(in: language))
            return object
        }
    }

    let word: Word
    let status: HTTPResponse.Status
    let detail: Sentence
    var hint: Sentence?
    var errors: [FieldError] = []
    var headers: HTTPFields = [:]
    /// The word of `docs/access.md` for why an act was refused.
    var refusal: String?
    /// A type that a standard registers, in the place of ours.
    var standardType: String?
    /// Where an upload goes on, and where the client would have gone on.
    var offsets: (expected: Int64, provided: Int64)?

    func response(in language: Language, request: Identifier<ActContext>) -> Response {
        var headers = headers
        headers[.contentLanguage] = language.rawValue
        headers[.cacheControl] = "no-store"
        return .bytes(
            Array(text(in: language, request: request).utf8), type: "application/problem+json", status: status,
            headers: headers)
    }

    /// The document, on one line.
    func text(in language: Language, request: Identifier<ActContext>?) -> String {
        var object = JSONObject()
        object["type"] = .text(standardType ?? "/problems/\(word.rawValue)")
        object["title"] = .text(word.title.text(in: language))
        object["status"] = .integer(status.code)
        object["detail"] = .text(detail.text(in: language))
        object["hint"] = .text(hint?.text(in: language))
        object["refusal"] = .text(refusal)
        object["expected-offset"] = offsets.map { .integer($0.expected) }
        object["provided-offset"] = offsets.map { .integer($0.provided) }
        object["instance"] = .text(request.map { "urn:uuid:\($0)" })
        if !errors.isEmpty { object["errors"] = .list(errors.map { .object($0.json(in: language)) }) }
        return object.text + "\n"
    }
}

extension Problem.Word {
    var title: Sentence {
        switch self {
        case .malformed: Sentence("http.title.malformed")
        case .invalid: Sentence("http.title.invalid")
        case .incomplete: Sentence("http.title.incomplete")
        case .conflict: Sentence("http.title.conflict")
        case .refused: Sentence("http.title.refused")
        case .disposed: Sentence("http.title.disposed")
        case .csrf: Sentence("http.title.csrf")
        case .corrupt: Sentence("http.title.corrupt")
        case .unavailable: Sentence("http.title.unavailable")
        case .internal: Sentence("http.title.internal")
        case .notFound: Sentence("http.title.notFound")
        case .notSignedIn: Sentence("http.title.notSignedIn")
        case .methodNotAllowed: Sentence("http.title.methodNotAllowed")
        case .stillRunning: Sentence("http.title.stillRunning")
        case .uploadExpired: Sentence("http.title.uploadExpired")
        case .changedMeanwhile: Sentence("http.title.changedMeanwhile")
        case .tooLarge: Sentence("http.title.tooLarge")
        case .unsupportedMediaType: Sentence("http.title.unsupportedMediaType")
        case .rangeNotSatisfiable: Sentence("http.title.rangeNotSatisfiable")
        case .idempotencyKeyReused: Sentence("http.title.idempotencyKeyReused")
        case .digestMismatch: Sentence("http.title.digestMismatch")
        case .tooManyRequests: Sentence("http.title.tooManyRequests")
        case .headerTooLarge: Sentence("http.title.headerTooLarge")
        case .storageFull: Sentence("http.title.storageFull")
        }
    }
}
