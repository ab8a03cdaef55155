internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

/// Uploads that go on where they broke off: draft-ietf-httpbis-resumable-upload, interop version 8.
enum ResumableUpload {
    static let version = "8"
    static let partType = "application/partial-upload"

    /// Begins an upload, with the first bytes or all of them.
    static func create(_ call: Call, isWhole: Bool) async throws -> Response {
        let piece = try PieceRequest(call)
        try call.requirePlainBody()
        let headers = call.request.headers
        let (size, part) = (try size(call, isWhole: isWhole), try headers.digest(.contentDigest))
        let new = NewUpload(
            piece.name, to: piece.requirement, of: piece.dossier, as: piece.piece, facts: piece.facts,
            completion: .whenSaid, sizeInBytes: size, expecting: try headers.digest(.reprDigest))
        return try await speaking {
            let vault = try call.vault
            let session = try await vault.createUpload(new)
            try await announce(session, to: call)
            let taken = try await call.append(to: session.id, at: 0, isLast: isWhole, expecting: part)
            var response = answer(taken)
            if response.status == .noContent { response = .json(taken.json, status: .created) }
            response.headers[.uploadOffset] = "\(taken.offset)"
            response.headers[.uploadComplete] = taken.isDone ? "?1" : "?0"
            response.headers[.uploadLimit] = limit(taken)
            if !taken.isDone { response.headers[.location] = location(taken) }
            return response
        }
    }

    /// Takes the next part.
    @Sendable static func append(_ call: Call) async throws -> Response {
        let id: UploadSession.ID = try call.parameter("upload")
        let headers = call.request.headers
        guard call.mediaType == partType else { throw RequestRefusal.wrongMediaType(expected: partType) }
        try call.requirePlainBody()
        guard let offset = try headers.count(.uploadOffset) else {
            throw RequestRefusal.malformedHeader("Upload-Offset")
        }
        guard let isLast = try headers.flag(.uploadComplete) else {
            throw RequestRefusal.malformedHeader("Upload-Complete")
        }
        let (size, part) = (try headers.count(.uploadLength), try headers.digest(.contentDigest))
        return try await speaking {
            let session = try await call.append(
                to: id, at: offset, isLast: isLast, sizeInBytes: size, expecting: part)
            return answer(session)
        }
    }

    /// How far an upload is.
    @Sendable static func offset(_ call: Call) async throws -> Response {
        let session = try await call.upload()
        if case .failed(let failure) = session.state { throw VaultError.uploadRefused(.failed(failure)) }
        var response = Response(status: .noContent, headers: standing(session))
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// The answer to the last bytes once more, for who lost it.
    @Sendable static func show(_ call: Call) async throws -> Response {
        let session = try await call.upload()
        switch session.state {
        case .failed(let failure): throw VaultError.uploadRefused(.failed(failure))
        case .open, .completing: throw RequestRefusal.uploadIncomplete(offset: session.offset)
        case .done:
            var response = answer(session)
            response.status = .ok
            return response
        }
    }

    @Sendable static func end(_ call: Call) async throws -> Response {
        try await call.vault.endUpload(try call.parameter("upload"))
        return .nothing
    }

    /// What uploads may be, whatever they are attached to.
    @Sendable static func limits(_ call: Call) async throws -> Response {
        let limit = "max-size=\(UploadLimits.standard.largestSize)"
        return Response(status: .noContent, headers: [.allow: "GET, HEAD, OPTIONS, POST", .uploadLimit: limit])
    }

    /// How long the whole file is, as far as the client says.
    private static func size(_ call: Call, isWhole: Bool) throws -> Int64? {
        let declared = try call.request.headers.count(.uploadLength)
        guard isWhole, let length = call.contentLength else { return declared }
        if let declared, declared != length {
            throw told(VaultError.uploadRefused(.lengthInconsistent(declared: declared, given: length)))
        }
        return length
    }

    /// Tells a client that knows the draft where the upload is before it sends the bytes.
    private static func announce(_ session: UploadSession, to call: Call) async throws {
        guard call.request.headers[.uploadInteropVersion] == version else { return }
        let head = HTTPResponse(
            status: HTTPResponse.Status(code: 104, reasonPhrase: "Upload Resumption Supported"),
            headerFields: [
                .uploadInteropVersion: version, .location: location(session), .uploadLimit: limit(session),
            ])
        try await call.send(InterimResponse(head: head))
    }

    /// What is said after a part: how far the upload is, or what attaching came to.
    private static func answer(_ session: UploadSession) -> Response {
        var response: Response
        if case .done(let file) = session.state {
            response = SingleUpload.answer(file, named: session.name)
        } else {
            response = .nothing
        }
        for field in standing(session) { response.headers[field.name] = field.value }
        return response
    }

    private static func standing(_ session: UploadSession) -> HTTPFields {
        var headers: HTTPFields = [
            .uploadOffset: "\(session.offset)", .uploadComplete: session.isDone ? "?1" : "?0",
            .uploadLimit: limit(session),
        ]
        if let size = session.sizeInBytes { headers[.uploadLength] = "\(size)" }
        return headers
    }

    private static func location(_ session: UploadSession) -> String { "/api/v1/uploads/\(session.id)" }

    private static func limit(_ session: UploadSession) -> String {
        let age = session.expiresAt.microsecondsSince1970 - SystemClock().now().microsecondsSince1970
        return "max-size=\(session.largestSize), max-age=\(Swift.max(age / 1_000_000, 0))"
    }

    /// Tells of refusals by the types that the draft registers.
    private static func speaking(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch { throw told(error) }
    }

    private static func told(_ error: any Error) -> any Error {
        guard case VaultError.uploadRefused(let refusal) = error else { return error }
        var problem = Problem(refusal)
        switch refusal {
        case .offsetMismatch: problem.standardType = registered + "mismatching-upload-offset"
        case .lengthInconsistent: problem.standardType = registered + "inconsistent-upload-length"
        case .finished:
            problem = Problem(
                word: .malformed, status: .badRequest, detail: problem.detail, hint: problem.hint,
                headers: [.uploadComplete: "?1"])
            problem.standardType = registered + "completed-upload"
        default: break
        }
        return problem
    }

    private static let registered = "https://iana.org/assignments/http-problem-types#"
}

extension UploadSession {
    var isDone: Bool { if case .done = state { true } else { false } }
}

extension Call {
    var mediaType: String? {
        request.headers[.contentType]?.split(separator: ";").first.map { $0.filter { !$0.isWhitespace }.lowercased() }
    }

    /// How the upload stands that the path names.
    ///
    /// A part that comes at the same moment may take the upload first: then it is asked again, for who asks wants to
    /// know, and has nothing to lose by it.
    func upload() async throws -> UploadSession {
        let (id, vault): (UploadSession.ID, Vault) = (try parameter("upload"), try vault)
        for _ in 0..<4 {
            do {
                return try await vault.upload(id)
            } catch VaultError.uploadRefused(.superseded) {
                continue
            }
        }
        return try await vault.upload(id)
    }

    /// Takes the body as the next part of an upload. When the service ends, what came is kept and the client told so.
    func append(
        to id: UploadSession.ID, at offset: Int64, isLast: Bool = false, sizeInBytes size: Int64? = nil,
        expecting expected: ContentDigest? = nil
    ) async throws -> UploadSession {
        let (vault, body) = (try vault, UploadBody(self))
        do {
            let session = try await cancelWhenGracefulShutdown {
                try await vault.append(
                    to: id, at: offset, body, isLast: isLast, sizeInBytes: size, expecting: expected)
            }
            // The end of an upload may be said twice, but not with more bytes.
            if session.isDone, try await body.hasUnwantedBytes { throw VaultError.uploadRefused(.finished) }
            return session
        } catch is CancellationError {
            throw RequestRefusal.stopping
        }
    }
}
