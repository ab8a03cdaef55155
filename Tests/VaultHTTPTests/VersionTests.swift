import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import VaultHTTP

@Suite("What a client saw")
struct VersionTests {
    private let dossier = ServiceStage.dossier

    @Test("holds an act to it: what changed meanwhile is not changed again")
    func changedMeanwhile() async throws {
        try await ServiceStage.lend { stage in
            let seen = try #require(try await stage.get("\(dossier)/requirements/E01", as: .agent).headers[.eTag])
            // Somebody else is faster.
            try await stage.attach()
            let path = "\(dossier)/requirements/E01/decisions"
            let body = #"{"outcome": "waived", "reason": "small"}"#
            let late = try await stage.send(.post, path, as: .agent, body, headers: [.ifMatch: seen])
            #expect(late.status == 412 && late.problem == "changed-meanwhile")
            let now = try #require(try await stage.get(dossier, as: .agent).headers[.eTag])
            #expect(now != seen)
            #expect(try await stage.send(.post, path, as: .agent, body, headers: [.ifMatch: now]).status == 200)
            #expect(try await stage.send(.post, path, as: .agent, body, headers: [.ifMatch: "*"]).status == 409)
            for wrong in ["", "3", "\"3\"", "W/\(now)", "\(now), \(now)"] {
                let reply = try await stage.send(.post, path, as: .agent, body, headers: [.ifMatch: wrong])
                #expect(reply.status == 400 && reply.problem == "malformed", "\(wrong)")
            }
        }
    }

    @Test("is not sent again")
    func notModified() async throws {
        try await ServiceStage.lend { stage in
            for path in [dossier, "\(dossier)/requirements/E01", "/api/v1/checklists/directives-d"] {
                let first = try await stage.get(path, as: .viewer)
                let tag = try #require(first.headers[.eTag])
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let reply = try await stage.get(path, as: .viewer, headers: [.ifNoneMatch: known])
                    #expect(reply.status == 304 && reply.bytes.isEmpty && reply.headers[.eTag] == tag, "\(known)")
                }
                #expect(try await stage.get(path, as: .viewer, headers: [.ifNoneMatch: "\"other\""]).status == 200)
                // It names no secret: who may not see it learns nothing.
                if path.hasPrefix(dossier) {
                    #expect(try await stage.get(path, as: .outsider, headers: [.ifNoneMatch: tag]).status == 404)
                }
            }
        }
    }
}
