internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers/{dossier}/amendments`: what was changed in a grant, each with the decree or decision that it rests on.
enum AmendmentRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dossiers/{dossier}/amendments", query: Page.parameters, list),
        Operation(.post, "/api/v1/dossiers/{dossier}/amendments", amend),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let page = try Page(call.query)
        let vault = try call.vault
        // They have no names; none is ever taken away, so each has a number.
        let all = try await vault.amendments(of: code).enumerated().map { ($0.offset, $0.element) }
        return try page.answer(from: all, key: { "\($0.0)" }, json: { $0.1.json })
    }

    @Sendable static func amend(_ call: Call) async throws -> Response {
        let code: DossierCode = try call.code("dossier")
        let vault = try call.vault
        let body = try await call.body("awardEnd", "projectEnd", "awardAmount", "effectiveOn", "basis")
        let changes = [
            body.optional("awardEnd")?.date().map(Amendment.Change.awardEnd),
            body.optional("projectEnd")?.date().map(Amendment.Change.projectEnd),
            body.optional("awardAmount")?.money().map(Amendment.Change.awardAmount),
        ].compactMap(\.self)
        let effectiveOn = body["effectiveOn"]?.date()
        let basis = body.reason("basis")
        if body.isSound, changes.count != 1 { body.refuse(Sentence("http.amendmentWantsOne")) }
        guard let change = changes.first, let effectiveOn, let basis, body.isSound else { throw body.refusal }
        try await vault.amend(code, change, effectiveOn: effectiveOn, basis: basis)
        return try await DossierRoutes.answer(code, vault, status: .created)
    }
}
