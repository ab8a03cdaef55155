internal import HTTPTypes
internal import Hummingbird

/// One thing that the service does: a method on a path, as the API's description names them.
struct Operation: Sendable {
    let method: HTTPRequest.Method
    /// The path with its parameters between braces, `/api/v1/dossiers/{dossier}`.
    let path: String
    /// The parameters that its query may have. Any other is refused by its name, whoever asks.
    let query: [String]
    let handle: @Sendable (Call) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, query: [String] = [],
        _ handle: @escaping @Sendable (Call) async throws -> Response
    ) {
        (self.method, self.path, self.query, self.handle) = (method, path, query, handle)
    }

    /// Every method that a client may try.
    static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, HTTPRequest.Method("QUERY"),
    ].compactMap(\.self)

    /// The same path as the router writes it.
    var routerPath: RouterPath {
        RouterPath(path.replacing(/\{(\w+)\}/) { ":\($0.1)" }.replacing("{+rest}", with: "**"))
    }
}

extension Router<VaultRequestContext> {
    /// Adds operations; another method on one of their paths is told which there are (RFC 9110 §15.5.6).
    /// - Parameter disguised: What is answered as well, but is no method of its own, and so is not named among them.
    func add(_ operations: [Operation], disguised: [Operation], of service: VaultService) {
        for operation in operations + disguised {
            on(operation.routerPath, method: operation.method) { request, context in
                let query = try QueryFields(request.uri.query, among: operation.query)
                return try await operation.handle(
                    Call(request: request, context: context, service: service, query: query))
            }
        }
        for (path, operations) in Dictionary(grouping: operations, by: { "\($0.routerPath)" }) {
            var allowed = Set(operations.map(\.method))
            if allowed.contains(.get) { allowed.insert(.head) }
            let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            let answered = disguised.filter { $0.path == operations[0].path }.map(\.method)
            for method in Operation.methods where !allowed.contains(method) && !answered.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in
                    throw RequestRefusal.methodNotAllowed(allowed: names)
                }
            }
        }
    }
}
