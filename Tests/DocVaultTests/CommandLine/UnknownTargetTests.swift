import Testing
import VaultTestSupport

@Suite("names that the vault does not know")
struct UnknownTargetTests {
    /// Dossier, requirement, piece, and what is said.
    private static let targets: [(target: [String], error: String, hint: String)] = [
        (
            ["2024-LAUNCH-08", "E02", "invoice"], "there is no dossier 2024-LAUNCH-08 in this vault",
            "did you mean 2024-LAUNCH-12?"
        ),
        (
            ["OTHER", "E02", "invoice"], "there is no dossier OTHER in this vault",
            "`vault dossier list` names those there are"
        ),
        (["2024-LAUNCH-12", "E03", "invoice"], "dossier 2024-LAUNCH-12 has no requirement E03", "did you mean E01?"),
        (
            ["2024-LAUNCH-12", "E9999", "invoice"], "dossier 2024-LAUNCH-12 has no requirement E9999",
            "`vault requirement list --dossier 2024-LAUNCH-12` names those there are"
        ),
        (["2024-LAUNCH-12", "E02", "invoces"], "requirement E02 asks for no piece invoces", "did you mean invoice?"),
        (
            ["2024-LAUNCH-12", "E02", "photograph"], "requirement E02 asks for no piece photograph",
            "`vault requirement list` names the pieces each requirement asks for"
        ),
    ]

    @Test("an unknown name is refused before anything is read, with the nearest one that there is")
    func unknown() async throws {
        let program = try await VaultProgram.withDossier()
        let before = try await VaultState(of: program)
        for (target, error, hint) in Self.targets {
            // No such file either: the target is looked at first.
            let outcome = try await program.run(
                "attach", "a.pdf", "--dossier", target[0], "--requirement", target[1], "--piece", target[2])
            #expect(outcome.refused(66, "vault: error: \(error)", "vault: hint: \(hint)"))
        }
        #expect(try await VaultState(of: program) == before)
    }

    @Test("show, list and export of an unknown dossier name the nearest")
    func dossier() async throws {
        let program = try await VaultProgram.withDossier()
        for command in ["dossier show X", "requirement list --dossier X", "dossier export X --output o.zip"] {
            let arguments = command.replacing("X", with: "2024-LAUNCH-0")
            let outcome = try await program.script("\"$VAULT\" \(arguments)")
            #expect(
                outcome.refused(
                    66, "vault: error: there is no dossier 2024-LAUNCH-0 in this vault",
                    "vault: hint: did you mean 2024-LAUNCH-12?"))
        }
    }

    @Test("what is no code at all is not understood", arguments: ["2024-launch-07", "", "A B", "../E01"])
    func noCode(code: String) async throws {
        let outcome = try await VaultProgram.withDossier().run("dossier", "show", code)
        #expect(outcome.status == 64)
        #expect(outcome.errorLines.first == "Error: The value '\(code)' is invalid for '<code>'")
    }

    @Test("a requirement that is approved takes no more pieces")
    func closed() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello", to: "a.pdf")
        try await program.approveRequirement()
        let before = try await VaultState(of: program)
        let outcome = try await program.attach("a.pdf")
        #expect(
            outcome.refused(
                73, "vault: error: requirement E02 is approved and takes no more pieces; nothing was attached"))
        #expect(try await VaultState(of: program) == before)
    }
}
