import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// People on the command line: the story of one organisation of the documented example, told with `--as`.
@Suite("the commands for people")
struct PartyCommandTests {
    private static let institute = "0123.456.749"
    private static let director = "director@institute.example"
    private static let secretary = "secretary@institute.example"

    /// A vault with the example's dossier and the coordinator's director.
    private static func registered() async throws -> VaultProgram {
        let program = try await VaultProgram.withDossier()
        try program.write(NationalNumber.fictionalDigits(1) + "\n", to: "number-1")
        try program.write(NationalNumber.fictionalDigits(2) + "\n", to: "number-2")
        let outcome = try await program.run(
            "organisation", "register", institute, "--email", director, "--given-name", "Claude", "--family-name",
            "Exemple", "--speaks", "fr", "--national-number-file", "number-1")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.lines == ["\(director), contact of \(institute): super user"])
        return program
    }

    /// Adds the secretary, with a number from a file.
    private func addSecretary(_ program: VaultProgram, _ access: String) async throws {
        let outcome = try await program.run(
            "organisation", "add-contact", Self.institute, "--email", Self.secretary, "--given-name", "Dominique",
            "--family-name", "Voorbeeld", "--speaks", "nl", "--access", access, "--national-number-file", "number-2",
            "--as", Self.director)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test("a director gives access, shares a dossier, and takes both back")
    func story() async throws {
        let program = try await Self.registered()
        try await addSecretary(program, "user")
        var list = try await program.run("dossier", "list", "--json", "--as", Self.secretary)
        #expect(list.status == 0 && list.output.isEmpty)
        let shared = try await program.run(
            "dossier", "share", VaultProgram.dossier, "--with", "Secretary@Institute.example", "--at", Self.institute,
            "--role", "editor", "--as", Self.director, "--json")
        #expect(shared.status == 0, "\(shared.errors)")
        #expect(shared.output.contains(#""role":"editor""#))
        list = try await program.run("dossier", "list", "--json", "--as", Self.secretary)
        #expect(list.lines.count == 1)
        try program.write("hello", to: "a.pdf")
        let attached = try await program.run(
            "attach", "a.pdf", "--dossier", VaultProgram.dossier, "--requirement", "E02", "--piece", "invoice", "--as",
            Self.secretary)
        #expect(attached.status == 0, "\(attached.errors)")
        let withdrawn = try await program.run(
            "organisation", "set-access", Self.institute, "--email", Self.secretary, "--access", "none", "--as",
            Self.director)
        #expect(withdrawn.lines == ["\(Self.secretary), contact of \(Self.institute): no access"])
        let refused = try await program.run("dossier", "show", VaultProgram.dossier, "--as", Self.secretary)
        #expect(
            refused.refused(77, "vault: error: your access for this organisation was withdrawn or never given"))
        let ended = try await program.run(
            "dossier", "unshare", VaultProgram.dossier, "--with", Self.secretary, "--at", Self.institute, "--as",
            Self.director)
        #expect(ended.lines == ["dossier \(VaultProgram.dossier) is no longer shared with \(Self.secretary)"])
        #expect(try await program.run("journal", "verify").status == 0)
    }

    @Test("a refusal speaks the reader's language")
    func languages() async throws {
        let program = try await Self.registered()
        let told = [
            "fr": "vault: erreur : le dossier n'a pas été partagé : personne n'a l'adresse x@y.example dans ce coffre",
            "nl": "vault: fout: het dossier is niet gedeeld: niemand in deze kluis heeft het adres x@y.example",
            "en": "vault: error: the dossier was not shared: nobody in this vault has the address x@y.example",
        ]
        for (language, sentence) in told {
            let outcome = try await program.run(
                "dossier", "share", VaultProgram.dossier, "--with", "x@y.example", "--at", Self.institute, "--role",
                "viewer", "--language", language)
            #expect(outcome.status == 65)
            #expect(outcome.errorLines.first == sentence)
        }
    }

    @Test("the national number comes from standard input where there is no file, and only where it is needed")
    func input() async throws {
        let program = try await Self.registered()
        try await addSecretary(program, "none")
        let command = "\"$VAULT\" organisation set-access \(Self.institute) --email \(Self.secretary) --access"
        let digits = NationalNumber.fictionalDigits(2)
        let wrong = try await program.script("echo \(NationalNumber.fictionalDigits(3)) | \(command) superUser")
        #expect(
            wrong.refused(65, "vault: error: this national register number is not that of \(Self.secretary)"))
        let right = try await program.script("echo \(digits) | \(command) superUser")
        #expect(right.status == 0, "\(right.errors)")
        // Between accesses, and to none, nothing is asked.
        #expect(try await program.script("\(command) user < /dev/null").status == 0)
        #expect(try await program.script("\(command) none < /dev/null").status == 0)
        let none = try await program.script("\(command) user < /dev/null")
        #expect(none.status == 65)
        #expect(none.errorLines.first?.contains("is needed to give access") == true)
    }

    @Test("a number with wrong check digits is refused and not repeated")
    func malformed() async throws {
        let program = try await Self.registered()
        let digits = "70990000100"
        let outcome = try await program.script(
            """
            echo \(digits) | "$VAULT" organisation add-contact \(Self.institute) --email x@y.example \
            --given-name A --family-name B --speaks fr --access user
            """)
        #expect(
            outcome.refused(65, "vault: error: this is no national register number: its check digits are wrong"))
        let argument = try await program.run(
            "organisation", "add-contact", Self.institute, "--email", "x@y.example", "--given-name", "A",
            "--family-name", "B", "--speaks", "fr", "--access", "user", "--national-number", digits)
        #expect(argument.status == 64)
        for number in ["0123.456.748", "0123456748", "1", "9123456749"] {
            #expect(try await program.run("organisation", "show", number).status == 64)
        }
    }

    @Test("a national number is in no file of the vault, as digits, points and dashes or bytes of a number")
    func nowhere() async throws {
        let program = try await Self.registered()
        try await addSecretary(program, "user")
        let folder = program.path("vault")
        let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        var read = 0
        for serial in [1, 2] {
            let digits = NationalNumber.fictionalDigits(serial)
            let number = try #require(UInt64(digits))
            let littleEndian = withUnsafeBytes(of: number.littleEndian) { Data($0.prefix(5)) }
            let bigEndian = withUnsafeBytes(of: number.bigEndian) { Data($0.suffix(5)) }
            for file in files {
                guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
                read += 1
                for needle in [Data(digits.utf8), littleEndian, bigEndian, Data(String(digits.prefix(9)).utf8)] {
                    #expect(data.range(of: needle) == nil, "\(file)")
                }
            }
        }
        #expect(read > 10)
        #expect(files.contains("catalog.sqlite") && files.contains { $0.hasPrefix("journal/tile") })
        // What is looked for would be found if it were there: the address is.
        let catalog = files.filter { $0.hasPrefix("catalog.sqlite") }.compactMap {
            FileManager.default.contents(atPath: "\(folder)/\($0)")
        }
        #expect(catalog.contains { $0.range(of: Data(Self.director.utf8)) != nil })
        let key = try FileManager.default.attributesOfItem(atPath: "\(folder)/keys/national-number.key")
        #expect(key[.posixPermissions] as? Int == 0o600)
    }

    @Test("a key that others can read stops what needs it, and nothing else")
    func readableKey() async throws {
        let program = try await Self.registered()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: program.path("vault/keys/national-number.key"))
        let outcome = try await program.run(
            "organisation", "register", Self.institute, "--email", "x@y.example", "--given-name", "A", "--family-name",
            "B", "--speaks", "fr", "--national-number-file", "number-2")
        #expect(outcome.status == 77)
        #expect(
            outcome.errorLines.first == "vault: error: the key for national register numbers can be read by others")
        #expect(try await program.run("organisation", "show", Self.institute).status == 0)
    }

    @Test("the environment says who acts as well, and an organisation needs somebody to act for it")
    func environment() async throws {
        let program = try await Self.registered()
        let mine = try await program.run(
            "organisation", "list", "--json", environment: ["VAULT_AS": Self.director, "VAULT_FOR": Self.institute])
        #expect(mine.lines.count == 1 && mine.output.contains(Self.institute))
        let nobody = try await program.run("organisation", "list", "--for", Self.institute)
        #expect(nobody.status == 64)
        let wrong = try await program.run("organisation", "list", environment: ["VAULT_AS": "nobody"])
        #expect(wrong.status == 64)
        let stranger = try await program.run("organisation", "list", "--as", "x@y.example")
        #expect(stranger.refused(66, "vault: error: nobody has the address x@y.example"))
    }

    @Test("staff and auditors come and go")
    func staff() async throws {
        let program = try await Self.registered()
        let agent = [
            "person", "appoint", "agent@agency.example", "--role", "agent", "--programme", "LAUNCH", "--given-name",
            "A",
            "--family-name", "B", "--speaks", "nl", "--from", "2026-01-01", "--to", "2999-12-31",
        ]
        func run(_ arguments: [String]) async throws -> VaultProgram.Outcome {
            try await program.script("\"$VAULT\" " + arguments.map { "'\($0)'" }.joined(separator: " "))
        }
        #expect(try await run(agent).lines.first?.hasPrefix("agent@agency.example: agent of programme LAUNCH") == true)
        #expect(try await run(agent + ["--as", "agent@agency.example"]).status == 77)
        #expect(try await run(["person", "appoint", "agent@agency.example", "--role", "agent"]).status == 64)
        let granted = try await run([
            "mandate", "grant", "AUDIT-1", "--auditor", "auditor@court.example", "--given-name", "C", "--family-name",
            "D", "--speaks", "fr", "--dossier", VaultProgram.dossier, "--purpose", "a sample", "--from", "2026-01-01",
            "--to", "2999-12-31",
        ])
        #expect(
            granted.lines == [
                "mandate AUDIT-1: auditor@court.example reads dossier \(VaultProgram.dossier), 2026-01-01 – 2999-12-31"
            ])
        let auditor = ["dossier", "show", VaultProgram.dossier, "--as", "auditor@court.example"]
        #expect(try await run(auditor).status == 0)
        #expect(try await run(["mandate", "end", "AUDIT-1"]).status == 0)
        let ended = try await run(auditor)
        #expect(ended.refused(77, "vault: error: your mandate does not cover this dossier at this moment"))
        #expect(try await run(["mandate", "list", "--json"]).output.contains(#""code":"AUDIT-1""#))
        #expect(
            try await run(["person", "dismiss", "agent@agency.example", "--role", "agent", "--programme", "LAUNCH"])
                .status == 0)
        #expect(try await run(["person", "staff", "--json"]).lines.count == 1)
        let settings = try await run([
            "person", "settings", "--email", "d@institute.example", "--speaks", "nl", "--as", Self.director,
        ])
        #expect(settings.lines == ["your address is d@institute.example; the vault speaks Dutch to you"])
        #expect(try await run(["person", "show", "d@institute.example"]).output.contains(Self.institute))
    }
}
