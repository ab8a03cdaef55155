import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import VaultHTTP

@Suite("Dossiers over HTTP")
struct DossierRouteTests {
    private let dossier = ServiceStage.dossier

    @Test("are shown with their version, and to everybody who may read them alike")
    func shown() async throws {
        try await ServiceStage.lend { stage in
            let found = try await stage.owner.dossier(ServiceStage.code)
            for caller in ServiceStage.Caller.readers {
                let reply = try await stage.get(dossier, as: caller)
                #expect(reply.status == 200, "\(caller)")
                #expect(reply.text == found.0.json(found.1).text + "\n", "\(caller)")
                #expect(reply.headers[.eTag]?.wholeMatch(of: /"\d+-[0-9a-f]{16}"/) != nil)
                #expect(reply.headers[.cacheControl] == "private, no-cache")
            }
        }
    }

    @Test("are listed to those who may read them")
    func listed() async throws {
        try await ServiceStage.lend { stage in
            for caller in ServiceStage.Caller.readers + ServiceStage.Caller.strangers {
                let codes = try await stage.walk("/api/v1/dossiers", as: caller, limit: 50).map { $0["code"]?.text }
                let expected = ServiceStage.Caller.readers.contains(caller) ? [SampleDossier.code] : []
                #expect(codes == expected, "\(caller)")
            }
        }
    }

    @Test("are walked through exactly once, whatever is added meanwhile", arguments: [1, 2, 3, 50])
    func walked(_ limit: Int) async throws {
        try await ServiceStage.lend { stage in
            let codes = ["B-1", "B-2", "C-1", "C-2", "D-1"]
            for code in codes { try await stage.addDossier(code) }
            for caller in [ServiceStage.Caller.agent, .recordsManager, .director] {
                let name = "\(caller)".uppercased()
                let found = try await stage.walk("/api/v1/dossiers", as: caller, limit: limit) { number in
                    if number < 3 { try await stage.addDossier("A-\(name)-\(number)") }
                }.compactMap { $0["code"]?.text }
                let old = found.filter { codes.contains($0) || $0 == SampleDossier.code }
                #expect(old == ([SampleDossier.code] + codes), "\(caller)")
                #expect(Set(found).count == found.count)
            }
        }
    }

    @Test("are taken from a description, by an agent of the programme")
    func imported() async throws {
        try await ServiceStage.lend { stage in
            let json = String(decoding: SampleDossier.json, as: UTF8.self).replacing(SampleDossier.code, with: "NEW-1")
            let made = try await stage.send(.post, "/api/v1/dossiers", as: .agent, json)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/dossiers/NEW-1")
            #expect(made.json?["code"] == .text("NEW-1"))
            #expect(made.json?["added"]?[0] == .text("dossier"))
            #expect(try await stage.get("/api/v1/dossiers/NEW-1", as: .agent).status == 200)

            let again = try await stage.send(.post, "/api/v1/dossiers", as: .agent, json)
            #expect(again.status == 200)
            #expect(again.json?["added"] == .list([]))

            for caller in [ServiceStage.Caller.director, .otherAgent, .recordsManager, .administrator, .outsider] {
                let reply = try await stage.send(.post, "/api/v1/dossiers", as: caller, json)
                #expect(reply.status == 403 && reply.problem == "refused", "\(caller)")
            }
        }
    }

    @Test("that are described wrongly are refused with every flaw and its place")
    func badDescription() async throws {
        try await ServiceStage.lend { stage in
            let json = String(decoding: SampleDossier.json, as: UTF8.self)
                .replacing(#""programme": "TEST","#, with: #""programme": "TEST", "colour": "red","#)
                .replacing(#""cents": 10000000"#, with: #""cents": "much""#)
            let reply = try await stage.send(.post, "/api/v1/dossiers", as: .agent, json)
            #expect(reply.status == 422 && reply.problem == "invalid")
            #expect(reply.pointers.map(Set.init) == ["/dossier/colour", "/award/amount/cents"])
            for body in ["", "{", "{} {}", "\u{feff}{}", #"{"a": 1, "a": 2}"#] {
                let reply = try await stage.send(.post, "/api/v1/dossiers", as: .agent, body)
                #expect(reply.status == 400 && reply.problem == "malformed", "\(body)")
            }
        }
    }

    @Test("are decided on by an agent, and by nobody else")
    func decided() async throws {
        try await ServiceStage.lend { stage in
            try await stage.addDossier("S-1", state: "submitted")
            let path = "/api/v1/dossiers/S-1/decisions"
            #expect(
                try await stage.send(.post, path, as: .director, #"{"state": "admissible"}"#).json?["refusal"]
                    == .text("agentOnly"))
            #expect(try await stage.send(.post, path, as: .outsider, #"{"state": "admissible"}"#).status == 404)
            #expect(try await stage.send(.post, path, as: .agent, #"{"state": "granted"}"#).problem == "conflict")
            let reply = try await stage.send(.post, path, as: .agent, #"{"state": "admissible", "reason": null}"#)
            #expect(reply.status == 200)
            #expect(reply.json?["state"] == .text("admissible"))
            // Against an applicant, only with a reason.
            #expect(try await stage.send(.post, path, as: .agent, #"{"state": "refused"}"#).status == 422)
            let refused = try await stage.send(.post, path, as: .agent, #"{"state": "refused", "reason": "why"}"#)
            #expect(refused.json?["state"] == .text("refused"))
        }
    }

    @Test("are submitted by the beneficiary when they are complete")
    func submitted() async throws {
        try await ServiceStage.lend { stage in
            try await stage.addDossier("P-1", state: "preparation")
            let path = "/api/v1/dossiers/P-1/application"
            #expect(try await stage.send(.post, path, as: .agent).json?["refusal"] == .text("beneficiaryOnly"))
            let reply = try await stage.send(.post, path, as: .director)
            #expect(reply.status == 200)
            #expect(reply.json?["state"] == .text("submitted"))
            #expect(try await stage.send(.post, path, as: .director).problem == "conflict")
        }
    }

    @Test("tell what became of them, until an instant")
    func history() async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.get("\(dossier)/history", as: .viewer)
            #expect(reply.status == 200)
            #expect(reply.json?["events"]?[0]?["action"] == .text("dossier.imported"))
            let before = try await stage.get("\(dossier)/history?at=2020-01-01", as: .viewer)
            #expect(before.json?["events"] == .list([]))
            #expect(try await stage.get("\(dossier)/history?at=yesterday", as: .viewer).parameters == ["at"])
        }
    }

    @Test("are amended, and keep what was before")
    func amended() async throws {
        try await ServiceStage.lend { stage in
            let path = "\(dossier)/amendments"
            let body = #"{"awardEnd": "2027-12-31", "effectiveOn": "2026-12-01", "basis": "decree 2"}"#
            #expect(try await stage.send(.post, path, as: .director, body).status == 403)
            let reply = try await stage.send(.post, path, as: .agent, body)
            #expect(reply.status == 201)
            #expect(reply.json?["award"]?["endDate"] == .text("2027-12-31"))
            let amount =
                #"{"awardAmount": {"cents": 5, "currency": "EUR"}, "effectiveOn": "2026-12-01", "basis": "decree 3"}"#
            #expect(try await stage.send(.post, path, as: .agent, amount).status == 201)
            let all = try await stage.walk(path, as: .viewer, limit: 1)
            #expect(all.map { $0["kind"]?.text } == ["awardEnd", "awardAmount"])
            #expect(all[0].names == ["kind", "awardEnd", "effectiveOn", "basis", "recordedAt"])
            #expect(all[1]["awardAmount"]?["cents"] == .number(5))
            for body in [
                #"{"effectiveOn": "2026-12-01", "basis": "b"}"#,
                #"{"awardEnd": "2027-12-31", "projectEnd": "2027-12-31", "effectiveOn": "2026-12-01", "basis": "b"}"#,
            ] {
                #expect(try await stage.send(.post, path, as: .agent, body).pointers == [""])
            }
        }
    }

    @Test("are shared and unshared by a super user, in days")
    func shared() async throws {
        try await ServiceStage.lend { stage in
            let path = "\(dossier)/sharings"
            let body = """
                {"email": "viewer@people.example", "enterpriseNumber": "0987654394", "role": "editor", "to": "2027-01-31"}
                """
            #expect(try await stage.send(.post, path, as: .editor, body).json?["refusal"] == .text("superUserOnly"))
            let reply = try await stage.send(.post, path, as: .director, body)
            #expect(reply.status == 201)
            #expect(reply.json?["role"] == .text("editor"))
            #expect(reply.json?["to"] == .text("2027-01-31T23:00:00.000000Z"))
            let all = try await stage.walk(path, as: .viewer, limit: 1)
            #expect(Set(all).count == all.count && all.count == 3)

            let one = "\(path)/viewer@people.example"
            #expect(try await stage.send(.delete, one, as: .director).parameters == ["organisation"])
            let query = "?organisation=0987.654.394"
            #expect(try await stage.send(.delete, one + query, as: .director).status == 204)
            #expect(try await stage.get(dossier, as: .viewer).status == 404)
            #expect(try await stage.send(.delete, one + query, as: .director).status >= 400)
        }
    }

    @Test("have facts that are recorded and corrected")
    func facts() async throws {
        try await ServiceStage.lend { stage in
            let path = "\(dossier)/facts"
            let body = #"{"kind": "aid", "date": "2026-03-12", "basis": "decision 7"}"#
            #expect(try await stage.send(.post, path, as: .auditor, body).status == 403)
            let fact = try await stage.send(.post, path, as: .recordsManager, body)
            #expect(fact.status == 201 && fact.json?["kind"] == .text("aid"))
            let id = try #require(fact.json?["id"]?.text)
            let correction = "\(path)/\(id)/correction"
            let wrong = #"{"basis": "b", "date": "2026-03-13", "void": true}"#
            #expect(try await stage.send(.post, correction, as: .agent, wrong).pointers == [""])
            let corrected = try await stage.send(
                .post, correction, as: .agent, #"{"basis": "a slip", "date": "2026-03-13"}"#)
            #expect(corrected.status == 201)
            #expect(corrected.json?["supersedes"] == .text(id))
            let all = try await stage.walk(path, as: .viewer, limit: 1)
            #expect(all.map { $0["kind"]?.text } == ["awardEnd", "aid", "aid"])
        }
    }

    @Test("have disbursements that are claimed, approved with proof, and paid")
    func disbursements() async throws {
        try await ServiceStage.lend { stage in
            let path = "\(dossier)/disbursements"
            #expect(try await stage.walk(path, as: .viewer, limit: 1).map { $0["code"]?.text } == ["D01", "D02"])
            #expect(
                try await stage.send(.post, "\(path)/D01/claim", as: .viewer).json?["refusal"] == .text("viewerOnly"))
            #expect(
                try await stage.send(.post, "\(path)/D01/claim", as: .editor).json?["state"] == .text("claimed"))
            #expect(try await stage.send(.post, "\(path)/D09/claim", as: .editor).status == 404)
            #expect(try await stage.send(.post, "\(path)/D01/approval", as: .agent, "{}").problem == "conflict")
            let waiver = #"{"outcome": "waived", "reason": "small"}"#
            #expect(
                try await stage.send(.post, "\(dossier)/requirements/E01/decisions", as: .agent, waiver).status == 200)
            #expect(try await stage.send(.post, "\(path)/D01/approval", as: .agent).json?["state"] == .text("approved"))
            let paid = try await stage.send(.post, "\(path)/D01/payment", as: .agent, #"{"paidOn": "2026-11-20"}"#)
            #expect(paid.json?["state"] == .text("paid"))
        }
    }
}
