internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers/{dossier}/requirements`: what must be proved, and what is due and waits in all dossiers.
enum RequirementRoutes {
    private static let path = "/api/v1/dossiers/{dossier}/requirements"
    static let operations: [Operation] = [
        Operation(.get, path, query: Page.parameters, list), Operation(.get, "\(path)/{requirement}", show),
        Operation(.put, "\(path)/{requirement}/answers/{question}", answerQuestion),
        Operation(.get, "/api/v1/requirements/due", query: ["until"] + Page.parameters, due),
        Operation(.get, "/api/v1/requirements/queue", query: Page.parameters, queue),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let dossier: DossierCode = try call.code("dossier")
        let page = try Page(call.query)
        let vault = try call.vault
        let found = try await vault.requirements(
            of: dossier, after: page.key(RequirementCode.init), limit: page.limit)
        return page.answer(found, json: \.json)
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        try await answer(try call.code("requirement"), of: try call.code("dossier"), try call.vault)
    }

    @Sendable static func answerQuestion(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, RequirementCode) = (try call.code("dossier"), try call.code("requirement"))
        let question: QuestionCode = try call.code("question")
        let vault = try call.vault
        let body = try await call.body("answer")
        let given = body["answer"]?.flag
        guard let given, body.isSound else { throw body.refusal }
        try await vault.answer(question, with: given, for: code, of: dossier)
        return try await answer(code, of: dossier, vault)
    }

    /// What is still to be handed in until a day; without one, within the next thirty days.
    @Sendable static func due(_ call: Call) async throws -> Response {
        let query = call.query
        let page = try Page(query)
        let today = SystemClock().now().dayInBrussels
        let until: CivilDate = try query.value("until") ?? CivilDate(daysSince1970: today.daysSince1970 + 30)
        let vault = try call.vault
        let found = try await vault.due(
            until: until, after: page.key(DueRequirement.DuePosition.init), limit: page.limit)
        return page.answer(found) { $0.json(on: today) }
    }

    /// What waits for a decision of an agent.
    @Sendable static func queue(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let today = SystemClock().now().dayInBrussels
        let vault = try call.vault
        let found = try await vault.queue(
            after: page.key(DueRequirement.QueuePosition.init), limit: page.limit)
        return page.answer(found) { $0.json(on: today) }
    }

    /// A requirement with all that is decided from. Its version is that of its dossier.
    static func answer(
        _ code: RequirementCode, of dossier: DossierCode, _ vault: Vault
    ) async throws -> Response {
        let version = try await vault.version(of: .dossier(dossier))
        return try .json(await vault.requirement(code, of: dossier).json, version: version)
    }
}
