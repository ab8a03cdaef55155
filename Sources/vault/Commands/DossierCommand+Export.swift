internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

extension DossierCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a dossier as an archive that outside tools can verify.",
            discussion: """
                What leaves is what the perspective may show: `agency`, `auditor` or `beneficiary`; without the option, that \
                of whoever acts. To `-`, a pipe, the archive goes out as it is made; what was received of an archive that \
                was cut off is completed with --offset and --if-match.
                """)

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @Option(
            help: "The archive to write; one that is there is replaced. `-` is standard output.", completion: .file())
        var output: String

        @Option(help: "zip, tar or tar.zst; else what the name of the output ends in, else zip.")
        var format: ArchiveFormat?

        @Option(help: "Only what one requirement asks for.")
        var requirement: RequirementCode?

        @Option(help: "Only one round of the requirement as it was submitted, with its receipt.")
        var round: Int?

        @Option(help: "For whom: agency, auditor or beneficiary.")
        var perspective: Perspective?

        @Option(
            help:
                "Several archives: one of the papers, and those of the pieces, of at most so many bytes each, as in 700M or 4G."
        )
        var volumeSize: ByteCount?

        @Option(help: "To standard output: the first byte that is wanted.")
        var offset: Int64 = 0

        @Option(help: "With --offset: the validator that was shown when the first bytes were received.")
        var ifMatch: String?

        @OptionGroup var options: VaultOptions

        func validate() throws {
            if round != nil, requirement == nil { throw ValidationError(Sentence("command.export.roundOfWhat")) }
            if output != "-", offset != 0 || ifMatch != nil {
                throw ValidationError(Sentence("command.export.offsetOfPipe"))
            }
            if offset > 0, ifMatch == nil { throw ValidationError(Sentence("command.export.offsetWithout")) }
            if output == "-", volumeSize != nil { throw ValidationError(Sentence("command.export.volumesToFiles")) }
        }

        private var scope: ExportScope {
            guard let requirement else { return .dossier }
            return round.map { .round($0, of: requirement) } ?? .requirement(requirement)
        }

        func run() async throws {
            let vault = try await options.open()
            guard output != "-" else { return try await stream(vault) }
            let bar = ProgressBar(Sentence("command.export.progress"), in: .bytes)
            let export = try await vault.exportDossier(
                code, to: FilePath(argument: output), as: format ?? ArchiveFormat(nameOf: output), scope: scope,
                perspective: perspective, volumeSize: volumeSize?.bytes
            ) { bar.show($0, of: $1) }
            bar.clear()
            try DossierCommand.show(export, of: code, at: output, asJSON: options.json)
        }

        /// Sends the archive to standard output, and what there is to say of it to standard error.
        private func stream(_ vault: Vault) async throws {
            let export = try await vault.prepareExport(
                code, scope: scope, perspective: perspective, as: format ?? .zip)
            let volume = export.volumes[0]
            Terminal.say(Sentence("command.export.validator", ["validator": .text(volume.validator)]))
            if let size = volume.sizeInBytes {
                Terminal.say(Sentence("command.export.length", ["size": .number(Int(size))]))
            }
            try await vault.streamExport(export, from: offset, ifMatches: ifMatch) { try Terminal.write($0) }
        }
    }

    static func show(
        _ export: DossierExport, of code: DossierCode, at output: String, asJSON: Bool
    ) throws {
        if asJSON {
            var object = JSONObject()
            object["code"] = .text(code.text)
            object["output"] = .text(output)
            object["bag"] = .text(export.bagName)
            object["pieces"] = .integer(export.pieceCount)
            object["rows"] = .integer(export.rowCount)
            object["payloadInBytes"] = .integer(export.payloadInBytes)
            object["perspective"] = .text(export.perspective.rawValue)
            object["sequence"] = .integer(export.sequence)
            object["sealFingerprint"] = .text(export.sealFingerprint)
            object["files"] = .list(export.files.map(JSONObject.Value.text))
            return try Terminal.print(object.text)
        }
        try Terminal.print(
            Sentence(
                "command.export.result",
                [
                    "pieces": .number(export.pieceCount), "size": .size(export.payloadInBytes),
                    "output": .list(export.files.map(SentenceValue.quoted), separator: ", "),
                    "bag": .text(export.bagName),
                ]))
        try Terminal.print(
            Sentence(
                "command.export.seal",
                [
                    "rows": .number(export.rowCount), "sequence": .number(export.sequence),
                    "fingerprint": .text(export.sealFingerprint),
                ]))
    }
}

extension ArchiveFormat {
    /// The format that a file's name asks for.
    init(nameOf file: String) {
        self = ArchiveFormat.allCases.first { file.lowercased().hasSuffix(".\($0.rawValue)") } ?? .zip
    }
}
