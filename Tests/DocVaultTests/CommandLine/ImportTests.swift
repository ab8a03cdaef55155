import Foundation
import Testing
import VaultTestSupport

@Suite("vault dossier import")
struct ImportTests {
    @Test("a description is added whole, and the second time nothing changes")
    func twice() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        try program.write(try VaultProgram.example(), to: "d.json")
        let first = try await program.run("dossier", "import", "d.json")
        #expect(first.output == "dossier 2024-LAUNCH-12: added dossier, award, D01, D02, E01, E02\n")
        #expect(first.errors == "")
        #expect(first.status == 0)
        let before = try await VaultState(of: program)
        let second = try await program.run("dossier", "import", "d.json")
        #expect(second.output == "dossier 2024-LAUNCH-12: nothing changed\n")
        #expect(second.status == 0)
        #expect(try await VaultState(of: program) == before)
        let third = try await program.run("dossier", "import", "d.json", "--json")
        #expect(third.output == #"{"code":"2024-LAUNCH-12","added":[],"changed":[],"kept":[]}"# + "\n")
    }

    @Test("what is new is added, what is different changed, and what is gone kept and named")
    func edited() async throws {
        let program = try await VaultProgram.withDossier()
        let edited = try VaultProgram.example()
            .replacing("\"code\": \"E01\"", with: "\"code\": \"E07\"")
            .replacing("2026-08-30", with: "2026-09-30")
            .replacing("\"code\": \"payment-proof\"", with: "\"code\": \"bank-statement\"")
            .replacing("Low-cost air quality sensors", with: "Cheap air quality sensors")
        try program.write(edited, to: "edited.json")
        let outcome = try await program.run("dossier", "import", "edited.json")
        #expect(outcome.status == 0)
        #expect(outcome.output == "dossier 2024-LAUNCH-12: added E07; changed dossier, E02\n")
        #expect(
            outcome.errors
                == "vault: warning: kept, though the description names it no more: E02 payment-proof, E01\n")
        let requirements = try await program.run("requirement", "list", "--dossier", VaultProgram.dossier)
        #expect(
            requirements.output == """
                REQUIREMENT  FOR  DUE         STATE  ATTACHED  TYPE       PIECES ASKED FOR
                E01          D01  2024-09-30  open   0         claim      claim
                E02          D02  2026-09-30  open   0         financial  expense-statement [invoice] [bank-statement] \
                [payment-proof]
                E07          D01  2024-09-30  open   0         claim      claim

                """)
    }

    @Test("an award's end that moves is recorded beside the one before")
    func movedEnd() async throws {
        let program = try await VaultProgram.withDossier()
        for end in ["2027-03-31", "2027-03-31", "2026-06-30"] {
            let moved = try VaultProgram.example()
                .replacing("\"endDate\": \"2026-06-30\"", with: "\"endDate\": \"\(end)\"")
            try program.write(moved, to: "moved.json")
            #expect(try await program.run("dossier", "import", "moved.json").status == 0)
        }
        #expect(try await program.endsOfAward() == ["2026-06-30", "2027-03-31", "2026-06-30"])
        let shown = try await program.run("dossier", "show", VaultProgram.dossier)
        #expect(shown.lines.contains { $0.hasSuffix("152800.00 EUR, ends 2026-06-30") })
    }

    @Test("another coordinator takes over, and the one before stays as a partner")
    func coordinator() async throws {
        let program = try await VaultProgram.withDossier()
        let swapped = try VaultProgram.example()
            .replacing("\"role\": \"coordinator\"", with: "\"role\": \"x\"")
            .replacing("\"role\": \"partner\"", with: "\"role\": \"coordinator\"")
            .replacing("\"role\": \"x\"", with: "\"role\": \"partner\"")
        try program.write(swapped, to: "swapped.json")
        let outcome = try await program.run("dossier", "import", "swapped.json", "--json")
        #expect(
            outcome.output == #"{"code":"2024-LAUNCH-12","added":[],"changed":["organisations"],"kept":[]}"# + "\n")
        let listed = try await program.run("dossier", "list")
        #expect(listed.lines.last?.contains("Capteurs d'Exemple SRL") == true)
    }

    @Test("a description without its award keeps the award")
    func withoutAward() async throws {
        let program = try await VaultProgram.withDossier()
        let text = try VaultProgram.example()
        let start = try #require(text.range(of: "  \"award\"")?.lowerBound)
        let end = try #require(text.range(of: "  \"disbursements\"")?.lowerBound)
        try program.write(String(text[..<start] + text[end...]), to: "without.json")
        let outcome = try await program.run("dossier", "import", "without.json")
        #expect(outcome.output == "dossier 2024-LAUNCH-12: nothing changed\n")
        #expect(outcome.errors == "vault: warning: kept, though the description names it no more: award\n")
    }
}
