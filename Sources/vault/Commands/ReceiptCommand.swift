internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Write the receipt for a deposit or a document.",
        discussion: "`vault verify FOLDER/receipt.json FILE…` checks it anywhere, with no vault.")

    @Argument(help: "The identifier of a deposit, as `vault attach` names it, or of a document.")
    var subject: String

    @Option(help: "The folder to write it to.", completion: .directory)
    var output: String

    @OptionGroup var options: VaultOptions

    func run() async throws {
        guard let identifier = Deposit.ID(subject) else {
            throw VaultError.malformed(field: quoted(subject), reason: Sentence("command.noIdentifier"))
        }
        try await options.open().writeReceipt(for: identifier, to: FilePath(argument: output))
        if options.json {
            var object = JSONObject()
            object["receipt"] = .text("\(output)/receipt.json")
            try Terminal.print(object.text)
        } else {
            try Terminal.print(Sentence("command.receipt.written", ["folder": .quoted(output)]))
        }
    }
}
