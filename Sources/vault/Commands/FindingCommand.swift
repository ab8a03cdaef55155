internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct FindingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finding", abstract: "The same proof in two places: list, explain, dismiss.",
        subcommands: [List.self, Explain.self, Dismiss.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the findings, the newest first: of dossiers that you may read, both of them.")

        @Flag(help: "Those that were dismissed.")
        var dismissed = false

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let findings = try await options.open().findings(dismissed ? .dismissed : .open)
            if options.json {
                for finding in findings { try Terminal.print(finding.json.text) }
                return
            }
            for finding in findings {
                try Terminal.print("\(finding.id)  \(finding.sentence.text(in: Terminal.language))")
            }
        }
    }

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what a finding is about and what it rests on.")

        @Argument(help: "The finding's identifier.")
        var finding: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let found = try await options.open().finding(try FindingCommand.identifier(finding))
            if options.json { return try Terminal.print(found.json.text) }
            try Terminal.print(found.sentence)
            try Terminal.print(found.explanation)
            if let reason = found.reason {
                try Terminal.print(Sentence("command.finding.dismissed", ["reason": .text(visible(reason))]))
            }
        }
    }

    struct Dismiss: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put a finding aside, for a reason.")

        @Argument(help: "The finding's identifier.")
        var finding: String

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let id = try FindingCommand.identifier(finding)
            try await vault.dismiss(id, reason: reason)
            await VaultOptions.publish(vault)
            let found = try await vault.finding(id)
            if options.json { return try Terminal.print(found.json.text) }
            try Terminal.print(Sentence("command.finding.dismissed", ["reason": .text(visible(found.reason ?? ""))]))
        }
    }

    private static func identifier(_ text: String) throws -> Finding.ID {
        guard let identifier = Finding.ID(text) else {
            throw VaultError.malformed(field: quoted(text), reason: Sentence("command.noIdentifier"))
        }
        return identifier
    }
}
