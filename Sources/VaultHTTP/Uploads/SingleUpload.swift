internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// A file in the body of one request: all of it is attached, or nothing.
enum SingleUpload {
    static func attach(_ call: Call) async throws -> Response {
        let piece = try PieceRequest(call)
        try call.requirePlainBody()
        let expected = try digest(call.request.headers)
        let vault = try call.vault
        let file = try await vault.attach(
            UploadBody(call), named: piece.name, to: piece.requirement, of: piece.dossier, as: piece.piece,
            facts: piece.facts, expecting: expected, sizeInBytes: call.contentLength,
            atMost: UploadLimits.standard.largestSize)
        return answer(file, named: piece.name)
    }

    /// The digest of the body, which is the whole file here.
    private static func digest(_ headers: HTTPFields) throws -> ContentDigest? {
        let (whole, content) = (try headers.digest(.reprDigest), try headers.digest(.contentDigest))
        guard let whole, let content else { return whole ?? content }
        guard whole.algorithm != content.algorithm || whole == content else { throw RequestRefusal.digestMismatch }
        return whole
    }

    /// What attaching came to, however the bytes arrived.
    static func answer(_ file: AttachedFile, named name: OriginalName) -> Response {
        let isNew = file.outcome == .attached
        return .json(
            file.json(path: name.text), status: isNew ? .created : .ok,
            headers: [.location: "/api/v1/documents/\(file.document)"])
    }
}
