internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct MandateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mandate", abstract: "Let auditors read what their mandate covers, while it lasts.",
        subcommands: [Grant.self, End.self, List.self])
}

extension MandateCommand {
    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Grant an auditor a mandate over a dossier, a programme or an organisation.",
            discussion: "Somebody who is not in the vault yet is added: give their names and language.")

        @Argument(help: "The mandate's code, as AUDIT-2026-03.")
        var code: MandateCode

        @Option(help: "The auditor's address.")
        var auditor: EmailAddress

        @Option(help: "The dossier that it covers.")
        var dossier: DossierCode?

        @Option(help: "The programme whose dossiers it covers.")
        var programme: String?

        @Option(help: "The organisation whose dossiers it covers, by its enterprise number.")
        var organisation: EnterpriseNumber?

        @Option(help: "What the audit is for.")
        var purpose: String

        @Option(help: "The first day, YYYY-MM-DD, in Brussels.")
        var from: CivilDate

        @Option(help: "The last day, YYYY-MM-DD, in Brussels.")
        var to: CivilDate

        @OptionGroup(title: "Somebody new") var newcomer: NewcomerOptions
        @OptionGroup(title: "Somebody new") var nationalNumber: NationalNumberOptions
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let perimeters = [
                dossier.map(Mandate.Perimeter.dossier), programme.map(Mandate.Perimeter.programme),
                organisation.map(Mandate.Perimeter.organisation),
            ].compactMap(\.self)
            guard let perimeter = perimeters.first, perimeters.count == 1 else {
                throw ValidationError(Sentence("party.onePerimeter"))
            }
            let vault = try await options.open()
            let mandate = try await vault.grantMandate(
                code, to: newcomer.reference(to: auditor, nationalNumber), over: perimeter, purpose: purpose,
                from: Instant(startOf: from), to: Instant(endOf: to))
            await VaultOptions.publish(vault)
            try MandateCommand.show(mandate, json: options.json)
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a mandate now.")

        @Argument(help: "The mandate's code.")
        var code: MandateCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let mandate = try await vault.endMandate(code)
            await VaultOptions.publish(vault)
            try MandateCommand.show(mandate, json: options.json)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the mandates, those that ended as well.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let mandates = try await vault.mandates()
            if options.json {
                for mandate in mandates { try Terminal.print(mandate.json.text) }
                return
            }
            var table = TextTable(
                Sentence("command.column.code"), Sentence("party.column.auditor"), Sentence("party.column.covers"),
                Sentence("command.column.period"), Sentence("party.column.purpose"))
            for mandate in mandates {
                table.add(
                    mandate.code.text, "\(mandate.person.email)",
                    mandate.perimeter.sentence.text(in: Terminal.language),
                    daysText(from: mandate.validFrom, to: mandate.validTo), mandate.purpose)
            }
            try table.print()
        }
    }

    private static func show(_ mandate: Mandate, json: Bool) throws {
        if json { return try Terminal.print(mandate.json.text) }
        try Terminal.print(
            Sentence(
                "party.mandateStands",
                [
                    "mandate": .text("\(mandate.code)"), "email": .text("\(mandate.person.email)"),
                    "perimeter": .sentence(mandate.perimeter.sentence),
                    "period": .text(daysText(from: mandate.validFrom, to: mandate.validTo)),
                ]))
    }
}
