internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/retention`: how long documents are kept, and what may go.
enum RetentionRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/retention/due", query: ["on"] + Page.parameters, due),
        Operation(.get, "/api/v1/retention/forecast", forecast),
        Operation(.get, "/api/v1/retention/policy", policy),
        Operation(.post, "/api/v1/retention/policy", query: ["acceptShortening"], adopt),
        Operation(.post, "/api/v1/retention/policy/check", query: Page.parameters, check),
    ]

    @Sendable static func due(_ call: Call) async throws -> Response {
        let query = call.query
        let page = try Page(query)
        let vault = try call.vault
        let due = try await vault.retentionDue(
            by: query.value("on"), after: page.key(DossierCode.init), atMost: page.limit)
        return page.answer(due, json: \.json)
    }

    @Sendable static func forecast(_ call: Call) async throws -> Response {
        .json(try await call.vault.wholeRetentionForecast().json)
    }

    /// The policy's file, to the byte: its digest is what people compare.
    @Sendable static func policy(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let version = try await vault.version(of: .policy)
        let policy = try await vault.retentionPolicy()
        return try .json(file: policy.file, version: version)
    }

    @Sendable static func adopt(_ call: Call) async throws -> Response {
        let accepts = try call.query.flag("acceptShortening") ?? false
        let vault = try call.vault
        let policy = try await call.policy()
        return .json(try await vault.adoptPolicy(policy, acceptingShortening: accepts).json)
    }

    /// What is in a policy, and what it would move.
    @Sendable static func check(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let vault = try call.vault
        let policy = try await call.policy()
        let found = try await vault.simulatePolicy(
            policy, after: try page.key { DossierCode($0) }, limit: page.limit)
        return .json(try found.json(of: policy))
    }
}

extension Call {
    /// The policy that is the body.
    /// - Throws: ``VaultError/descriptionInvalid(_:)`` with every flaw of it.
    fileprivate func policy() async throws -> RetentionPolicy {
        let bytes = try await jsonBytes(limit: RetentionPolicy.largestFile)
        do throws(DescriptionFlaw) { _ = try LocatedJSON.parse(bytes) } catch {
            throw RequestRefusal.malformedJSON(error)
        }
        do throws(PolicyFlaws) {
            return try RetentionPolicy(parsing: bytes)
        } catch {
            throw VaultError.descriptionInvalid(error.all)
        }
    }
}

extension PolicySimulation {
    fileprivate func json(of policy: RetentionPolicy) throws -> JSONObject {
        var object = JSONObject()
        object["version"] = .integer(policy.version)
        object["versionInForce"] = .integer(versionInForce)
        object["digest"] = .text(try policy.digest().description)
        object["scheduleCount"] = .integer(policy.schedules.count)
        object["toBeConfirmed"] = .list(
            policy.schedules.filter(\.toBeConfirmed).map { .text($0.code.text) })
        object["items"] = .list(moves.map { .object($0.json) })
        object["next"] = .text(next.map { Page.cursor(after: $0.text) })
        return object
    }
}
