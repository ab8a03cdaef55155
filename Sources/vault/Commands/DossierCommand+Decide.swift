internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

extension DossierCommand {
    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit an application, when everything that it must contain was submitted.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.submitApplication(code)
            try await DossierCommand.tell(code, vault, options)
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decide on a dossier: admissible or inadmissible, granted or refused, closed.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Argument(help: "admissible, inadmissible, granted, refused or closed.")
        var state: Dossier.State

        @Option(help: "Why; needed for a decision against the applicant.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.decide(code, state, reason: reason)
            try await DossierCommand.tell(code, vault, options)
        }
    }

    struct Amend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record an amendment of what was granted; what was before stays visible.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(help: "The new last day of the award decree.")
        var awardEnd: CivilDate?

        @Option(help: "The new last day of the project.")
        var projectEnd: CivilDate?

        @Option(help: "The new amount in euro, as 1200.50.")
        var amount: String?

        @Option(help: "The day from which it counts.")
        var effective: CivilDate

        @Option(help: "The decree or decision that it rests on.")
        var basis: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            var changes: [Amendment.Change] = []
            if let awardEnd { changes.append(.awardEnd(awardEnd)) }
            if let projectEnd { changes.append(.projectEnd(projectEnd)) }
            if let amount {
                guard let money = Money(decimal: amount) else {
                    throw VaultError.malformed(field: "--amount", reason: Sentence("command.attach.amount"))
                }
                changes.append(.awardAmount(money))
            }
            guard let change = changes.first, changes.count == 1 else {
                throw ValidationError(Sentence("command.dossier.oneAmendment"))
            }
            let vault = try await options.open()
            try await vault.amend(code, change, effectiveOn: effective, basis: basis)
            try await DossierCommand.tell(code, vault, options)
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what became of a dossier, and how it stood at an instant, from the journal.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(help: "The instant, as 2026-11-21T09:30:00Z; a day counts to its end in UTC.")
        var at: Instant?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let history = try await options.open().history(of: code, at: at)
            if options.json { return try Terminal.print(history.json.text) }
            var table = TextTable(
                Sentence("command.column.number"), Sentence("command.column.instant"),
                Sentence("command.column.action"), Sentence("command.column.about"), Sentence("command.column.by"))
            for entry in history.entries {
                let actor = entry.onBehalfOf.map { "\(entry.actor) (\($0))" } ?? entry.actor
                table.add("\(entry.sequence)", "\(entry.instant)", entry.action, entry.about ?? "", actor)
            }
            try table.print()
            guard let standing = history.standing else { return }
            try Terminal.print("")
            try Terminal.print(
                Sentence(
                    "command.dossier.stood",
                    [
                        "dossier": .text("\(code)"), "state": .text(standing.state),
                        "awardEnd": .text(standing.awardEnd ?? "–"), "projectEnd": .text(standing.projectEnd),
                    ]))
            for (code, state) in standing.disbursements.sorted(by: { $0.key < $1.key }) {
                try Terminal.print("  \(code)  \(state)")
            }
            for (code, requirement) in standing.requirements.sorted(by: { $0.key < $1.key }) {
                try Terminal.print("  \(code)  \(requirement.state)  \(requirement.pieces.count)")
                for piece in requirement.pieces {
                    guard let disposition = piece.disposition else { continue }
                    try Terminal.print(
                        Sentence(
                            "command.dossier.disposed",
                            ["document": .text(piece.document), "case": .text(visible(disposition))]))
                }
            }
        }
    }

    static func tell(_ code: DossierCode, _ vault: Vault, _ options: VaultOptions) async throws {
        await VaultOptions.publish(vault)
        let (dossier, requirements) = try await vault.dossier(code)
        if options.json { return try Terminal.print(dossier.json(requirements).text) }
        try Terminal.print(
            Sentence(
                "command.dossier.is", ["dossier": .text("\(code)"), "state": .sentence(dossier.state.sentence)]))
    }
}
