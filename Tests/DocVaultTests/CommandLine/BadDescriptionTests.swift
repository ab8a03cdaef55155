import Testing
import VaultTestSupport

@Suite("importing what is no description")
struct BadDescriptionTests {
    private static let hint =
        "vault: hint: the format is described in docs/formats/dossier-description.md; nothing was changed"

    /// Imports a file into a vault that has the example, and checks that nothing changed.
    private func refuse(_ bytes: [UInt8]) async throws -> [String] {
        let program = try await VaultProgram.withDossier()
        try program.write(bytes, to: "bad.json")
        let before = try await VaultState(of: program)
        let outcome = try await program.run("dossier", "import", "bad.json")
        #expect(outcome.status == 65)
        #expect(outcome.output == "")
        #expect(outcome.errorLines.last == Self.hint)
        #expect(try await VaultState(of: program) == before)
        return outcome.errorLines.dropLast()
    }

    @Test(
        "JSON that is malformed is refused with the line",
        arguments: [
            ("", "line 1: the file ends in the middle of a value"),
            ("{\n\"format\": \"docvault-dossier/1\",\n}", "line 3: a member's name between quotes is missing"),
            ("{\n\"a\": 1,\n\"a\": 2}", "line 3: the member \"a\" stands here twice"),
            ("[\n1", "line 2: a comma or \"]\" is missing here"),
            ("[]", "line 1: must be an object, not a list"),
        ])
    func malformed(text: String, flaw: String) async throws {
        #expect(try await refuse(Array(text.utf8)) == ["vault: error: \(flaw)"])
    }

    @Test("a description with several flaws is refused with all of them, in the order of the file")
    func several() async throws {
        let text = try VaultProgram.example()
            .replacing("\"state\": \"granted\"", with: "\"state\": \"grand\"")
            .replacing("\"decreeDate\": \"2024-06-14\"", with: "\"decreeDate\": \"2024-06-31\"")
            .replacing("\"dueDate\": \"2026-08-30\"", with: "\"dueDate\": 2026")
            .replacing("\"disbursement\": \"D02\"", with: "\"disbursement\": \"D09\"")
        #expect(
            try await refuse(Array(text.utf8)) == [
                "vault: error: line 13: dossier.state: \"grand\" is not one of preparation, submitted, admissible, "
                    + "inadmissible, granted, refused, closed",
                "vault: error: line 30: award.decreeDate: \"2024-06-31\" is not a day that exists, written YYYY-MM-DD",
                "vault: error: line 70: requirements[1].disbursement: there is no disbursement D09 in this description",
                "vault: error: line 77: requirements[1].dueDate: must be a text, not a number",
            ])
    }

    @Test("what could move the cursor is shown and not obeyed")
    func controlCharacters() async throws {
        let text = try VaultProgram.example().replacing("\"granted\"", with: #""\u001b[2J""#)
        #expect(try await refuse(Array(text.utf8)).first?.contains(#""\u{1b}[2J" is not one of"#) == true)
    }

    @Test("a file that is no text is refused")
    func binary() async throws {
        #expect(try await refuse([0xff, 0xd8, 0xff, 0xe0]) == ["vault: error: the file is not UTF-8 text"])
    }

    @Test("a file that is too large is refused without being read")
    func huge() async throws {
        let program = try await VaultProgram.withDossier()
        // A file with a hole: a terabyte that takes no room, and that nobody could read in the time there is.
        let outcome = try await program.script("truncate -s 1T huge.json; \"$VAULT\" dossier import huge.json")
        #expect(outcome.refused(65, "vault: error: the file is larger than 16.8 MB", Self.hint))
    }

    @Test("a file that is nested a million times is refused")
    func deep() async throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(try await refuse(bytes) == ["vault: error: line 1: values are nested deeper than 64 levels"])
    }
}
