internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/checklists`: what is asked for, and under which text.
enum ChecklistRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/checklists", query: Page.parameters, list),
        Operation(.get, "/api/v1/checklists/{checklist}", show),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        _ = try call.signedIn
        let page = try Page(call.query)
        return try page.answer(
            from: ChecklistLibrary.shipped.newest(), key: \.code.text, json: { try $0.summaryJSON })
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        _ = try call.signedIn
        guard let checklist = ChecklistLibrary.shipped.checklist(try call.code("checklist")) else {
            throw RequestRefusal.nothingHere
        }
        return try .json(tagged: checklist.json)
    }
}
