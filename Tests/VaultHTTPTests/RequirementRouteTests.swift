import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import VaultHTTP

@Suite("Requirements over HTTP")
struct RequirementRouteTests {
    private let e01 = "\(ServiceStage.dossier)/requirements/E01"

    @Test("are listed as they stand, page by page")
    func listed() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach()
            let found = try await stage.owner.dossier(ServiceStage.code).1
            for caller in ServiceStage.Caller.readers {
                let items = try await stage.walk("\(ServiceStage.dossier)/requirements", as: caller, limit: 1)
                #expect(items == found.compactMap { JSON(Array($0.json.text.utf8)) }, "\(caller)")
                #expect(items.map { $0["attachments"] } == [.number(1), .number(0)])
                #expect(items[0]["pieces"]?.list?.map { $0["code"]?.text } == ["report", "equipment", "salary"])
            }
        }
    }

    @Test("are shown with all that is decided from")
    func shown() async throws {
        try await ServiceStage.lend { stage in
            let matter = try await stage.owner.requirement(RequirementCode("E01")!, of: ServiceStage.code)
            for caller in ServiceStage.Caller.readers {
                #expect(try await stage.get(e01, as: caller).text == matter.json.text + "\n")
            }
            #expect(try await stage.get("\(ServiceStage.dossier)/requirements/E77", as: .viewer).status == 404)
        }
    }

    @Test("ask questions that the beneficiary answers")
    func questions() async throws {
        try await ServiceStage.lend { stage in
            let json = String(decoding: SampleDossier.json, as: UTF8.self).replacing(SampleDossier.code, with: "Q-1")
                .replacing(
                    #""dueDate": "2026-02-28""#, with: #""dueDate": "2026-02-28", "checklists": ["directives-d"]"#)
            #expect(try await stage.send(.post, "/api/v1/dossiers", as: .agent, json).status == 201)
            let path = "/api/v1/dossiers/Q-1/requirements/E01"
            let asked = try await stage.get(path, as: .director).json?["questions"]?.list ?? []
            for question in asked {
                let code = try #require(question["code"]?.text)
                let reply = try await stage.send(.put, "\(path)/answers/\(code)", as: .director, #"{"answer": true}"#)
                #expect(reply.status == 200)
                #expect(
                    reply.json?["questions"]?.list?.first { $0["code"]?.text == code }?["answer"] == .flag(true))
            }
            let unasked = try await stage.send(.put, "\(path)/answers/no-such", as: .director, #"{"answer": true}"#)
            #expect(unasked.status == 404)
            let wrong = try await stage.send(.put, "\(path)/answers/no-such", as: .director, #"{"answer": "yes"}"#)
            #expect(wrong.pointers == ["/answer"])
        }
    }

    @Test("are handed in, returned with reasons for single pieces, and approved")
    func rounds() async throws {
        try await ServiceStage.lend { stage in
            #expect(try await stage.send(.post, "\(e01)/submissions", as: .editor).problem == "conflict")
            let document = try await stage.attach()
            for caller in [ServiceStage.Caller.viewer, .agent, .auditor, .recordsManager] {
                #expect(try await stage.send(.post, "\(e01)/submissions", as: caller, "{}").status == 403, "\(caller)")
            }
            #expect(try await stage.send(.post, "\(e01)/submissions", as: .outsider, "{}").status == 404)
            let reason = #"{"reason": "it is all there is"}"#
            let first = try await stage.send(.post, "\(e01)/submissions", as: .editor, reason)
            #expect(first.status == 201)
            #expect(first.json?["round"] == .number(1))
            #expect(first.json?["pieces"]?[0]?["document"] == .text("\(document)"))
            let queue = try await stage.walk("/api/v1/requirements/queue", as: .agent, limit: 1)
            #expect(queue.map { $0["code"]?.text } == ["E01"])
            #expect(try await stage.get("/api/v1/requirements/queue", as: .director).status == 403)
            #expect(try await stage.walk("/api/v1/requirements/queue", as: .otherAgent, limit: 1) == [])

            let returned = """
                {"outcome": "returned", "reason": "see there", "pieces": [{"document": "\(document)", "reason": "blurred"}]}
                """
            #expect(try await stage.send(.post, "\(e01)/decisions", as: .director, returned).status == 403)
            let reply = try await stage.send(.post, "\(e01)/decisions", as: .agent, returned)
            #expect(reply.status == 200)
            #expect(reply.json?["state"] == .text("returned"))
            let decision = reply.json?["submissions"]?[0]?["decision"]
            #expect(decision?["pieces"]?[0]?["reason"] == .text("blurred"))

            #expect(try await stage.send(.post, "\(e01)/submissions", as: .director, reason).status == 201)
            let approved = try await stage.send(.post, "\(e01)/decisions", as: .agent, #"{"outcome": "approved"}"#)
            #expect(approved.json?["state"] == .text("approved"))
            let rounds = try await stage.walk("\(e01)/submissions", as: .auditor, limit: 1)
            #expect(rounds.map { $0["round"] } == [.number(1), .number(2)])
            #expect(rounds.map { $0["decision"]?["outcome"]?.text } == ["returned", "approved"])
        }
    }

    @Test("say of a wrong decision what is wrong, and where")
    func wrongDecisions() async throws {
        try await ServiceStage.lend { stage in
            let document = try await stage.attach()
            for (body, pointers) in [
                (#"{}"#, ["/reason", ""]),
                (#"{"outcome": "approved", "colour": 1}"#, ["/colour"]),
                (#"{"outcome": "lost", "reason": "x"}"#, ["/outcome"]),
                (#"{"outcome": "returned", "reason": "  "}"#, ["/reason"]),
                (#"{"outcome": "approved", "pieces": []}"#, ["/pieces"]),
                (
                    #"{"outcome": "returned", "reason": "x", "pieces": [{"document": "1"}, 7]}"#,
                    ["/pieces/0/document", "/pieces/0", "/pieces/1"]
                ),
                (#"{"outcome": "waived", "reason": "\#(String(repeating: "x", count: 2_001))"}"#, ["/reason"]),
                (#"[]"#, [""]),
            ] as [(String, Set<String>)] {
                let reply = try await stage.send(.post, "\(e01)/decisions", as: .agent, body)
                #expect(reply.status == 422 && reply.problem == "invalid", "\(body)")
                #expect(reply.pointers.map { !$0.isEmpty && Set($0).isSubset(of: pointers) } == true, "\(body)")
            }
            let typed = try await stage.send(
                .post, "\(e01)/decisions", as: .agent, "{}", headers: [.contentType: "text/plain"])
            #expect(typed.status == 415)
            _ = document
        }
    }

    @Test("tell what is attached, and let it be taken back")
    func attached() async throws {
        try await ServiceStage.lend { stage in
            for number in 1...5 { try await stage.attach("piece \(number)", named: "\(number).txt") }
            let items = try await stage.walk("\(e01)/attachments", as: .viewer, limit: 2) { page in
                try await stage.attach("more \(page)", named: "more\(page).txt")
            }
            #expect(items.compactMap { $0["name"]?.text }.prefix(5) == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"])
            #expect(Set(items).count == items.count)
            let document = try #require(items[0]["document"]?.text)
            let path = "\(e01)/attachments/\(document)"
            #expect(try await stage.send(.delete, path, as: .viewer).json?["refusal"] == .text("viewerOnly"))
            #expect(try await stage.send(.delete, path, as: .outsider).status == 404)
            #expect(try await stage.send(.delete, "\(path)?reason=twice", as: .editor).status == 204)
            #expect(try await stage.send(.delete, path, as: .editor).status == 404)
            let rest = try await stage.walk("\(e01)/attachments", as: .viewer, limit: 50)
            #expect(!rest.contains { $0["document"]?.text == document })
        }
    }

    @Test("are due to those who may read them, by day", arguments: [1, 2, 100])
    func due(_ limit: Int) async throws {
        try await ServiceStage.lend { stage in
            for code in ["A-1", "Z-1"] { try await stage.addDossier(code) }
            let path = "/api/v1/requirements/due?until=2030-01-01"
            for (caller, count) in [
                (ServiceStage.Caller.director, 6), (.editor, 2), (.agent, 6), (.recordsManager, 6), (.auditor, 2),
                (.outsider, 0), (.otherAgent, 0), (.administrator, 0),
            ] {
                let found = try await stage.walk(path, as: caller, limit: limit)
                #expect(found.count == count && Set(found).count == count, "\(caller)")
                #expect(found.compactMap { $0["dueDate"]?.text } == found.compactMap { $0["dueDate"]?.text }.sorted())
            }
            #expect(
                try await stage.walk("/api/v1/requirements/due?until=2026-06-01", as: .director, limit: limit).count
                    == 3)
            #expect(try await stage.get("/api/v1/requirements/due?until=soon", as: .director).parameters == ["until"])
        }
    }
}
