internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/documents`: what is known of them. Their bytes are in `ContentRoutes`.
enum DocumentRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/documents", query: ["query"] + Page.parameters, find),
        Operation(.get, "/api/v1/documents/{document}", show),
        Operation(.get, "/api/v1/documents/{document}/retention", explainRetention),
        Operation(.get, "/api/v1/documents/{document}/receipt", receipt),
    ]

    /// Looks for a digest or for a part of a name.
    @Sendable static func find(_ call: Call) async throws -> Response {
        let query = call.query
        let page = try Page(query)
        let wanted = try query.required("query", query.words("query"))
        let vault = try call.vault
        let found = try await vault.find(
            Digest(wanted).map(DocumentQuery.digest) ?? .name(wanted), after: page.key(DocumentUse.Position.init),
            limit: page.limit)
        return page.answer(found, json: \.json)
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        let id: Document.ID = try call.parameter("document")
        let vault = try call.vault
        return try .json(tagged: await vault.document(id).json)
    }

    @Sendable static func explainRetention(_ call: Call) async throws -> Response {
        let id: Document.ID = try call.parameter("document")
        let vault = try call.vault
        return .json(try await vault.explainRetention(of: id).json(in: call.language))
    }

    /// Where the receipt for the document is: it is had by the document's own identifier.
    @Sendable static func receipt(_ call: Call) async throws -> Response {
        let id: Document.ID = try call.parameter("document")
        let vault = try call.vault
        let document = try await vault.document(id).document
        return Response(status: .seeOther, headers: [.location: "/api/v1/receipts/\(document)"])
    }
}
