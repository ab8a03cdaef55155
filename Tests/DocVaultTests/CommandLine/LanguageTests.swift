import Testing
import VaultTestSupport

@Suite("the language of the command line")
struct LanguageTests {
    @Test(
        "is that of the option, else of VAULT_LANGUAGE, else of the locale, else English",
        arguments: [
            (["--language", "fr"], [:], "vault: erreur : il n'y a pas de coffre dans \"nowhere\""),
            (["--language", "nl"], ["VAULT_LANGUAGE": "fr"], "vault: fout: er is geen kluis in \"nowhere\""),
            (
                [], ["VAULT_LANGUAGE": "fr", "LC_ALL": "nl_BE.UTF-8"],
                "vault: erreur : il n'y a pas de coffre dans \"nowhere\""
            ),
            (
                [], ["VAULT_LANGUAGE": "", "LC_ALL": "nl_BE.UTF-8", "LANG": "fr_BE.UTF-8"],
                "vault: fout: er is geen kluis in \"nowhere\""
            ),
            (
                [], ["VAULT_LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_BE.UTF-8"],
                "vault: erreur : il n'y a pas de coffre dans \"nowhere\""
            ),
            (
                [], ["VAULT_LANGUAGE": "", "LC_ALL": "C", "LANG": "fr_BE.UTF-8"],
                "vault: error: there is no vault in \"nowhere\""
            ),
            ([], ["VAULT_LANGUAGE": "", "LC_ALL": "de_BE.UTF-8"], "vault: error: there is no vault in \"nowhere\""),
        ] as [([String], [String: String], String)])
    func choice(option: [String], environment: [String: String], error: String) async throws {
        let outcome = try await VaultProgram()
            .run(["dossier", "list", "--vault", "nowhere"] + option, environment: environment)
        #expect(outcome.status == 66 && outcome.output.isEmpty)
        #expect(outcome.errorLines.first == error)
    }

    @Test("is that of the person who acts, unless the command or the environment names another")
    func ofThePerson() async throws {
        let program = try await VaultProgram.withDossier()
        _ = try await program.run(
            "person", "appoint", "agent@agency.example", "--role", "recordsManager", "--given-name", "A",
            "--family-name", "B", "--speaks", "nl")
        let command = ["retention", "due", "--on", "2030-01-01", "--as", "agent@agency.example"]
        let cases: [([String], [String: String], String)] = [
            ([], ["VAULT_LANGUAGE": "", "LC_ALL": "fr_BE.UTF-8"], "niets mag op 2030-01-01 vernietigd worden"),
            ([], ["VAULT_LANGUAGE": "fr"], "rien ne peut être éliminé au 2030-01-01"),
            (["--language", "en"], ["VAULT_LANGUAGE": ""], "nothing may be disposed of on 2030-01-01"),
        ]
        for (option, environment, line) in cases {
            let outcome = try await program.run(command + option, environment: environment)
            #expect(outcome.output == line + "\n", "\(outcome.errors)")
        }
    }

    @Test("is one of three")
    func unknown() async throws {
        let outcome = try await VaultProgram().run("dossier", "list", "--language", "de")
        #expect(outcome.status == 64 && outcome.errors.contains("--language"))
    }

    @Test("is that of refusals of how a command was given, too")
    func refusals() async throws {
        let outcome = try await VaultProgram()
            .run("dossier", "list", "--language", "nl", environment: ["VAULT_HOME": ""])
        #expect(outcome.status == 64)
        #expect(outcome.errorLines.first == "Error: geen kluis genoemd; geef --vault DIR of stel VAULT_HOME in")
    }

    @Test("is that of hints and of the flaws of a description")
    func hints() async throws {
        let program = try await VaultProgram.withDossier()
        let near = try await program.run("dossier", "show", "2024-LAUNCH-13", "--language", "fr")
        #expect(
            near.errorLines == [
                "vault: erreur : il n'y a pas de dossier 2024-LAUNCH-13 dans ce coffre",
                "vault: conseil : vouliez-vous dire 2024-LAUNCH-12 ?",
            ])
        try program.write("{\n\"format\": 1,\n}", to: "bad.json")
        let flawed = try await program.run("dossier", "import", "bad.json", "--language", "nl")
        #expect(
            flawed.errorLines == [
                "vault: fout: regel 3: een naam van een lid tussen aanhalingstekens ontbreekt",
                "vault: tip: het formaat staat beschreven in docs/formats/dossier-description.md; er is niets gewijzigd",
            ])
        try program.write("{\n\"format\": 1\n}", to: "bad.json")
        let mistyped = try await program.run("dossier", "import", "bad.json", "--language", "fr")
        #expect(mistyped.errorLines.contains("vault: erreur : ligne 2 : format : doit être un texte, et non un nombre"))
    }

    @Test("is that of a dossier's table, with its titles")
    func dossier() async throws {
        let program = try await VaultProgram.withDossier()
        #expect(
            try await program.run("dossier", "list", "--language", "fr").output == """
                CODE            ÉTAT      OUVERTES  PIÈCES  COORDINATEUR          TITRE
                2024-LAUNCH-12  octroyée  2/2       0       Université d'Exemple  Capteurs de qualité de l'air à bas coût

                """)
        #expect(
            try await program.run("dossier", "show", VaultProgram.dossier, "--language", "nl").output == """
                2024-LAUNCH-12  Goedkope sensoren voor luchtkwaliteit
                toestand     toegekend, programma LAUNCH
                project      2024-07-01 – 2026-06-30
                coördinator  Voorbeelduniversiteit (0123.456.749)
                partner      Capteurs d'Exemple SRL (0123.457.046)
                toekenning   besluit 2024-LAUNCH-07 van 2024-06-14, 152800.00 EUR, eindigt op 2026-06-30

                UITBETALING  SOORT      PERIODE                  BEDRAG
                D01          voorschot  2024-07-01 – 2025-06-30  84400.00 EUR
                D02          saldo      2025-07-01 – 2026-06-30  68400.00 EUR

                VEREISTE  VOOR  VERVALDAG   TOESTAND  BIJLAGEN  TYPE             GEVRAAGDE STUKKEN
                E01       D01   2024-09-30  open      0         schuldvordering  claim
                E02       D02   2026-08-30  open      0         financieel       expense-statement [invoice] [payment-proof]

                """)
    }

    @Test("is that of what was done, and JSON is the same in all")
    func results() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("F1", to: "F1.txt")
        let arguments = [
            "attach", "F1.txt", "--dossier", VaultProgram.dossier, "--requirement", "E02", "--piece", "invoice",
        ]
        #expect(
            try await program.run(arguments + ["--language", "fr"]).output
                == "E02 de 2024-LAUNCH-12 : 1 fichier joint sur 1, 1 nouvellement conservé (2 o)\n")
        #expect(
            try await program.run(arguments + ["--language", "nl"]).output
                == "E02 van 2024-LAUNCH-12: 0 van 1 bestand toegevoegd, 1 al eerder toegevoegd, geen nieuwe bytes opgeslagen\n"
        )
        let journal = ["journal", "verify"]
        #expect(
            try await program.run(journal + ["--language", "fr"]).lines.first?.hasPrefix("valide : ") == true)
        let listings = try await ["fr", "nl", "en"].asyncMap { language in
            try await program.run(
                "requirement", "list", "--dossier", VaultProgram.dossier, "--json", "--language", language
            )
            .output
        }
        #expect(Set(listings).count == 1 && listings[0].contains("\"state\":\"open\""))
    }

    @Test("is that of the report on an archive and of errors in JSON")
    func reports() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("F1", to: "F1.txt")
        _ = try await program.attach("F1.txt")
        _ = try await program.run("dossier", "export", VaultProgram.dossier, "--output", "bag.tar")
        let valid = try await program.run("verify", "bag.tar", "--language", "nl")
        #expect(valid.status == 0 && valid.lines.first?.hasPrefix("geldig: DV_2024-LAUNCH-12_") == true)
        #expect(valid.lines.first?.hasSuffix(": elk bestand is dat wat de manifesten noemen") == true)
        let failed = try await program.run(
            "attach", "gone.txt", "--dossier", VaultProgram.dossier, "--requirement", "E02", "--piece", "invoice",
            "--json", "--language", "fr")
        #expect(
            failed.lines.first
                == #"{"file":"gone.txt","error":"\"gone.txt\" n'existe pas, ou a disparu pendant sa lecture"}"#)
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
