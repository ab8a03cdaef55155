internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Uploads of clients that speak tus 1.0: creation, creation-with-upload, termination, expiration, checksum.
enum TusUpload {
    static let version = "1.0.0"
    static let partType = "application/offset+octet-stream"
    /// What protects a part (`Upload-Checksum`).
    private static let checksums: [String: ContentDigest.Algorithm] = ["sha1": .sha1, "sha256": .sha256]

    /// What the service can, to anybody.
    @Sendable static func options(_ call: Call) async throws -> Response {
        Response(
            status: .noContent,
            headers: [
                .tusResumable: version, .tusVersion: version,
                .tusExtension: "creation,creation-with-upload,termination,expiration,checksum",
                .tusChecksumAlgorithm: checksums.keys.sorted().joined(separator: ","),
                .tusMaxSize: "\(UploadLimits.standard.largestSize)",
            ])
    }

    /// Begins an upload, with its first bytes or without.
    @Sendable static func create(_ call: Call) async throws -> Response {
        try await speaking(call) {
            let headers = call.request.headers
            guard headers[.uploadDeferLength] == nil else {
                throw RequestRefusal.malformedHeader("Upload-Defer-Length")
            }
            guard let size = try headers.plainCount(.uploadLength) else {
                throw RequestRefusal.malformedHeader("Upload-Length")
            }
            let new = try TusMetadata(headers[.uploadMetadata] ?? "").upload(sizeInBytes: size)
            let checksum = try checksum(call)
            let hasPart = try hasPart(call)
            var session = try await call.vault.createUpload(new)
            if hasPart { session = try await call.append(to: session.id, at: 0, expecting: checksum) }
            var response = Response(status: .created, headers: standing(session))
            response.headers[.location] = "/api/v1/tus/\(session.id)"
            return response
        }
    }

    /// How far an upload is.
    @Sendable static func offset(_ call: Call) async throws -> Response {
        try await speaking(call) {
            let session = try await call.upload()
            if case .failed(let failure) = session.state { throw VaultError.uploadRefused(.failed(failure)) }
            var headers = standing(session)
            if let size = session.sizeInBytes { headers[.uploadLength] = "\(size)" }
            headers[.uploadMetadata] = TusMetadata(session).text
            headers[.cacheControl] = "no-store"
            return Response(status: .ok, headers: headers)
        }
    }

    /// Takes the next part.
    @Sendable static func append(_ call: Call) async throws -> Response {
        try await speaking(call) {
            let id: UploadSession.ID = try call.parameter("upload")
            guard call.mediaType == partType else { throw RequestRefusal.wrongMediaType(expected: partType) }
            try call.requirePlainBody()
            guard let offset = try call.request.headers.plainCount(.uploadOffset) else {
                throw RequestRefusal.malformedHeader("Upload-Offset")
            }
            let session = try await call.append(to: id, at: offset, expecting: try checksum(call))
            return Response(status: .noContent, headers: standing(session))
        }
    }

    @Sendable static func end(_ call: Call) async throws -> Response {
        try await speaking(call) {
            try await call.vault.endUpload(try call.parameter("upload"))
            return .nothing
        }
    }

    /// Another method in the guise of POST, where a network lets only that through.
    @Sendable static func disguised(_ call: Call) async throws -> Response {
        switch call.request.headers[.methodOverride]?.uppercased() {
        case "PATCH": return try await append(call)
        case "DELETE": return try await end(call)
        case "HEAD": return try await offset(call)
        default: throw RequestRefusal.methodNotAllowed(allowed: "DELETE, HEAD, PATCH")
        }
    }

    private static func standing(_ session: UploadSession) -> HTTPFields {
        [.uploadOffset: "\(session.offset)", .uploadExpires: session.expiresAt.httpDate]
    }

    /// Whether a creation brings bytes.
    private static func hasPart(_ call: Call) throws -> Bool {
        guard call.hasBody else { return false }
        guard call.mediaType == partType else { throw RequestRefusal.wrongMediaType(expected: partType) }
        try call.requirePlainBody()
        return true
    }

    private static func checksum(_ call: Call) throws -> ContentDigest? {
        guard let text = call.request.headers[.uploadChecksum] else { return nil }
        let parts = text.split(separator: " ")
        guard parts.count == 2, let algorithm = checksums[String(parts[0])],
            let bytes = Data(base64Encoded: String(parts[1])), let digest = ContentDigest(algorithm, Array(bytes))
        else { throw RequestRefusal.malformedHeader("Upload-Checksum") }
        return digest
    }

    /// Answers in tus: its version is named in every answer, and a client of another one is told so.
    private static func speaking(
        _ call: Call, _ body: () async throws -> Response
    ) async throws -> Response {
        do {
            _ = try call.signedIn
            guard call.request.headers[.tusResumable] == version else { throw RequestRefusal.tusVersion }
            var response = try await body()
            response.headers[.tusResumable] = version
            return response
        } catch {
            throw told(error)
        }
    }

    private static func told(_ error: any Error) -> any Error {
        var problem: Problem
        switch error {
        case let refusal as RequestRefusal: problem = Problem(refusal)
        case VaultError.uploadRefused(.partMismatch(let expected, let received)):
            let mismatch = Problem(UploadRefusal.partMismatch(expected: expected, received: received))
            let status = HTTPResponse.Status(code: 460, reasonPhrase: "Checksum Mismatch")
            problem = Problem(word: mismatch.word, status: status, detail: mismatch.detail, hint: mismatch.hint)
        case VaultError.uploadRefused(let refusal): problem = Problem(refusal)
        default: return error
        }
        problem.headers[.tusResumable] = version
        return problem
    }
}

extension Instant {
    /// As in `Date` and `Upload-Expires` (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpDate: String {
        var seconds = time_t(microsecondsSince1970 / 1_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let padded = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(padded).joined(separator: ":")
        let date = "\(padded(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1_900)"
        return "\(days[Int(parts.tm_wday)]), \(date) \(time) GMT"
    }
}

extension HTTPField.Name {
    static let tusResumable = HTTPField.Name("Tus-Resumable")!
    static let tusVersion = HTTPField.Name("Tus-Version")!
    static let tusExtension = HTTPField.Name("Tus-Extension")!
    static let tusMaxSize = HTTPField.Name("Tus-Max-Size")!
    static let tusChecksumAlgorithm = HTTPField.Name("Tus-Checksum-Algorithm")!
    static let uploadMetadata = HTTPField.Name("Upload-Metadata")!
    static let uploadDeferLength = HTTPField.Name("Upload-Defer-Length")!
    static let uploadExpires = HTTPField.Name("Upload-Expires")!
    static let uploadChecksum = HTTPField.Name("Upload-Checksum")!
    static let methodOverride = HTTPField.Name("X-HTTP-Method-Override")!
}
