import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("keeping and disposing")
struct KeepingRouteTests {
    /// A second records manager: what takes two persons takes them.
    private func colleague(of stage: ServiceStage) async throws -> ServiceStage.Caller {
        _ = try await stage.owner.appointStaff(.known(ServiceStage.Caller.otherAgent.email), as: .recordsManager)
        return .otherAgent
    }

    /// A dossier of which everything may go, with one document.
    private func overdue(_ stage: ServiceStage) async throws {
        try await stage.attach()
        stage.clock.advance(bySeconds: 40 * 366 * 86_400)
    }

    @Test("the policy is handed out to the byte, with a version")
    func policy() async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.get("/api/v1/retention/policy", as: .viewer)
            #expect(reply.status == 200)
            #expect(reply.bytes == (try await stage.owner.retentionPolicy()).file)
            let tag = try #require(reply.headers[.eTag])
            let known = try await stage.get("/api/v1/retention/policy", as: .viewer, headers: [.ifNoneMatch: tag])
            #expect(known.status == 304)
            #expect(try await stage.get("/api/v1/retention/policy", as: .nobody).status == 401)
        }
    }

    @Test("another policy is compared, and adopted as the next version")
    func adopt() async throws {
        try await ServiceStage.lend { stage in
            let path = "/api/v1/retention/policy"
            let first = try await stage.get(path, as: .recordsManager)
            let tag = try #require(first.headers[.eTag])
            let next = first.text.replacing(#""version": 1,"#, with: #""version": 2,"#, maxReplacements: 1)
            let checked = try await stage.send(.post, "\(path)/check", as: .recordsManager, next)
            #expect(checked.status == 200)
            #expect(checked.json?["version"] == .number(2))
            #expect(checked.json?["versionInForce"] == .number(1))
            #expect(checked.json?["items"] == .list([]))
            let refused = try await stage.send(.post, path, as: .director, next)
            #expect((refused.status, refused.problem) == (403, "refused"))
            let adopted = try await stage.send(.post, path, as: .recordsManager, next, headers: [.ifMatch: tag])
            #expect((adopted.status, adopted.json?["state"]) == (200, .text("adopted")))
            let late = try await stage.send(
                .post, path, as: .recordsManager, next.replacing(#""version": 2,"#, with: #""version": 3,"#),
                headers: [.ifMatch: tag])
            #expect((late.status, late.problem) == (412, "changed-meanwhile"))
            let wrong = try await stage.send(.post, "\(path)/check", as: .recordsManager, #"{"version": 0}"#)
            #expect((wrong.status, wrong.problem) == (422, "invalid"))
            #expect(wrong.pointers?.contains("/version") == true)
            #expect(try await stage.send(.post, path, as: .recordsManager, "{").status == 400)
        }
    }

    @Test("what is due and what will be is told to records managers")
    func due() async throws {
        try await ServiceStage.lend { stage in
            try await stage.addDossier("2026-TEST-02")
            try await overdue(stage)
            let due = try await stage.walk("/api/v1/retention/due?on=2090-01-01", as: .recordsManager, limit: 1)
            #expect(due.compactMap { $0["dossier"]?.text } == [SampleDossier.code])
            #expect(due.first?["documents"] == .number(1))
            #expect(try await stage.get("/api/v1/retention/due", as: .recordsManager).json?["items"]?.list?.count == 1)
            let forecast = try await stage.get("/api/v1/retention/forecast", as: .recordsManager)
            #expect(forecast.json?["years"]?[0]?["documents"] == .number(1))
            #expect(forecast.json?["unknown"]?["documents"] == .number(0))
            #expect(try await stage.get("/api/v1/retention/due?on=soon", as: .recordsManager).parameters == ["on"])
            for path in ["due", "forecast"] {
                #expect(try await stage.get("/api/v1/retention/\(path)", as: .director).status == 403)
            }
        }
    }

    @Test("a hold is placed by one, and lifted by two, while nobody else has changed it")
    func holds() async throws {
        try await ServiceStage.lend { stage in
            let colleague = try await colleague(of: stage)
            let document = try await stage.attach()
            let body = """
                {"scopes": ["dossier:\(SampleDossier.code)", "requirement:\(SampleDossier.code)/E01", "document:\(document)",
                 "programme:TEST", "organisation:0987654394"], "authority": "The court", "reason": "an inquiry",
                 "reviewOn": "2027-01-01"}
                """
            let made = try await stage.send(.post, "/api/v1/holds", as: .recordsManager, body)
            #expect(made.status == 201)
            let path = try #require(made.headers[.location])
            #expect(made.json?["scopes"]?.list?.count == 5)
            #expect(made.json?["effect"] == .text("block"))
            let shown = try await stage.get(path, as: .recordsManager)
            let tag = try #require(shown.headers[.eTag])
            #expect(shown.json == made.json)
            let asked = try await stage.send(
                .post, "\(path)/lift", as: .recordsManager, #"{"reason": "it is over"}"#, headers: [.ifMatch: tag])
            #expect(asked.status == 200)
            #expect(asked.json?["releaseAskedBy"] != nil)
            #expect(asked.json?["liftedAt"] == nil)
            let alone = try await stage.send(.post, "\(path)/lift", as: .recordsManager, #"{"reason": "it is over"}"#)
            #expect((alone.status, alone.problem) == (403, "refused"))
            let late = try await stage.send(
                .post, "\(path)/lift", as: colleague, #"{"reason": "it is over"}"#, headers: [.ifMatch: tag])
            #expect((late.status, late.problem) == (412, "changed-meanwhile"))
            let lifted = try await stage.send(.post, "\(path)/lift", as: colleague, #"{"reason": "it is over"}"#)
            #expect(lifted.json?["liftedAt"] != nil)
            #expect(try await stage.walk("/api/v1/holds", as: .recordsManager, limit: 1).count == 1)
            #expect(try await stage.get("/api/v1/holds", as: .director).status == 403)
            #expect(try await stage.get("/api/v1/holds/H-1999-001", as: .recordsManager).status == 404)
            #expect(try await stage.send(.post, "/api/v1/holds", as: .agent, body).status == 403)
        }
    }

    @Test("a hold that is asked for wrongly says where")
    func wrongHold() async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.send(
                .post, "/api/v1/holds", as: .recordsManager,
                #"{"scopes": ["dossier:x", "nothing", 3], "effect": "forget", "reason": " ", "confidential": "yes"}"#)
            #expect((reply.status, reply.problem) == (422, "invalid"))
            #expect(
                reply.pointers == ["/scopes/0", "/scopes/1", "/scopes/2", "/effect", "", "/reason", "/confidential"])
            let none = try await stage.send(
                .post, "/api/v1/holds", as: .recordsManager, #"{"scopes": [], "authority": "A", "reason": "B"}"#)
            #expect(none.status == 422)
        }
    }

    @Test("documents are disposed of by two, after the grace, with a certificate")
    func disposition() async throws {
        try await ServiceStage.lend { stage in
            let colleague = try await colleague(of: stage)
            try await overdue(stage)
            let root = "/api/v1/dispositions"
            let selection = #"{"dossiers": ["\#(SampleDossier.code)"]"#
            let preview = try await stage.send(.post, "\(root)/preview", as: .recordsManager, selection + "}")
            #expect((preview.status, preview.json?["documents"]) == (200, .number(1)))
            let made = try await stage.send(
                .post, root, as: .recordsManager, selection + #", "reason": "the time is over"}"#)
            #expect(made.status == 201)
            let path = try #require(made.headers[.location])
            let shown = try await stage.get(path, as: .recordsManager)
            let (tag, list) = (try #require(shown.headers[.eTag]), try #require(shown.json?["list"]?.text))
            let items = try await stage.walk("\(path)/items", as: .recordsManager, limit: 1)
            #expect(items.compactMap { $0["state"]?.text } == ["proposed"])
            let approval = #"{"list": "\#(list)", "authorisation": "AG-1"}"#
            let alone = try await stage.send(.post, "\(path)/approval", as: .recordsManager, approval)
            #expect((alone.status, alone.problem) == (403, "refused"))
            let approved = try await stage.send(
                .post, "\(path)/approval", as: colleague, approval, headers: [.ifMatch: tag])
            #expect((approved.status, approved.json?["state"]) == (200, .text("approved")))
            #expect(try await stage.send(.post, "\(path)/execution", as: .recordsManager).status == 409)
            #expect(try await stage.get("\(path)/certificate", as: .recordsManager).status == 409)
            stage.clock.advance(bySeconds: 400 * 86_400)
            let late = try await stage.send(.post, "\(path)/execution", as: .recordsManager, headers: [.ifMatch: tag])
            #expect((late.status, late.problem) == (412, "changed-meanwhile"))
            let now = try #require(try await stage.get(path, as: .recordsManager).headers[.eTag])
            let executed = try await stage.send(
                .post, "\(path)/execution", as: .recordsManager, headers: [.ifMatch: now])
            #expect(executed.status == 200)
            #expect(executed.json?["state"] == .text("executed"))
            #expect(executed.json?["destroyed"] == .number(1))
            let certificate = try await stage.get("\(path)/certificate", as: .recordsManager)
            #expect(certificate.json?["format"] == .text("docvault-certificate/1"))
            let signature = try await stage.get("\(path)/certificate/signature", as: .recordsManager)
            #expect((signature.status, signature.bytes.count) == (200, 64))
            #expect(try await stage.get(path, as: .director).status == 403)
        }
    }

    @Test("a case is reviewed and cancelled, and says where a request is wrong")
    func review() async throws {
        try await ServiceStage.lend { stage in
            try await overdue(stage)
            let second = try await stage.attach("another", named: "other.txt", to: "E02")
            let root = "/api/v1/dispositions"
            let made = try await stage.send(
                .post, root, as: .recordsManager, #"{"all": true, "action": "destroy", "reason": "over"}"#)
            let path = try #require(made.headers[.location])
            let reviewed = try await stage.send(
                .post, "\(path)/review", as: .recordsManager, #"{"exclude": ["\#(second)"], "reason": "of interest"}"#)
            #expect((reviewed.status, reviewed.json?["excluded"]) == (200, .number(1)))
            let wrong = try await stage.send(.post, "\(path)/review", as: .recordsManager, #"{"exclude": ["x"]}"#)
            #expect((wrong.status, wrong.pointers) == (422, ["/exclude/0", ""]))
            let cancelled = try await stage.send(
                .post, "\(path)/cancellation", as: .recordsManager, #"{"reason": "a mistake"}"#)
            #expect(cancelled.json?["state"] == .text("cancelled"))
            #expect(try await stage.walk(root, as: .recordsManager, limit: 1).count == 1)
            for body in [
                #"{"reason": "x"}"#, #"{"all": true, "dossiers": ["A"], "reason": "x"}"#,
                #"{"all": false, "reason": "x"}"#,
            ] {
                let reply = try await stage.send(.post, root, as: .recordsManager, body)
                #expect((reply.status, reply.pointers) == (422, [""]), "\(body)")
            }
            let list = try await stage.send(.post, "\(path)/approval", as: .recordsManager, #"{"list": "sha256:x"}"#)
            #expect((list.status, list.pointers) == (422, ["/list"]))
            #expect(try await stage.get("\(root)/DC-1999-001", as: .recordsManager).status == 404)
        }
    }

    @Test("the journal hands out its checkpoint, keys, proofs and tiles, and no other file")
    func journal() async throws {
        try await ServiceStage.lend { stage in
            let root = "/api/v1/journal"
            let checkpoint = try await stage.get("\(root)/checkpoint", as: .viewer)
            #expect(checkpoint.status == 200)
            #expect(checkpoint.headers[.contentType] == "text/plain; charset=utf-8")
            let size = try #require(Int(checkpoint.text.split(separator: "\n")[1]))
            let keys = try await stage.walk("\(root)/keys", as: .viewer, limit: 1)
            #expect(keys.count == 1)
            #expect(keys[0]["lastSize"] == nil)
            let proof = try await stage.get("\(root)/events/0/proof", as: .viewer)
            #expect(proof.status == 200)
            #expect(try await stage.get("\(root)/events/99999/proof", as: .viewer).status == 404)
            #expect(try await stage.get("\(root)/events/-1/proof", as: .viewer).status == 404)
            for name in ["0/000.p/\(size)", "entries/000.p/\(size)"] {
                let tile = try await stage.get("\(root)/tile/\(name)", as: .viewer)
                #expect(tile.status == 200, "\(name)")
                #expect(tile.headers[.cacheControl] == "private, no-cache")
                #expect(!tile.bytes.isEmpty)
            }
            for name in [
                "../checkpoint", "0/../../checkpoint", "%2e%2e/checkpoint", "0/000", "0/0", "00/000", "8/000",
                "entries/000", "0/000.p/256", "", "0/000.p/%00", "../../keys/journal",
            ] {
                #expect(try await stage.get("\(root)/tile/\(name)", as: .viewer).status == 404, "\(name)")
            }
            for path in ["checkpoint", "keys", "events/0/proof", "tile/0/000"] {
                #expect(try await stage.get("\(root)/\(path)", as: .nobody).status == 401, "\(path)")
            }
        }
    }
}
