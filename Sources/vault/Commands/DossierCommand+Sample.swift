internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

extension DossierCommand {
    struct Sample: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Choose pieces to look at, reproducibly, and write them as an archive with the proof of where they are from.",
            discussion: """
                Monetary unit sampling within each heading: the more a piece costs, the likelier it is chosen. The same \
                dossier and the same seed give the same pieces; docs/formats/sample.md says how to choose them by hand.
                """)

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(help: "How many pieces to choose.")
        var size: Int

        @Option(help: "Any text, settled before the dossier was seen: a date, a draw. It is published with the sample.")
        var seed: String

        @Option(help: "The archive to write; one that is there is replaced.", completion: .file())
        var output: String

        @Option(help: "zip, tar or tar.zst; else what the name of the output ends in, else zip.")
        var format: ArchiveFormat?

        @Option(help: "For whom: agency, auditor or beneficiary.")
        var perspective: Perspective?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let bar = ProgressBar(Sentence("command.export.progress"), in: .bytes)
            let export = try await options.open().exportDossier(
                code, to: FilePath(argument: output), as: format ?? ArchiveFormat(nameOf: output),
                scope: .sample(DocVault.Sample(size: size, seed: seed)), perspective: perspective
            ) { bar.show($0, of: $1) }
            bar.clear()
            try DossierCommand.show(export, of: code, at: output, asJSON: options.json)
        }
    }
}
