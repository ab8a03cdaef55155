internal import ArgumentParser
internal import DocVault

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Show or replace the key that signs the journal.",
        subcommands: [Show.self, Rotate.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the public keys and their fingerprints, the newest last.",
            discussion: """
                Publish the keys, a line each. The number after one that was replaced belongs to it: under a checkpoint of
                more events its signature no longer counts.
                """)

        @OptionGroup var options: VaultOptions

        func run() async throws {
            for key in try await options.open().journalKeys() {
                if options.json {
                    var object = JSONObject()
                    object["key"] = .text(key.key)
                    object["fingerprint"] = .text(key.fingerprint)
                    object["lastSize"] = key.lastSize.map { .integer($0) }
                    try Terminal.print(object.text)
                } else {
                    try Terminal.print("\(key.fingerprint)\n    \(key.line)")
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
