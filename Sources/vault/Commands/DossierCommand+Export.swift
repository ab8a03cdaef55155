internal import ArgumentParser
internal import DocVault
internal import SystemPackage

extension DossierCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a dossier as an archive that outside tools can verify.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(help: "The archive to write; one that is there is replaced.", completion: .file())
        var output: String

        @Option(help: "zip, tar or tar.zst; else what the name of the output ends in, else zip.")
        var format: ArchiveFormat?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let bar = ProgressBar(Sentence("command.export.progress"), in: .bytes)
            let export = try await options.open().exportDossier(
                code, to: FilePath(argument: output), as: format ?? ArchiveFormat(nameOf: output)
            ) { bar.show($0, of: $1) }
            bar.clear()
            if options.json {
                var object = JSONObject()
                object["code"] = .text(code.text)
                object["output"] = .text(output)
                object["bag"] = .text(export.bagName)
                object["pieces"] = .integer(export.pieceCount)
                object["payloadInBytes"] = .integer(export.payloadInBytes)
                try Terminal.print(object.text)
            } else {
                try Terminal.print(
                    Sentence(
                        "command.export.result",
                        [
                            "pieces": .number(export.pieceCount), "size": .size(export.payloadInBytes),
                            "output": .quoted(output), "bag": .text(export.bagName),
                        ]))
            }
        }
    }
}

extension ArchiveFormat {
    /// The format that a file's name asks for.
    init(nameOf file: String) {
        self = ArchiveFormat.allCases.first { file.lowercased().hasSuffix(".\($0.rawValue)") } ?? .zip
    }
}
