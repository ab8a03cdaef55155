import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("checklists on the command line")
struct ChecklistCommandTests {
    /// Speaks English wherever it runs.
    private static let english = ["VAULT_LANGUAGE": "en"]

    private func objects(_ outcome: VaultProgram.Outcome) throws -> [[String: Any]] {
        try outcome.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    }

    @Test("they are listed without a vault, a line each, in the language asked for")
    func list() async throws {
        let program = try VaultProgram()
        let all = try await program.run("checklist", "list", environment: Self.english)
        #expect(all.status == 0 && all.errors == "")
        #expect(all.lines.count == ChecklistLibrary.shipped.newest().count + 1)
        let french = try await program.run("checklist", "list", "--use", "option", "--language", "fr")
        let options = ChecklistLibrary.shipped.newest(of: .option)
        #expect(french.lines.count == options.count + 1)
        #expect(zip(french.lines.dropFirst(), options).allSatisfy { $0.hasSuffix($1.title.text(in: .fr)) })
    }

    @Test("with --json each is one object")
    func listJSON() async throws {
        let listed = try objects(try await VaultProgram().run("checklist", "list", "--json"))
        #expect(listed.count == ChecklistLibrary.shipped.newest().count)
        for (object, checklist) in zip(listed, ChecklistLibrary.shipped.newest()) {
            #expect(object["code"] as? String == checklist.code.text)
            #expect(object["version"] as? Int == checklist.version)
            #expect(object["use"] as? String == checklist.use.kind.rawValue)
            #expect(object["ruleCount"] as? Int == checklist.rules.count)
            #expect((object["title"] as? [String: String])?.keys.sorted() == ["en", "fr", "nl"])
            #expect(object["digest"] as? String == (try checklist.digest().description))
        }
    }

    @Test("one is shown with its rules, their words and its questions")
    func show() async throws {
        let program = try VaultProgram()
        let shown = try await program.run("checklist", "show", "decree-art29", "--language", "nl")
        let code = try #require(ChecklistCode("decree-art29"))
        let checklist = try #require(ChecklistLibrary.shipped.checklist(code))
        #expect(shown.status == 0)
        for rule in checklist.rules {
            #expect(shown.output.contains(rule.label.text(in: .nl)) && shown.output.contains(rule.citation.quote))
        }
        for question in checklist.questions { #expect(shown.output.contains(question.text.text(in: .nl))) }
        let object = try #require(
            try objects(try await program.run("checklist", "show", "decree-art29", "--json")).first)
        #expect((object["rules"] as? [[String: Any]])?.count == checklist.rules.count)
        #expect((object["source"] as? [String: Any])?["code"] as? String == "decree-2019")
    }

    @Test("one that is not there is named, with the nearest")
    func unknown() async throws {
        let program = try VaultProgram()
        let near = try await program.run("checklist", "show", "decree-art28", environment: Self.english)
        #expect(
            near.refused(
                66, "vault: error: there is no checklist decree-art28", "vault: hint: did you mean decree-art29?"))
        let version = try await program.run(
            "checklist", "show", "decree-art29", "--version", "99", environment: Self.english)
        #expect(version.status == 66)
        #expect(try await program.run("checklist", "list", "--use", "poetry").status == 64)
    }

    @Test("a good file is counted")
    func good() async throws {
        let program = try VaultProgram()
        try program.write(ChecklistEdit.file, to: "good.json")
        let outcome = try await program.run("checklist", "check", "good.json", environment: Self.english)
        #expect(outcome.status == 0)
        #expect(outcome.lines == ["decree-2019: 1 checklist, 5 rules, 1 question"])
        let object = try #require(try objects(try await program.run("checklist", "check", "good.json", "--json")).first)
        #expect(object["ruleCount"] as? Int == 5)
    }

    @Test("each flaw of a bad file is named in the order of the file, for people and for programs")
    func bad() async throws {
        let program = try VaultProgram()
        let text = ChecklistEdit.file.replacing("\"nl\": \"Factuur\", ", with: "").replacing(
            "in-euro\"", with: "in-gold\""
        )
        .replacing("\"place\": \"art. 29\", ", with: "")
        try program.write(text, to: "bad.json")
        let outcome = try await program.run("checklist", "check", "bad.json", "--json", "--language", "fr")
        #expect(outcome.status == 65)
        #expect(outcome.errorLines.count == 3)
        #expect(
            outcome.errorLines.first
                == "vault: erreur : ligne 23 : checklists[0].rules[0].label : le champ \"nl\" manque")
        let flaws = try objects(outcome)
        #expect(flaws.map { $0["line"] as? Int } == [23, 48, 59])
        #expect(
            flaws.map { $0["field"] as? String } == [
                "checklists[0].rules[0].label", "checklists[0].rules[2].citation", "checklists[0].rules[4].code",
            ])
        let plain = try await program.run("checklist", "check", "bad.json", environment: Self.english)
        #expect(plain.status == 65 && plain.output == "" && plain.errorLines.count == 3)
    }

    @Test("quotations are held against the source text")
    func quotations() async throws {
        let program = try VaultProgram()
        try program.write(ChecklistEdit.file, to: "good.json")
        try program.write("des autres frais d'exploitation", to: "text.txt")
        let outcome = try await program.run(
            "checklist", "check", "good.json", "--text", "text.txt", environment: Self.english)
        #expect(outcome.status == 65 && outcome.output == "")
        #expect(outcome.errorLines.count == 5)
        #expect(
            outcome.errorLines.first?.hasPrefix("vault: error: costs-d.invoice: does not stand in the source text")
                == true)
    }

    @Test("a file that is not there, a folder and no text are refused", arguments: ["none.json", ".", "binary.json"])
    func unreadable(name: String) async throws {
        let program = try VaultProgram()
        try program.write([0xff, 0xfe, 0x00], to: "binary.json")
        let outcome = try await program.run("checklist", "check", name)
        #expect(outcome.status == 65 && outcome.output == "" && outcome.errors != "")
    }
}
