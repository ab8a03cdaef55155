internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// What the service tells of itself, to anybody.
enum ServiceRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/healthz", health), Operation(.get, "/readyz", readiness),
        Operation(.get, "/api/v1/version", version), Operation(.get, "/api/openapi.json", description),
        Operation(.get, "/problems/{word}", problem), Operation(.get, "/metrics", metrics),
    ]

    /// Whether the server answers.
    @Sendable static func health(_ call: Call) async throws -> Response { .json(status("ok")) }

    /// Whether the catalog answers too.
    @Sendable static func readiness(_ call: Call) async throws -> Response {
        try await call.service.vault.checkCatalog()
        return .json(status("ready"))
    }

    @Sendable static func version(_ call: Call) async throws -> Response {
        var object = JSONObject()
        object["name"] = .text("DocVault")
        object["version"] = .text(VaultServer.version)
        return .json(object)
    }

    @Sendable static func description(_ call: Call) async throws -> Response {
        .bytes(OpenAPIDocument.bytes, type: "application/json")
    }

    /// What Prometheus collects: for this machine, unless it is said to be for all.
    @Sendable static func metrics(_ call: Call) async throws -> Response {
        let peer = call.context.peer
        // What a proxy on this machine passes on is from elsewhere.
        let isPassedOn = call.request.headers[.forwardedFor] != nil
        let isLocal = peer == nil || peer == "127.0.0.1" || peer == "::1"
        guard call.service.settings.hasOpenMetrics || isLocal && !isPassedOn else {
            throw RequestRefusal.nothingHere
        }
        let text = MetricsText(call.service.metrics.current, try await call.service.vault.figures()).text
        return .bytes(Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    /// What a type of problem means, for whoever follows its address.
    @Sendable static func problem(_ call: Call) async throws -> Response {
        guard let word = Problem.Word(rawValue: try call.parameter("word", as: String.self)) else {
            throw RequestRefusal.nothingHere
        }
        var object = JSONObject()
        object["type"] = .text("/problems/\(word.rawValue)")
        object["title"] = .text(word.title.text(in: call.language))
        return .json(object)
    }

    private static func status(_ word: String) -> JSONObject {
        var object = JSONObject()
        object["status"] = .text(word)
        return object
    }
}
