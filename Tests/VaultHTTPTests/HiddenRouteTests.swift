import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("What somebody may not see")
struct HiddenRouteTests {
    /// Everything about one dossier, with bodies that would be right.
    private static let requests: [(HTTPRequest.Method, String, String?)] = [
        (.get, "", nil), (.get, "/history", nil), (.post, "/application", nil),
        (.post, "/decisions", #"{"state": "closed"}"#), (.get, "/amendments", nil),
        (.post, "/amendments", #"{"projectEnd": "2027-01-01", "effectiveOn": "2026-01-01", "basis": "b"}"#),
        (.get, "/sharings", nil),
        (
            .post, "/sharings",
            #"{"email": "viewer@people.example", "enterpriseNumber": "0987654394", "role": "viewer"}"#
        ),
        (.delete, "/sharings/viewer@people.example?organisation=0987654394", nil), (.get, "/facts", nil),
        (.post, "/facts", #"{"kind": "aid", "date": "2026-01-01", "basis": "b"}"#),
        (
            .post, "/facts/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41/correction", #"{"void": true, "basis": "b"}"#
        ),
        (.get, "/disbursements", nil), (.post, "/disbursements/D01/claim", nil),
        (.post, "/disbursements/D01/approval", "{}"),
        (.post, "/disbursements/D01/payment", #"{"paidOn": "2026-01-01"}"#), (.get, "/requirements", nil),
        (.get, "/requirements/E01", nil), (.put, "/requirements/E01/answers/a-b", #"{"answer": true}"#),
        (.get, "/requirements/E01/attachments", nil),
        (.delete, "/requirements/E01/attachments/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41", nil),
        (.get, "/requirements/E01/submissions", nil), (.post, "/requirements/E01/submissions", "{}"),
        (.post, "/requirements/E01/decisions", #"{"outcome": "approved"}"#),
    ]

    @Test("is answered to the letter as what is not there", arguments: ServiceStage.Caller.strangers)
    func hidden(from caller: ServiceStage.Caller) async throws {
        try await ServiceStage.lend { stage in
            let (there, absent) = (SampleDossier.code, "2026-NONE-01")
            for (method, path, body) in Self.requests {
                let hidden = try await stage.send(method, "/api/v1/dossiers/\(there)\(path)", as: caller, body)
                let nothing = try await stage.send(method, "/api/v1/dossiers/\(absent)\(path)", as: caller, body)
                #expect(hidden.status == 404 && hidden.problem == "not-found", "\(method) \(path)")
                #expect(
                    hidden.text.replacing(there, with: absent).replacing(/urn:uuid:[0-9a-f-]+/, with: "")
                        == nothing.text.replacing(/urn:uuid:[0-9a-f-]+/, with: ""), "\(method) \(path)")
                #expect(
                    hidden.headers.filter { $0.name != .requestID } == nothing.headers.filter { $0.name != .requestID })
            }
        }
    }

    @Test("of documents and findings is not there either", arguments: ServiceStage.Caller.strangers)
    func hiddenByIdentifier(from caller: ServiceStage.Caller) async throws {
        try await ServiceStage.lend { stage in
            let document = "\(try await stage.attach("the same", to: "E01"))"
            try await stage.attach("the same", to: "E02")
            let finding = try #require(
                try await stage.walk("/api/v1/findings", as: .agent, limit: 9).first?["finding"]?.text)
            let absent = "01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41"
            for (kind, there) in [("documents", document), ("findings", finding), ("receipts", document)] {
                for path in kind == "documents" ? ["", "/retention", "/receipt"] : [""] {
                    let hidden = try await stage.get("/api/v1/\(kind)/\(there)\(path)", as: caller)
                    let nothing = try await stage.get("/api/v1/\(kind)/\(absent)\(path)", as: caller)
                    #expect(hidden.status == 404, "\(kind)\(path)")
                    #expect(
                        hidden.text.replacing(there, with: absent).replacing(/urn:uuid:[0-9a-f-]+/, with: "")
                            == nothing.text.replacing(/urn:uuid:[0-9a-f-]+/, with: ""), "\(kind)\(path)")
                }
            }
        }
    }

    @Test("by anybody who is not signed in is nothing at all")
    func nobody() async throws {
        try await ServiceStage.lend { stage in
            for (method, path, body) in Self.requests {
                let reply = try await stage.send(method, "\(ServiceStage.dossier)\(path)", as: .nobody, body)
                #expect(reply.status == 401 && reply.problem == "not-signed-in", "\(method) \(path)")
                #expect(reply.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            }
        }
    }

    @Test("is not told by names that nothing can have")
    func noNames() async throws {
        try await ServiceStage.lend { stage async throws in
            for path in [
                "dossiers/lower", "dossiers/%00", "dossiers/2026-TEST-01%2F", "dossiers/2026-TEST-01/requirements/X",
                "documents/1", "findings/x", "receipts/x", "dossiers/2026-TEST-01/nothing",
            ] {
                #expect(try await stage.get("/api/v1/\(path)", as: .agent).problem == "not-found", "\(path)")
            }
        }
    }

    @Test("does not come from wrong cursors and parameters")
    func wrongQueries() async throws {
        try await ServiceStage.lend { stage in
            for (query, name) in [
                ("limit=0", "limit"), ("limit=201", "limit"), ("limit=ten", "limit"), ("limit=1&limit=2", "limit"),
                ("after=%25", "after"), ("after=AAAA", "after"), ("colour=red", "colour"),
            ] {
                for path in [
                    "dossiers", "findings", "requirements/due", "requirements/queue", "checklists",
                    "dossiers/2026-TEST-01/requirements", "dossiers/2026-TEST-01/requirements/E01/attachments",
                    "dossiers/2026-TEST-01/facts", "dossiers/2026-TEST-01/amendments",
                ] {
                    let reply = try await stage.get("/api/v1/\(path)?\(query)", as: .agent)
                    #expect(reply.status == 400 && reply.parameters == [name], "\(path)?\(query)")
                }
            }
        }
    }
}
