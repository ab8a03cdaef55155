internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Show or replace the key that signs the journal, and the certificate that seals exports.",
        subcommands: [Show.self, Rotate.self, Certificate.self, ReplaceCertificate.self])

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

    struct Certificate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the certificate that exports are sealed by, to be published with its fingerprint.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let (pem, fingerprint) = try await options.open().exportCertificate()
            if options.json {
                var object = JSONObject()
                object["fingerprint"] = .text(fingerprint)
                object["certificate"] = .text(pem)
                try Terminal.print(object.text)
            } else {
                try Terminal.print(fingerprint)
                try Terminal.write(Array(pem.utf8))
            }
        }
    }

    struct ReplaceCertificate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replace-certificate",
            abstract: "Seal exports by the agency's own certificate from now on.",
            discussion: "Archives that were sealed before keep their seal.")

        @Option(help: "The signer's certificate, and its chain after it, in PEM.", completion: .file())
        var certificate: String

        @Option(help: "Its private key in PEM, not encrypted.", completion: .file())
        var key: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let (certificates, privateKey) = (
                try SourceFile(FilePath(argument: certificate)).bytes(),
                try SourceFile(FilePath(argument: key)).bytes()
            )
            let fingerprint = try await options.open().replaceExportCertificate(by: certificates, key: privateKey)
            if options.json {
                var object = JSONObject()
                object["fingerprint"] = .text(fingerprint)
                try Terminal.print(object.text)
            } else {
                try Terminal.print(
                    Sentence("command.key.certificateReplaced", ["fingerprint": .text(fingerprint)]))
            }
        }
    }
}
