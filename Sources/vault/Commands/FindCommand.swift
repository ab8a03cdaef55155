internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find documents by their digest or a part of their name.")

    @Argument(help: "sha256:… or a part of a name.")
    var wanted: String

    @OptionGroup var options: VaultOptions

    func run() async throws {
        let uses = try await options.open().find(Digest(wanted).map(DocumentQuery.digest) ?? .name(wanted))
        if options.json {
            for use in uses { try Terminal.print(use.json.text) }
        } else if !uses.isEmpty {
            var table = TextTable(
                Sentence("command.column.dossier"), Sentence("command.column.requirementShort"),
                Sentence("command.column.piece"), Sentence("command.column.size"), Sentence("command.column.name"),
                Sentence("command.column.document"), Sentence("command.column.digest"))
            for use in uses {
                table.add(
                    use.dossier.text, use.requirement.text, use.piece.text,
                    ByteSize(use.blob.sizeInBytes).text(in: Terminal.language),
                    quoted(use.name), use.document.description, use.blob.digest.description)
            }
            try table.print()
        }
        guard !uses.isEmpty else { throw VaultError.documentNotFound(wanted) }
    }
}
