internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct DisbursementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disbursement", abstract: "The instalments of a grant: list, claim, approve, pay.",
        subcommands: [List.self, Claim.self, Approve.self, Pay.self])

    /// Which disbursement a command is about.
    struct Choice: ParsableArguments {
        @Argument(help: "The disbursement's code.")
        var code: DisbursementCode

        @Option(help: "The dossier's code.")
        var dossier: DossierCode
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the disbursements of a dossier and the proof that is missing for each.")

        @Option(help: "The dossier's code.")
        var dossier: DossierCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            try DisbursementCommand.tell(try await options.open().disbursements(of: dossier), options)
        }
    }

    struct Claim: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Claim a disbursement, for the beneficiary.")

        @OptionGroup var choice: Choice
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.claim(choice.code, of: choice.dossier)
            try await DisbursementCommand.finish(choice, vault, options)
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve a disbursement, if the proof for it and for every earlier one is there (art. 28).")

        @OptionGroup var choice: Choice

        @Option(help: "A remark.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.approve(choice.code, of: choice.dossier, reason: reason)
            try await DisbursementCommand.finish(choice, vault, options)
        }
    }

    struct Pay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Record that a disbursement was paid.")

        @OptionGroup var choice: Choice

        @Option(help: "The day of the payment; else today in Brussels.")
        var on: CivilDate?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.pay(choice.code, of: choice.dossier, on: on ?? SystemClock().now().dayInBrussels)
            try await DisbursementCommand.finish(choice, vault, options)
        }
    }

    private static func finish(_ choice: Choice, _ vault: Vault, _ options: VaultOptions) async throws {
        await VaultOptions.publish(vault)
        let all = try await vault.disbursements(of: choice.dossier)
        try tell(all.filter { $0.disbursement.code == choice.code }, options)
    }

    private static func tell(_ standings: [DisbursementStanding], _ options: VaultOptions) throws {
        if options.json {
            for standing in standings { try Terminal.print(standing.json.text) }
            return
        }
        let language = Terminal.language
        var table = TextTable(
            Sentence("command.column.disbursement"), Sentence("command.column.kind"),
            Sentence("command.column.period"), Sentence("command.column.amount"), Sentence("command.column.state"),
            Sentence("command.column.waitsFor"))
        for standing in standings {
            let disbursement = standing.disbursement
            let isOpen = standing.state == .planned || standing.state == .claimed
            table.add(
                disbursement.code.text, disbursement.kind.sentence.text(in: language), "\(disbursement.period)",
                "\(disbursement.amount)", standing.state.sentence.text(in: language),
                isOpen ? standing.missingProof.map(\.requirement.text).joined(separator: " ") : "")
        }
        try table.print()
    }
}
