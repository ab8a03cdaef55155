internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import VaultHTTP

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Let people sign in, and keep them from it.",
        subcommands: [Invite.self, List.self, Disable.self, Enable.self, ResetSecondFactor.self])
}

extension AccountCommand {
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a secret with which somebody sets a password, once.",
            discussion: """
                Give it to the person and to nobody else: whoever has it can sign in as them. It counts for a week, one that
                resets a password for an hour, and an earlier one counts no more. With VAULT_HTTP_PUBLIC_URL set it is a link.
                """)

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @Flag(help: "For somebody who has a password and forgot it.")
        var reset = false

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let invitation = try await vault.invite(email, for: reset ? .reset : .invitation)
            await VaultOptions.publish(vault)
            let base = ProcessInfo.processInfo.environment["VAULT_HTTP_PUBLIC_URL"].flatMap { $0.isEmpty ? nil : $0 }
            if options.json { return try Terminal.print(invitation.json(for: email, at: base).text) }
            try Terminal.print(base.map { invitation.link(at: $0) } ?? invitation.secret)
            Terminal.say(
                Sentence(
                    "account.invited",
                    ["email": .text("\(email)"), "until": .text("\(invitation.expiresAt)")]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts of all who sign in.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let accounts = try await options.open().accounts()
            if options.json {
                for account in accounts { try Terminal.print(account.json.text) }
                return
            }
            let yes = Sentence("party.yes").text(in: Terminal.language)
            var table = TextTable(
                Sentence("party.column.email"), Sentence("command.column.name"), Sentence("account.column.password"),
                Sentence("account.column.secondFactor"), Sentence("account.column.disabled"))
            for account in accounts {
                table.add(
                    "\(account.person.email)", account.person.name, account.hasPassword ? yes : "–",
                    account.hasSecondFactor ? yes : "–", account.disabledAt.map { "\($0.dayInBrussels)" } ?? "–")
            }
            try table.print()
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep somebody from signing in; their sessions end, and their tokens count no more.")

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.disableAccount(email)
            try await options.tell(Sentence("account.disabled", ["email": .text("\(email)")]), of: email, vault)
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let somebody sign in again.")

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.enableAccount(email)
            try await options.tell(Sentence("account.enabled", ["email": .text("\(email)")]), of: email, vault)
        }
    }

    struct ResetSecondFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-second-factor", abstract: "Take away the second factor of somebody who lost it.")

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.resetSecondFactor(of: email)
            try await options.tell(
                Sentence("account.secondFactorReset", ["email": .text("\(email)")]), of: email, vault)
        }
    }
}

extension VaultOptions {
    /// Tells that something was done about a person's account.
    fileprivate func tell(_ sentence: Sentence, of email: EmailAddress, _ vault: Vault) async throws {
        await Self.publish(vault)
        guard json else { return try Terminal.print(sentence) }
        var object = JSONObject()
        object["email"] = .text(email.description)
        try Terminal.print(object.text)
    }
}
