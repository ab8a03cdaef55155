internal import ArgumentParser
internal import DocVault

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Show or replace the key that signs the journal.",
        subcommands: [Show.self, Rotate.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the public keys and their fingerprints, the newest last.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            for (key, fingerprint) in try await options.open().journalKeys() {
                if options.json {
                    var object = JSONObject()
                    object["key"] = .text(key)
                    object["fingerprint"] = .text(fingerprint)
                    try Terminal.print(object.text)
                } else {
                    try Terminal.print("\(fingerprint)\n    \(key)")
                }
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a new key in the place of the present one, whose public half stays valid for what it signed."
        )

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let key = try await vault.rotateJournalKey()
            try await vault.publishJournal()
            if options.json {
                var object = JSONObject()
                object["key"] = .text(key)
                try Terminal.print(object.text)
            } else {
                try Terminal.print(Sentence("command.key.rotated"))
                try Terminal.print("    \(key)")
            }
        }
    }
}
