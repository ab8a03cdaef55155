internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

extension JournalCommand {
    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase what an event says, for good; every proof goes on to hold.",
            discussion: """
                That there was an event, when, and of what kind stays; what it said cannot be had back. The erasure is an event
                itself. Receipts and backups that others keep are not reached.
                """)

        @Argument(help: "The number of the event.")
        var event: Int

        @Option(help: "Why. It stays in the journal for ever, so name nobody.")
        var reason: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let erasure = try await vault.eraseEvent(event, reason: reason)
            await VaultOptions.publish(vault)
            if !erasure.isWiped {
                Terminal.warn(Sentence("command.journal.notWiped"))
            }
            if options.json {
                var object = JSONObject()
                object["erased"] = .integer(event)
                object["event"] = .integer(erasure.sequence)
                object["wiped"] = .flag(erasure.isWiped)
                try Terminal.print(object.text)
            } else {
                try Terminal.print(
                    Sentence(
                        "command.journal.eventErased",
                        ["sequence": .number(event), "own": .number(erasure.sequence)]))
            }
        }
    }
}
