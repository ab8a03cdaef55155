internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `…/attachments` as far as bytes come in, and `/uploads`: files that come in parts.
enum UploadRoutes {
    private static let attachments = "/api/v1/dossiers/{dossier}/requirements/{requirement}/attachments"
    private static let upload = "/api/v1/uploads/{upload}"

    static let operations: [Operation] = [
        Operation(.post, attachments, query: PieceRequest.parameters, attach),
        Operation(.options, attachments, ResumableUpload.limits),
        Operation(.head, upload, ResumableUpload.offset), Operation(.get, upload, ResumableUpload.show),
        Operation(.patch, upload, ResumableUpload.append), Operation(.delete, upload, ResumableUpload.end),
    ]

    /// Attaches a file; with `Upload-Complete` one that can be resumed.
    @Sendable static func attach(_ call: Call) async throws -> Response {
        _ = try call.signedIn
        if let isWhole = try call.request.headers.flag(.uploadComplete) {
            return try await ResumableUpload.create(call, isWhole: isWhole)
        }
        return try await SingleUpload.attach(call)
    }
}
