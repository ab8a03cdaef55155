internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/journal`: what anybody needs to check that nothing was rewritten (C2SP tlog-tiles). It shows no event.
enum JournalRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/journal/checkpoint", checkpoint),
        Operation(.get, "/api/v1/journal/keys", query: Page.parameters, keys),
        Operation(.get, "/api/v1/journal/events/{sequence}/proof", proof),
        Operation(.get, "/api/v1/journal/tile/{+rest}", tile),
    ]

    private static let text = "text/plain; charset=utf-8"

    @Sendable static func checkpoint(_ call: Call) async throws -> Response {
        .bytes(try await call.vault.publishJournal().note, type: text)
    }

    @Sendable static func keys(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let keys = try await call.vault.publishedJournalKeys()
        return try page.answer(from: keys, key: \.fingerprint, json: \.json)
    }

    @Sendable static func proof(_ call: Call) async throws -> Response {
        let sequence: Int = try call.parameter("sequence")
        return .bytes(try await call.vault.proof(of: sequence), type: text)
    }

    @Sendable static func tile(_ call: Call) async throws -> Response {
        let name = call.context.parameters.getCatchAll().joined(separator: "/")
        let tile = try await call.vault.tile(name)
        // One that is full never changes; one that is not is gone when the journal has grown.
        return .bytes(
            tile.bytes, type: "application/octet-stream",
            headers: [.cacheControl: tile.isFull ? "private, max-age=31536000, immutable" : "private, no-cache"])
    }
}
