internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/holds`: orders not to destroy.
enum HoldRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/holds", query: Page.parameters, list),
        Operation(.post, "/api/v1/holds", place),
        Operation(.get, "/api/v1/holds/{hold}", show),
        Operation(.post, "/api/v1/holds/{hold}/lift", lift),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let vault = try call.vault
        return page.answer(
            try await vault.holds(after: page.key(HoldCode.init), limit: page.limit), json: \.json)
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        let code: HoldCode = try call.code("hold")
        let vault = try call.vault
        let version = try await vault.version(of: .hold(code))
        return try .json(try await vault.hold(code).json, version: version)
    }

    @Sendable static func place(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("scopes", "effect", "authority", "reason", "confidential", "reviewOn")
        let scopes = body["scopes"]?.items?.map { $0.holdScope }
        let effect = body.optional("effect").map { $0.choice(LegalHold.Effect.self) } ?? .block
        let (authority, reason) = (body.reason("authority"), body.reason())
        let isConfidential = body.optional("confidential").map(\.flag) ?? false
        let reviewOn = body.optional("reviewOn")?.date()
        guard body.isSound, let scopes, let effect, let authority, let reason, let isConfidential else {
            throw body.refusal
        }
        let hold = try await vault.placeHold(
            NewHold(
                over: scopes.compactMap(\.self), effect: effect, authority: authority, reason: reason,
                isConfidential: isConfidential, reviewOn: reviewOn))
        return .created(hold.json, at: "/api/v1/holds/\(hold.code)")
    }

    /// The first person asks for it, a second one does it.
    @Sendable static func lift(_ call: Call) async throws -> Response {
        let code: HoldCode = try call.code("hold")
        let vault = try call.vault
        let reason = try await call.reason()
        return .json(try await vault.liftHold(code, reason: reason).json)
    }
}

extension DescriptionField {
    /// One thing that a hold covers, as ``LegalHold/Scope/description`` spells it.
    fileprivate var holdScope: LegalHold.Scope? {
        guard let text else { return nil }
        return LegalHold.Scope(text) ?? refuse(Sentence("http.noHoldScope", ["text": .quoted(text)]))
    }
}

extension LegalHold.Scope {
    /// Reads what ``description`` writes.
    fileprivate init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "dossier":
            guard let code = DossierCode(name) else { return nil }
            self = .dossier(code)
        case "organisation":
            guard let number = EnterpriseNumber(name) else { return nil }
            self = .organisation(number)
        case "programme":
            guard name.contains(where: { !$0.isWhitespace }), name.count <= 100 else { return nil }
            self = .programme(name)
        case "requirement":
            let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let dossier = DossierCode(parts[0]), let code = RequirementCode(parts[1]) else {
                return nil
            }
            self = .requirement(code, of: dossier)
        case "document":
            guard let document = Document.ID(name) else { return nil }
            self = .document(document)
        default: return nil
        }
    }
}
