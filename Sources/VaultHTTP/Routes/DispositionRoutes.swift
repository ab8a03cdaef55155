internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/dispositions`: the decided end of documents, with a second person, a grace and a certificate.
enum DispositionRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/dispositions", query: Page.parameters, list),
        Operation(.post, "/api/v1/dispositions", propose),
        Operation(.post, "/api/v1/dispositions/preview", preview),
        Operation(.get, "/api/v1/dispositions/{case}", show),
        Operation(.get, "/api/v1/dispositions/{case}/items", query: Page.parameters, items),
        Operation(.post, "/api/v1/dispositions/{case}/review", review),
        Operation(.post, "/api/v1/dispositions/{case}/approval", approve),
        Operation(.post, "/api/v1/dispositions/{case}/cancellation", cancel),
        Operation(.post, "/api/v1/dispositions/{case}/execution", execute),
        Operation(.get, "/api/v1/dispositions/{case}/certificate", certificate),
        Operation(.get, "/api/v1/dispositions/{case}/certificate/signature", signature),
    ]

    @Sendable static func list(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let vault = try call.vault
        return page.answer(
            try await vault.dispositions(after: page.key(DispositionCode.init), limit: page.limit), json: \.json)
    }

    @Sendable static func show(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        let vault = try call.vault
        let version = try await vault.version(of: .disposition(code))
        let (found, _) = try await vault.disposition(code, limit: 0)
        return try .json(found.json, version: version)
    }

    @Sendable static func items(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        let page = try Page(call.query)
        let vault = try call.vault
        return page.answer(
            try await vault.items(of: code, after: page.key(Int.init), limit: page.limit), json: \.json)
    }

    @Sendable static func preview(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("action", "dossiers", "all")
        let (action, selection) = body.selection()
        guard body.isSound, let action, let selection else { throw body.refusal }
        return .json(try await vault.simulateDisposition(action, of: selection).json)
    }

    @Sendable static func propose(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("action", "dossiers", "all", "reason")
        let (action, selection) = body.selection()
        let reason = body.reason()
        guard body.isSound, let action, let selection else { throw body.refusal }
        let found = try await vault.proposeDisposition(action, of: selection, reason: reason)
        return .created(found.json, at: "/api/v1/dispositions/\(found.code)")
    }

    @Sendable static func review(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        let vault = try call.vault
        let body = try await call.body("exclude", "reason")
        let documents = body["exclude"]?.items?.map { $0.identifier(of: Document.self) }
        let reason = body.reason()
        guard body.isSound, let documents else { throw body.refusal }
        return .json(
            try await vault.reviewDisposition(code, excluding: documents.compactMap(\.self), reason: reason).json)
    }

    @Sendable static func approve(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        let vault = try call.vault
        let body = try await call.body("list", "authorisation")
        let list = body["list"]?.digest
        let authorisation = body.optionalReason("authorisation")
        guard body.isSound, let list else { throw body.refusal }
        return .json(try await vault.approveDisposition(code, list: list, authorisation: authorisation).json)
    }

    @Sendable static func cancel(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        let vault = try call.vault
        let reason = try await call.reason()
        return .json(try await vault.cancelDisposition(code, reason: reason).json)
    }

    /// Executes a case, or goes on with one that was cut off: a case that is still `executing` waits for a deposit.
    @Sendable static func execute(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        return .json(try await call.vault.executeDisposition(code).disposition.json)
    }

    @Sendable static func certificate(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        return .bytes(try await call.vault.certificate(of: code).bytes, type: "application/json")
    }

    @Sendable static func signature(_ call: Call) async throws -> Response {
        let code: DispositionCode = try call.code("case")
        return .bytes(
            try await call.vault.certificate(of: code).signature, type: "application/octet-stream",
            headers: .untrustedDownload(named: "certificate.json.sig"))
    }
}

extension BodyFields {
    /// What a disposition does to which documents: some dossiers', or `all`.
    fileprivate func selection() -> (DispositionCase.Action?, DisposalSelection?) {
        let action = optional("action").map { $0.choice(DispositionCase.Action.self) } ?? .destroy
        let codes = optional("dossiers").map { $0.items?.map { $0.code(DossierCode.self) } }
        let all = optional("all").map(\.flag)
        switch (codes, all) {
        case (let codes??, nil) where !codes.isEmpty: return (action, .dossiers(codes.compactMap(\.self)))
        case (nil, true??): return (action, .everything)
        default:
            if isSound { refuse(Sentence("http.oneSelection")) }
            return (action, nil)
        }
    }
}

extension DescriptionField {
    fileprivate var digest: Digest? {
        guard let text else { return nil }
        return Digest(text) ?? refuse(Sentence("http.noDigest", ["text": .quoted(text)]))
    }
}
