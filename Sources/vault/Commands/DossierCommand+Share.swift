internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

extension DossierCommand {
    struct Share: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Share a dossier with a contact of an organisation, by a contact-role.",
            discussion: """
                The address and the enterprise number must be exactly those of a contact with access. Sharing again takes
                the place of the earlier contact-role.
                """)

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(help: "The person's address.")
        var with: EmailAddress

        @Option(help: "The enterprise number of the organisation that the person acts for.")
        var at: EnterpriseNumber

        @Option(help: "What the person may do: editor or viewer.")
        var role: ContactRole.Kind

        @OptionGroup var days: DaysOptions
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let sharing = try await vault.shareDossier(
                code, with: with, at: at, as: role, from: days.begin, to: days.end)
            await VaultOptions.publish(vault)
            if options.json { return try Terminal.print(sharing.json(of: code).text) }
            try Terminal.print(
                Sentence(
                    "party.shared",
                    [
                        "dossier": .text("\(code)"), "email": .text("\(with)"),
                        "role": .sentence(sharing.kind.sentence),
                        "period": .text(daysText(from: sharing.validFrom, to: sharing.validTo)),
                    ]))
        }
    }

    struct Unshare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the sharing of a dossier with a contact now.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(help: "The person's address.")
        var with: EmailAddress

        @Option(help: "The enterprise number of the organisation that the person acts for.")
        var at: EnterpriseNumber

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.endSharing(of: code, with: with, at: at)
            await VaultOptions.publish(vault)
            if options.json {
                var object = JSONObject()
                object["dossier"] = .text(code.text)
                object["email"] = .text(with.description)
                object["enterpriseNumber"] = .text(at.description)
                return try Terminal.print(object.text)
            }
            try Terminal.print(
                Sentence("party.unshared", ["dossier": .text("\(code)"), "email": .text("\(with)")]))
        }
    }

    struct Sharings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List with whom a dossier is shared, or was.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let sharings = try await vault.sharings(of: code)
            if options.json {
                for sharing in sharings { try Terminal.print(sharing.json(of: code).text) }
                return
            }
            var table = TextTable(
                Sentence("party.column.email"), Sentence("command.column.name"), Sentence("party.column.number"),
                Sentence("party.column.role"), Sentence("command.column.period"))
            for sharing in sharings {
                table.add(
                    "\(sharing.person.email)", sharing.person.name, "\(sharing.organisation)",
                    sharing.kind.sentence.text(in: Terminal.language),
                    daysText(from: sharing.validFrom, to: sharing.validTo))
            }
            try table.print()
        }
    }
}
