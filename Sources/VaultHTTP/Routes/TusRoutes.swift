internal import HTTPTypes
internal import Hummingbird

/// `/tus`: uploads of clients that speak tus 1.0.
enum TusRoutes {
    private static let upload = "/api/v1/tus/{upload}"

    static let operations: [Operation] = [
        Operation(.options, "/api/v1/tus", TusUpload.options), Operation(.post, "/api/v1/tus", TusUpload.create),
        Operation(.head, upload, TusUpload.offset), Operation(.patch, upload, TusUpload.append),
        Operation(.delete, upload, TusUpload.end),
    ]

    /// Methods in the guise of POST, which are no operations of their own.
    static let disguised: [Operation] = [Operation(.post, upload, TusUpload.disguised)]
}
