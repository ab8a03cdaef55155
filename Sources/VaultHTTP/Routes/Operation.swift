internal import HTTPTypes
internal import Hummingbird

/// One thing that the service does: a method on a path, as the API's description names them.
struct Operation: Sendable {
    let method: HTTPRequest.Method
    /// The path with its parameters between braces, `/api/v1/dossiers/{dossier}`.
    let path: String
    let handle: @Sendable (Call) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ handle: @escaping @Sendable (Call) async throws -> Response
    ) {
        (self.method, self.path, self.handle) = (method, path, handle)
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
    func add(_ operations: [Operation], of service: VaultService) {
        for operation in operations {
            on(operation.routerPath, method: operation.method) { request, context in
                try await operation.handle(Call(request: request, context: context, service: service))
            }
        }
        for (path, operations) in Dictionary(grouping: operations, by: { "\($0.routerPath)" }) {
            var allowed = Set(operations.map(\.method))
            if allowed.contains(.get) { allowed.insert(.head) }
            let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Operation.methods where !allowed.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in
                    throw RequestRefusal.methodNotAllowed(allowed: names)
                }
            }
        }
    }
}
