internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make and revoke the tokens of the person that --as names.",
        subcommands: [Create.self, List.self, Revoke.self])
}

extension TokenCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token with which a program acts for the person.",
            discussion: "The secret is shown this once. It goes in the header 'Authorization: Bearer SECRET'.")

        @Argument(help: "A name that says what the token is for.")
        var name: String

        @Option(help: "read or write.")
        var scope: AccessToken.Scope

        @Option(help: "The last day on which it counts, YYYY-MM-DD, in Brussels: within a year.")
        var expires: CivilDate

        @Option(help: "The only organisation that it acts for; else each request says for which.")
        var organisation: EnterpriseNumber?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let new = try await vault.createToken(named: name, scope: scope, for: organisation, expiresOn: expires)
            await VaultOptions.publish(vault)
            if options.json { return try Terminal.print(new.json.text) }
            try Terminal.print(new.secret)
            Terminal.say(
                Sentence(
                    "account.tokenCreated",
                    ["id": .text("\(new.token.id)"), "until": .text("\(expires)")]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the person's tokens, those that have ended as well.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let tokens = try await options.open().tokens()
            if options.json {
                for token in tokens { try Terminal.print(token.json.text) }
                return
            }
            var table = TextTable(
                Sentence("account.column.id"), Sentence("command.column.name"), Sentence("account.column.scope"),
                Sentence("command.column.period"), Sentence("account.column.revoked"))
            for token in tokens {
                table.add(
                    "\(token.id)", token.name, token.scope.sentence.text(in: Terminal.language),
                    "\(daysText(from: token.createdAt, to: token.expiresAt))",
                    token.revokedAt.map { "\($0.dayInBrussels)" } ?? "–")
            }
            try table.print()
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke one of the person's tokens now.")

        @Argument(help: "The token's identifier, as list shows it.")
        var id: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            guard let token = AccessToken.ID(id) else { throw VaultError.accountRefused(.tokenNotFound) }
            let vault = try await options.open()
            try await vault.revokeToken(token)
            await VaultOptions.publish(vault)
            guard options.json else {
                return try Terminal.print(Sentence("account.tokenRevoked", ["id": .text("\(token)")]))
            }
            var object = JSONObject()
            object["id"] = .text(token.description)
            try Terminal.print(object.text)
        }
    }
}

extension AccessToken.Scope {
    fileprivate var sentence: Sentence {
        switch self {
        case .read: Sentence("account.scope.read")
        case .write: Sentence("account.scope.write")
        }
    }
}

extension AccessToken.Scope: ExpressibleByArgument {}
