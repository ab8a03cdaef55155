internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// What a client is told when a request fails (RFC 9457).
///
/// `type` is stable, and the same for all languages; `title` and `detail` are in the language of the caller.
struct Problem: Sendable {
    /// The last part of `type`; each has a page under `/problems/`.
    enum Word: String, CaseIterable, Sendable {
        case malformed, invalid, incomplete, conflict, refused, corrupt, unavailable, unexpected
        case notFound = "not-found"
        case notSignedIn = "not-signed-in"
        case credentialsRefused = "credentials-refused"
        case scopeTooNarrow = "scope-too-narrow"
        case crossSite = "cross-site"
        case methodNotAllowed = "method-not-allowed"
        case wrongMediaType = "wrong-media-type"
        case tooLarge = "too-large"
        case tooManyRequests = "too-many-requests"
        case changedMeanwhile = "changed-meanwhile"
        case storageFull = "storage-full"
        case readOnly = "read-only"
        case disposed
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

    func response(in language: Language, request: Identifier<ActContext>) -> Response {
        var object = JSONObject()
        object["type"] = .text("/problems/\(word.rawValue)")
        object["title"] = .text(word.title.text(in: language))
        object["status"] = .integer(status.code)
        object["detail"] = .text(detail.text(in: language))
        object["hint"] = .text(hint?.text(in: language))
        object["instance"] = .text("urn:uuid:\(request)")
        if !errors.isEmpty { object["errors"] = .list(errors.map { .object($0.json(in: language)) }) }
        var headers = headers
        headers[.contentLanguage] = language.rawValue
        headers[.cacheControl] = "no-store"
        return .bytes(
            Array((object.text + "\n").utf8), type: "application/problem+json", status: status, headers: headers)
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
        case .corrupt: Sentence("http.title.corrupt")
        case .unavailable: Sentence("http.title.unavailable")
        case .unexpected: Sentence("http.title.unexpected")
        case .notFound: Sentence("http.title.notFound")
        case .notSignedIn: Sentence("http.title.notSignedIn")
        case .credentialsRefused: Sentence("http.title.credentialsRefused")
        case .scopeTooNarrow: Sentence("http.title.scopeTooNarrow")
        case .crossSite: Sentence("http.title.crossSite")
        case .methodNotAllowed: Sentence("http.title.methodNotAllowed")
        case .wrongMediaType: Sentence("http.title.wrongMediaType")
        case .tooLarge: Sentence("http.title.tooLarge")
        case .tooManyRequests: Sentence("http.title.tooManyRequests")
        case .changedMeanwhile: Sentence("http.title.changedMeanwhile")
        case .storageFull: Sentence("http.title.storageFull")
        case .readOnly: Sentence("http.title.readOnly")
        case .disposed: Sentence("http.title.disposed")
        }
    }
}
