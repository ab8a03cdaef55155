internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dossiers/{dossier}/disbursements`: the instalments of a grant, each a subsidy of its own.
enum DisbursementRoutes {
    private static let path = "/api/v1/dossiers/{dossier}/disbursements"
    static let operations: [Operation] = [
        Operation(.get, path, query: Page.parameters, list), Operation(.post, "\(path)/{disbursement}/claim", claim),
        Operation(.post, "\(path)/{disbursement}/approval", approve),
        Operation(.post, "\(path)/{disbursement}/payment", pay),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let dossier: DossierCode = try call.code("dossier")
        let page = try Page(call.query)
        let vault = try call.vault
        let all = try await vault.disbursements(of: dossier)
        return try page.answer(from: all, key: \.disbursement.code.text, json: \.json)
    }

    @Sendable static func claim(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, DisbursementCode) = (try call.code("dossier"), try call.code("disbursement"))
        let vault = try call.vault
        try await vault.claim(code, of: dossier)
        return try await answer(code, of: dossier, vault)
    }

    @Sendable static func approve(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, DisbursementCode) = (try call.code("dossier"), try call.code("disbursement"))
        let vault = try call.vault
        let body = try await call.bodyIfAny("reason")
        let reason = body.optionalReason()
        guard body.isSound else { throw body.refusal }
        try await vault.approve(code, of: dossier, reason: reason)
        return try await answer(code, of: dossier, vault)
    }

    @Sendable static func pay(_ call: Call) async throws -> Response {
        let (dossier, code): (DossierCode, DisbursementCode) = (try call.code("dossier"), try call.code("disbursement"))
        let vault = try call.vault
        let body = try await call.body("paidOn")
        let day = body["paidOn"]?.date()
        guard let day, body.isSound else { throw body.refusal }
        try await vault.pay(code, of: dossier, on: day)
        return try await answer(code, of: dossier, vault)
    }

    private static func answer(
        _ code: DisbursementCode, of dossier: DossierCode, _ vault: Vault
    ) async throws -> Response {
        let standing = try await vault.disbursements(of: dossier).first { $0.disbursement.code == code }
        guard let standing else { throw VaultError.disbursementNotFound(code, dossier: dossier) }
        return .json(standing.json)
    }
}
