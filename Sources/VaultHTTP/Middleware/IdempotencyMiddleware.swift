internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Answers a request that was sent again as it was answered the first time.
///
/// The key is taken in the transaction of the act, so an act is done once even if the process ends before the answer is
/// kept; then the client is told that it was done. A request that failed has done nothing, and may be sent again.
struct IdempotencyMiddleware: RouterMiddleware {
    typealias Context = VaultRequestContext

    /// What is done with passwords and codes: not even a digest of those is kept.
    private static let secretive: Set<String> = [
        "/api/v1/sessions", "/api/v1/sessions/current/organisation", "/api/v1/invitations/accept",
        "/api/v1/me/second-factor", "/api/v1/me/second-factor/confirm", "/api/v1/me/second-factor/removal",
    ]

    let running = RunningKeys()

    func handle(
        _ request: Request, context: VaultRequestContext,
        next: (Request, VaultRequestContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .post, let text = request.headers[.idempotencyKey], let signedIn = context.signedIn,
            !Self.secretive.contains(request.uri.path)
        else { return try await next(request, context) }
        guard text.wholeMatch(of: /[\x21-\x7E]{1,128}/) != nil else {
            throw RequestRefusal.malformedHeader("Idempotency-Key")
        }
        var (request, context) = (request, context)
        let key = IdempotencyKey(text, of: try await Self.digest(of: &request))
        let vault = signedIn.vault.within(context.request)
        switch try await vault.standing(of: key) {
        case .answered(let answer): return try Self.replay(answer)
        case .usedForAnother: throw RequestRefusal.idempotencyKeyReused
        case .doneWithoutAnswer:
            guard !running.contains(key, of: signedIn.person.id) else { throw RequestRefusal.stillRunning }
            throw VaultError.alreadyDone
        case .unused: break
        }
        guard running.begin(key, of: signedIn.person.id) else { throw RequestRefusal.stillRunning }
        defer { running.end(key, of: signedIn.person.id) }
        context.idempotency = key
        let response = try await next(request, context)
        if let answer = try await Self.kept(response) { try await vault.keep(answer, under: key) }
        return response
    }

    /// Of the method, the address, the condition and a body of JSON; other bodies are too large, and have digests of their
    /// own.
    private static func digest(of request: inout Request) async throws -> Digest {
        let condition = request.headers[.ifMatch].map { "If-Match: \($0)" } ?? ""
        var text = Array("\(request.method.rawValue) \(request.uri.string)\n\(condition)\n".utf8)
        if request.headers[.contentType]?.hasPrefix("application/json") == true {
            let body = try await collected(&request)
            text += body.readableBytesView
        } else {
            text += Array("\(request.headers[.contentLength] ?? "") \(request.headers[.reprDigest] ?? "")".utf8)
        }
        return try Digest(hashing: text)
    }

    /// The body, which the route reads again; the largest is the description of a dossier.
    private static func collected(_ request: inout Request) async throws -> ByteBuffer {
        do {
            return try await request.collectBody(upTo: DossierDescription.largestFile)
        } catch is NIOTooManyBytesError {
            throw RequestRefusal.bodyTooLarge(limit: DossierDescription.largestFile)
        }
    }

    /// A good answer in a form that can be kept; one without a length is none, nor is one with a secret in it.
    private static func kept(_ response: Response) async throws -> KeptAnswer? {
        guard (200..<300).contains(response.status.code), let length = response.body.contentLength,
            length <= Call.largestBody, response.headers[.cacheControl] != "no-store"
        else { return nil }
        let collected = CollectedBody()
        try await response.body.write(collected)
        let bytes = collected.bytes
        var headers: [String: String] = [:]
        for name in [HTTPField.Name.contentType, .location, .eTag] { headers[name.rawName] = response.headers[name] }
        guard let json = try? JSONSerialization.data(withJSONObject: headers, options: .sortedKeys) else { return nil }
        return KeptAnswer(
            status: response.status.code, headers: String(decoding: json, as: UTF8.self), body: bytes)
    }

    private static func replay(_ answer: KeptAnswer) throws -> Response {
        var fields: HTTPFields = [:]
        let headers = try JSONSerialization.jsonObject(with: Data(answer.headers.utf8)) as? [String: String]
        for (name, value) in headers ?? [:] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        fields[.idempotencyReplayed] = "?1"
        fields[.cacheControl] = "private, no-cache"
        return Response(
            status: .init(code: answer.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}

/// Takes a body into memory instead of sending it.
private final class CollectedBody: ResponseBodyWriter, Sendable {
    private let content = Mutex<[UInt8]>([])

    var bytes: [UInt8] { content.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws { content.withLock { $0 += buffer.readableBytesView } }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// The keys of requests that are under way in this process.
final class RunningKeys: Sendable {
    private struct Key: Hashable {
        let person: Person.ID
        let key: IdempotencyKey
    }

    private let keys = Mutex<Set<Key>>([])

    func contains(_ key: IdempotencyKey, of person: Person.ID) -> Bool {
        keys.withLock { $0.contains(Key(person: person, key: key)) }
    }

    func begin(_ key: IdempotencyKey, of person: Person.ID) -> Bool {
        keys.withLock { $0.insert(Key(person: person, key: key)).inserted }
    }

    func end(_ key: IdempotencyKey, of person: Person.ID) {
        keys.withLock { _ = $0.remove(Key(person: person, key: key)) }
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
}
