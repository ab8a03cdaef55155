import HTTPTypes
import Testing

@testable import VaultHTTP

@Suite("organisations, persons, staff and mandates")
struct PartyRouteTests {
    /// A number of nobody: the month of birth is 99.
    private static func number(_ serial: Int) -> String {
        let nine = 709_900_000 + serial
        let check = 97 - nine % 97
        return "\(nine)" + (check < 10 ? "0\(check)" : "\(check)")
    }

    private static func person(_ email: String, _ serial: Int, _ more: String = "") -> String {
        """
        {"email": "\(email)", "givenName": "Ada", "familyName": "Exemple", "language": "fr",
         "nationalNumber": "\(number(serial))"\(more)}
        """
    }

    @Test("an organisation is registered with who represents it, and shown with its contacts")
    func register() async throws {
        try await ServiceStage.lend { stage in
            let path = "/api/v1/organisations"
            let body = """
                {"enterpriseNumber": "0123.456.749", "names": {"fr": "Une société"},
                 "representative": \(Self.person("boss@new.example", 50))}
                """
            let made = try await stage.send(.post, path, as: .administrator, body)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(path)/0123.456.749")
            #expect(made.json?["access"] == .text("superUser"))
            #expect(made.json?["legalRepresentative"] == .flag(true))
            let shown = try await stage.get("\(path)/0444555651", as: .outsider)
            #expect(shown.status == 200)
            #expect(shown.json?["enterpriseNumber"] == .text("0444.555.651"))
            #expect(shown.json?["contacts"]?[0]?["email"]?.text == "\(ServiceStage.Caller.outsider.email)")
            #expect(try await stage.get("\(path)/0123456749", as: .outsider).status == 403)
            #expect(try await stage.send(.post, path, as: .administrator, body).status == 409)
            let refused = try await stage.send(.post, path, as: .director, body)
            #expect((refused.status, refused.problem) == (403, "refused"))
            #expect(try await stage.get("\(path)/x", as: .administrator).status == 404)
        }
    }

    @Test("what is wrong with a registration is told at once, each with its place")
    func wrongRegistration() async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.send(
                .post, "/api/v1/organisations", as: .administrator,
                """
                {"enterpriseNumber": "0123.456.700", "names": {"de": "x"}, "colour": 1,
                 "representative": {"email": "boss", "givenName": " ", "language": "de", "nationalNumber": "70990000111"}}
                """)
            #expect((reply.status, reply.problem) == (422, "invalid"))
            #expect(
                Set(reply.pointers ?? []).isSuperset(of: [
                    "/enterpriseNumber", "/names/de", "/colour", "/representative/email", "/representative/givenName",
                    "/representative/language", "/representative/nationalNumber", "/representative",
                ]), "\(reply.pointers ?? [])")
            // A number of the National Register is never said again.
            #expect(!reply.text.contains("70990000111"))
        }
    }

    @Test("the list of organisations is all for the agency, one's own for others, and comes in pages")
    func list() async throws {
        try await ServiceStage.lend { stage in
            let all = try await stage.walk("/api/v1/organisations", as: .recordsManager, limit: 1)
            #expect(all.compactMap { $0["enterpriseNumber"]?.text } == ["0444.555.651", "0987.654.394"])
            let own = try await stage.walk("/api/v1/organisations", as: .director, limit: 1)
            #expect(own.compactMap { $0["enterpriseNumber"]?.text } == ["0987.654.394"])
            #expect(try await stage.get("/api/v1/organisations?after=!", as: .director).parameters == ["after"])
            #expect(try await stage.get("/api/v1/organisations?limit=0", as: .director).parameters == ["limit"])
            #expect(try await stage.get("/api/v1/organisations", as: .nobody).status == 401)
        }
    }

    @Test("a super user adds contacts and changes their access, while nobody else has")
    func contacts() async throws {
        try await ServiceStage.lend { stage in
            let path = "/api/v1/organisations/\(ServiceStage.institute)"
            let tag = try #require(try await stage.get(path, as: .director).headers[.eTag])
            let body = Self.person("new@people.example", 51, #", "access": "user""#)
            let made = try await stage.send(.post, "\(path)/contacts", as: .director, body, headers: [.ifMatch: tag])
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/people/new@people.example")
            let late = try await stage.send(
                .patch, "\(path)/contacts/new@people.example", as: .director, #"{"access": "none"}"#,
                headers: [.ifMatch: tag])
            #expect((late.status, late.problem) == (412, "changed-meanwhile"))
            let now = try #require(try await stage.get(path, as: .director).headers[.eTag])
            let changed = try await stage.send(
                .patch, "\(path)/contacts/new@people.example", as: .director, #"{"access": "none"}"#,
                headers: [.ifMatch: now])
            #expect((changed.status, changed.json?["access"]) == (200, .text("none")))
            let refused = try await stage.send(
                .patch, "\(path)/contacts/new@people.example", as: .editor, #"{"access": "user"}"#)
            #expect((refused.status, refused.problem) == (403, "refused"))
            let wrong = try await stage.send(
                .patch, "\(path)/contacts/new@people.example", as: .director, #"{"access": "all"}"#)
            #expect((wrong.status, wrong.pointers) == (422, ["/access"]))
            #expect(try await stage.send(.post, "\(path)/contacts", as: .director, body).status == 409)
            #expect(try await stage.get(path, as: .outsider).status == 403)
        }
    }

    @Test("a person is shown to themselves and to those who look after accounts, with a version")
    func person() async throws {
        try await ServiceStage.lend { stage in
            let path = "/api/v1/people/\(ServiceStage.Caller.editor.email)"
            let own = try await stage.get(path, as: .editor)
            #expect(own.status == 200)
            #expect(own.json?["organisations"]?[0]?["access"] == .text("user"))
            #expect(own.json?["nationalNumber"] == nil)
            let tag = try #require(own.headers[.eTag])
            let known = try await stage.get(path, as: .administrator, headers: [.ifNoneMatch: tag])
            #expect(known.status == 304)
            #expect(try await stage.get(path, as: .viewer).status == 403)
            #expect(try await stage.get("/api/v1/people/x", as: .administrator).status == 404)
            #expect(try await stage.get("/api/v1/people/none@people.example", as: .administrator).status == 404)
        }
    }

    @Test("staff is appointed, listed in pages and dismissed")
    func staff() async throws {
        try await ServiceStage.lend { stage in
            let path = "/api/v1/staff"
            let before = try await stage.walk(path, as: .administrator, limit: 2)
            #expect(before.count == 4)
            let made = try await stage.send(
                .post, path, as: .administrator,
                """
                {"email": "late@people.example", "role": "agent", "programme": "TEST", "to": "2027-12-31",
                 "person": {"givenName": "Ada", "familyName": "Late", "language": "nl"}}
                """)
            #expect(made.status == 201)
            #expect(made.json?["to"]?.text == "2027-12-31T23:00:00.000000Z")
            #expect(try await stage.walk(path, as: .recordsManager, limit: 2).count == 5)
            let twice = try await stage.send(
                .post, path, as: .administrator,
                #"{"email": "late@people.example", "role": "agent", "programme": "TEST"}"#)
            #expect(twice.status == 409)
            #expect(
                try await stage.send(.delete, "\(path)/late@people.example?role=agent", as: .administrator).parameters
                    == ["programme"])
            let gone = "\(path)/late@people.example?role=agent&programme=TEST"
            #expect(try await stage.send(.delete, gone, as: .administrator).status == 204)
            #expect(try await stage.send(.delete, gone, as: .administrator).status == 404)
            #expect(try await stage.get(path, as: .director).status == 403)
        }
    }

    @Test(
        "an appointment that is no role says where",
        arguments: [
            (#"{"email": "a@b.example", "role": "agent"}"#, ""),
            (#"{"email": "a@b.example", "role": "recordsManager", "programme": "TEST"}"#, "/programme"),
            (#"{"email": "a@b.example", "role": "boss"}"#, "/role"),
            (#"{"email": "a", "role": "administrator"}"#, "/email"),
            (#"{"email": "a@b.example", "role": "administrator", "to": "soon"}"#, "/to"),
        ])
    func wrongAppointment(body: String, pointer: String) async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.send(.post, "/api/v1/staff", as: .administrator, body)
            #expect((reply.status, reply.pointers) == (422, [pointer]))
        }
    }

    @Test("a mandate is granted, listed and ended")
    func mandates() async throws {
        try await ServiceStage.lend { stage in
            let path = "/api/v1/mandates"
            let made = try await stage.send(
                .post, path, as: .recordsManager,
                """
                {"code": "AUDIT-1", "email": "\(ServiceStage.Caller.auditor.email)", "programme": "TEST",
                 "purpose": "a look", "from": "2026-01-01", "to": "2026-12-31"}
                """)
            #expect(made.status == 201)
            #expect(made.json?["scope"] == .text("programme"))
            let list = try await stage.walk(path, as: .recordsManager, limit: 1)
            #expect(list.compactMap { $0["code"]?.text } == ["AUDIT-1", "M-1"])
            let ended = try await stage.send(.post, "\(path)/AUDIT-1/end", as: .recordsManager)
            #expect(ended.status == 200)
            #expect(try await stage.send(.post, "\(path)/AUDIT-1/end", as: .recordsManager).status == 409)
            #expect(try await stage.send(.post, "\(path)/none/end", as: .recordsManager).status == 404)
            #expect(try await stage.send(.post, "\(path)/M-1/end", as: .director).status == 403)
            let two = try await stage.send(
                .post, path, as: .recordsManager,
                """
                {"code": "A-2", "email": "a@b.example", "programme": "TEST", "dossier": "2026-TEST-01",
                 "purpose": "a look", "from": "2026-01-01", "to": "2026-12-31"}
                """)
            #expect((two.status, two.pointers) == (422, [""]))
        }
    }
}
