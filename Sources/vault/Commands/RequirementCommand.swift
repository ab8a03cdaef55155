internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct RequirementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requirement", abstract: "What must be proved: show, submit and decide on it.",
        subcommands: [
            List.self, Show.self, Answer.self, Withdraw.self, Submit.self, Approve.self, Return.self, Waive.self,
            Due.self, Queue.self, Remind.self, Outbox.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the requirements of a dossier and their pieces.")

        @Option(help: "The dossier's code.")
        var dossier: DossierCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let (_, requirements) = try await options.open().dossier(dossier)
            if options.json {
                for requirement in requirements { try Terminal.print(requirement.json.text) }
            } else {
                try RequirementCommand.table(requirements).print()
            }
        }
    }

    static func table(_ requirements: [RequirementStanding]) -> TextTable {
        var table = TextTable(
            Sentence("command.column.requirement"), Sentence("command.column.for"), Sentence("command.column.due"),
            Sentence("command.column.state"), Sentence("command.column.attached"), Sentence("command.column.type"),
            Sentence("command.column.piecesAskedFor"))
        let language = Terminal.language
        for standing in requirements {
            let requirement = standing.requirement
            let pieces = requirement.pieces.filter { !$0.isExcluded }.map {
                $0.minimum > 0 ? $0.code.text : "[\($0.code)]"
            }
            table.add(
                requirement.code.text, requirement.disbursement?.text ?? "–", "\(requirement.dueOn)",
                standing.state.sentence.text(in: language),
                "\(standing.attachmentCount)", requirement.type.sentence.text(in: language),
                pieces.joined(separator: " "))
        }
        return table
    }
}
