import Foundation
import Testing
import VaultTestSupport

@Suite("vault dossier list and show, vault requirement list")
struct ListTests {
    @Test("dossiers are listed in columns")
    func list() async throws {
        let program = try await VaultProgram.withDossier()
        let outcome = try await program.run("dossier", "list")
        #expect(
            outcome.output == """
                CODE            STATE    OPEN  PIECES  COORDINATOR           TITLE
                2024-LAUNCH-12  granted  2/2   0       Université d'Exemple  Low-cost air quality sensors

                """)
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
    }

    @Test("a vault without dossiers lists the columns, and as JSON nothing")
    func empty() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        #expect(
            try await program.run("dossier", "list").output == "CODE  STATE  OPEN  PIECES  COORDINATOR  TITLE\n")
        #expect(try await program.run("dossier", "list", "--json").output == "")
    }

    @Test("a dossier is one JSON object on a line, with its members in order")
    func listJSON() async throws {
        let outcome = try await VaultProgram.withDossier().run("dossier", "list", "--json")
        let expected = #"""
            {"code":"2024-LAUNCH-12","state":"granted","title":{"fr":"Capteurs de qualité de l'air à bas coût",\#
            "nl":"Goedkope sensoren voor luchtkwaliteit","en":"Low-cost air quality sensors"},\#
            "coordinator":{"fr":"Université d'Exemple","nl":"Voorbeelduniversiteit"},\#
            "requirements":2,"openRequirements":2,"attachments":0}
            """#
        #expect(outcome.output == expected + "\n")
    }

    @Test("a dossier is shown with its partners, award, disbursements and requirements")
    func show() async throws {
        let outcome = try await VaultProgram.withDossier().run("dossier", "show", VaultProgram.dossier)
        #expect(
            outcome.output == """
                2024-LAUNCH-12  Low-cost air quality sensors
                state        granted, programme LAUNCH
                project      2024-07-01 – 2026-06-30
                coordinator  Université d'Exemple (0123.456.749)
                partner      Capteurs d'Exemple SRL (0123.457.046)
                award        decree 2024-LAUNCH-07 of 2024-06-14, 152800.00 EUR, ends 2026-06-30

                DISBURSEMENT  KIND     PERIOD                   AMOUNT
                D01           advance  2024-07-01 – 2025-06-30  84400.00 EUR
                D02           balance  2025-07-01 – 2026-06-30  68400.00 EUR

                REQUIREMENT  FOR  DUE         STATE  ATTACHED  TYPE       PIECES ASKED FOR
                E01          D01  2024-09-30  open   0         claim      claim
                E02          D02  2026-08-30  open   0         financial  expense-statement [invoice] [payment-proof]

                """)
    }

    @Test("a dossier as JSON is what its description says, without what is derived")
    func showJSON() async throws {
        let outcome = try await VaultProgram.withDossier().run("dossier", "show", VaultProgram.dossier, "--json")
        let shown = try JSONDecoder().decode(ShownDossier.self, from: Data(outcome.output.utf8))
        let described = try JSONDecoder().decode(DescribedDossier.self, from: Data(try VaultProgram.example().utf8))
        #expect(shown.award == described.award)
        #expect(shown.disbursements == described.disbursements)
        #expect(shown.requirements == described.requirements)
        #expect(shown.organisations.map(\.enterpriseNumber) == ["0123.456.749", "0123.457.046"])
        #expect(shown.code == "2024-LAUNCH-12")
        #expect(shown.regimes == ["regional"])
        #expect(outcome.lines.count == 1)
    }

    @Test("a requirement is one JSON object on a line")
    func requirementsJSON() async throws {
        let outcome = try await VaultProgram.withDossier()
            .run("requirement", "list", "--dossier", VaultProgram.dossier, "--json")
        #expect(outcome.lines.count == 2)
        let expected = #"""
            {"code":"E01","disbursement":"D01","type":"claim","state":"open","dueDate":"2024-09-30",\#
            "title":{"fr":"Déclaration de créance, première tranche","nl":"Schuldvordering, eerste schijf",\#
            "en":"Declaration of claim, first instalment"},"attachments":0,"pieces":[{"code":"claim",\#
            "label":{"fr":"Déclaration de créance (modèle 1)","nl":"Schuldvordering (model 1)",\#
            "en":"Declaration of claim (model 1)"},"min":1,"max":1,"needsPaymentProof":false}]}
            """#
        #expect(outcome.lines.first == expected)
    }

    @Test("what could move the cursor in a description's texts is shown and not obeyed")
    func controlCharacters() async throws {
        let program = try await VaultProgram.withDossier()
        let hostile = try VaultProgram.example()
            .replacing("Low-cost air quality sensors", with: #"A\u001b[2J\nB\u202e"#)
        try program.write(hostile, to: "hostile.json")
        _ = try await program.run("dossier", "import", "hostile.json")
        let listed = try await program.run("dossier", "list")
        #expect(listed.lines.last?.hasSuffix(#"  A\u{1b}[2J\u{a}B\u{202e}"#) == true)
        let shown = try await program.run("dossier", "show", VaultProgram.dossier)
        #expect(shown.lines.first == #"2024-LAUNCH-12  A\u{1b}[2J\u{a}B\u{202e}"#)
    }
}
