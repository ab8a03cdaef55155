import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("Findings over HTTP")
struct FindingRouteTests {
    /// The same bytes in two requirements, several times.
    private func raise(_ count: Int, in stage: ServiceStage) async throws {
        for number in 1...count {
            try await stage.attach("the same \(number)", named: "\(number).txt", to: "E01")
            try await stage.attach("the same \(number)", named: "\(number).txt", to: "E02")
        }
    }

    @Test("are shown to those who may read both places, page by page", arguments: [1, 2, 7])
    func listed(_ limit: Int) async throws {
        try await ServiceStage.lend { stage in
            try await raise(5, in: stage)
            for caller in ServiceStage.Caller.readers {
                let found = try await stage.walk("/api/v1/findings", as: caller, limit: limit)
                #expect(found.count == 5 && Set(found).count == 5, "\(caller)")
                #expect(found.map { $0["kind"]?.text } == Array(repeating: "duplicateBytes", count: 5))
            }
            for caller in ServiceStage.Caller.strangers {
                #expect(try await stage.walk("/api/v1/findings", as: caller, limit: limit) == [], "\(caller)")
            }
            let query = try await stage.get("/api/v1/findings?state=lost&limit=0", as: .agent)
            #expect(query.status == 400 && query.parameters == ["limit"])
        }
    }

    @Test("are put aside by an agent, for a reason, once")
    func dismissed() async throws {
        try await ServiceStage.lend { stage in
            try await raise(1, in: stage)
            let all = try await stage.walk("/api/v1/findings", as: .agent, limit: 9)
            let id = try #require(all[0]["finding"]?.text)
            let path = "/api/v1/findings/\(id)"
            let seen = try await stage.get(path, as: .agent)
            #expect(seen.json == all[0])
            let tag = try #require(seen.headers[.eTag])
            #expect(try await stage.get(path, as: .outsider).status == 404)
            #expect(try await stage.send(.post, "\(path)/dismissal", as: .agent, "{}").status == 422)
            let reason = #"{"reason": "half each"}"#
            #expect(try await stage.send(.post, "\(path)/dismissal", as: .director, reason).status == 403)
            #expect(try await stage.send(.post, "\(path)/dismissal", as: .outsider, reason).status == 404)
            let done = try await stage.send(
                .post, "\(path)/dismissal", as: .agent, reason, headers: [.ifMatch: tag])
            #expect(done.status == 200)
            #expect(done.json?["state"] == .text("dismissed") && done.json?["reason"] == .text("half each"))
            let late = try await stage.send(
                .post, "\(path)/dismissal", as: .agent, reason, headers: [.ifMatch: tag])
            #expect(late.status == 412)
            #expect(try await stage.send(.post, "\(path)/dismissal", as: .agent, reason).problem == "conflict")
            #expect(try await stage.walk("/api/v1/findings", as: .agent, limit: 9) == [])
            #expect(try await stage.walk("/api/v1/findings?state=dismissed", as: .agent, limit: 9).count == 1)
        }
    }
}
