internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage
internal import VaultHTTP

struct DossierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: "Import, list, show, share and export dossiers.",
        subcommands: [
            Import.self, List.self, Show.self, Submit.self, Decide.self, Amend.self, History.self, Share.self,
            Unshare.self, Sharings.self, Export.self, Sample.self,
        ])
}

extension DossierCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Add a dossier from its description or from an archive, or bring one up to its edited description.",
            discussion: """
                With --from-archive, what another vault exported is verified and restored: the same digests, facts, \
                submissions and decisions, and what that vault's journal proves of them.
                """)

        @Argument(
            help:
                "The description, as docs/formats/dossier-description.md says; with --from-archive, the archive or all its volumes.",
            completion: .file())
        var files: [String]

        @Flag(help: "Restore the dossier of an archive that another vault exported.")
        var fromArchive = false

        @Option(
            help: "With --from-archive: the certificates, in PEM, of those whose seal is to be trusted.",
            completion: .file())
        var certificates: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            if fromArchive { return try await restore() }
            guard files.count == 1 else { throw ValidationError(Sentence("command.import.oneDescription")) }
            let description = try DossierDescription(json: try Self.read(FilePath(argument: files[0])))
            let vault = try await options.open()
            let outcome = try await vault.importDossier(description)
            await VaultOptions.publish(vault)
            if options.json {
                try Terminal.print(outcome.json(of: description.dossier.code).text)
                return
            }
            try Terminal.print(
                Sentence(
                    "command.import.result",
                    ["dossier": .text("\(description.dossier.code)"), "summary": outcome.told]))
            if !outcome.kept.isEmpty {
                Terminal.warn(Sentence("command.import.kept", ["names": DossierImport.list(outcome.kept)]))
            }
        }

        private func restore() async throws {
            let trust = try BagTrust(
                certificates: certificates.map { try SourceFile(FilePath(argument: $0)).bytes() }, keys: nil)
            let vault = try await options.open()
            let archives = files.map { FilePath(argument: $0) }
            let outcome = try await vault.restoreDossier(from: archives, trusting: trust)
            await VaultOptions.publish(vault)
            if options.json {
                var object = JSONObject()
                object["code"] = .text(outcome.code.text)
                object["origin"] = .text(outcome.origin)
                object["pieces"] = .integer(outcome.pieceCount)
                object["rows"] = .integer(outcome.rowCount)
                object["signerFingerprint"] = .text(outcome.signerFingerprint)
                return try Terminal.print(object.text)
            }
            try Terminal.print(
                Sentence(
                    "command.import.restored",
                    [
                        "dossier": .text("\(outcome.code)"), "pieces": .number(outcome.pieceCount),
                        "origin": .text(outcome.origin), "fingerprint": .text(outcome.signerFingerprint ?? "–"),
                    ]))
            Terminal.warn(Sentence("command.import.holdsNotRestored"))
        }

        static func read(_ path: FilePath) throws(VaultError) -> [UInt8] {
            let source = try SourceFile(path)
            guard source.status.sizeInBytes <= DossierDescription.largestFile else {
                let reason = Sentence(
                    "description.fileTooLarge", ["limit": .size(Int64(DossierDescription.largestFile))])
                throw .descriptionInvalid([DescriptionFlaw(line: nil, field: "", reason: reason)])
            }
            return try source.bytes()
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the dossiers.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let dossiers = try await options.open().dossiers()
            if options.json {
                for dossier in dossiers { try Terminal.print(dossier.json.text) }
                return
            }
            var table = TextTable(
                Sentence("command.column.code"), Sentence("command.column.state"), Sentence("command.column.open"),
                Sentence("command.column.pieces"), Sentence("command.column.coordinator"),
                Sentence("command.column.title"))
            let language = Terminal.language
            for dossier in dossiers {
                table.add(
                    dossier.code.text, dossier.state.sentence.text(in: language),
                    "\(dossier.openRequirementCount)/\(dossier.requirementCount)", "\(dossier.attachmentCount)",
                    dossier.coordinator.text(in: language), dossier.title.text(in: language))
            }
            try table.print()
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one dossier.")

        @Argument(help: "The dossier's code.")
        var code: DossierCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let (dossier, requirements) = try await options.open().dossier(code)
            if options.json {
                try Terminal.print(dossier.json(requirements).text)
                return
            }
            try showHead(of: dossier)
            try Terminal.print("")
            var disbursements = TextTable(
                Sentence("command.column.disbursement"), Sentence("command.column.kind"),
                Sentence("command.column.period"), Sentence("command.column.amount"))
            for disbursement in dossier.disbursements {
                disbursements.add(
                    disbursement.code.text, disbursement.kind.sentence.text(in: Terminal.language),
                    "\(disbursement.period)",
                    "\(disbursement.amount)")
            }
            try disbursements.print()
            try Terminal.print("")
            try RequirementCommand.table(requirements).print()
        }

        private func showHead(of dossier: Dossier) throws {
            let language = Terminal.language
            try Terminal.print("\(dossier.code)  \(visible(dossier.title.text(in: language)))")
            try show(
                Sentence("command.dossier.state"),
                Sentence(
                    "command.dossier.stateAndProgramme",
                    ["state": .sentence(dossier.state.sentence), "programme": .text(visible(dossier.programme))]
                ).text(in: language))
            try show(Sentence("command.dossier.project"), "\(dossier.projectPeriod)")
            for partner in dossier.partners {
                let organisation = partner.organisation
                try show(
                    partner.role.sentence,
                    "\(visible(organisation.names.text(in: language))) (\(organisation.enterpriseNumber))")
            }
            guard let award = dossier.award else { return }
            try show(
                Sentence("command.dossier.award"),
                Sentence(
                    "command.dossier.decree",
                    [
                        "number": .text(visible(award.decreeNumber)), "date": .text("\(award.decreeDate)"),
                        "amount": .text("\(award.amount)"), "end": .text("\(award.endDate)"),
                    ]
                ).text(in: language))
        }

        private func show(_ label: Sentence, _ text: String) throws {
            let label = label.text(in: Terminal.language)
            try Terminal.print(label.padding(toLength: max(12, label.count), withPad: " ", startingAt: 0) + " " + text)
        }
    }
}

extension DossierImport {
    /// What came and what changed, as it stands in a sentence.
    fileprivate var told: SentenceValue {
        var parts: [Sentence] = []
        if !added.isEmpty { parts.append(Sentence("command.import.added", ["names": Self.list(added)])) }
        if !changed.isEmpty { parts.append(Sentence("command.import.changed", ["names": Self.list(changed)])) }
        if parts.isEmpty { parts.append(Sentence("command.import.nothing")) }
        return .list(parts.map(SentenceValue.sentence), separator: "; ")
    }

    /// Names of parts; those that are no codes are words, and told in the reader's language.
    fileprivate static func list(_ names: [String]) -> SentenceValue {
        .list(
            names.map { name in
                switch name {
                case "dossier": .sentence(Sentence("command.import.part.dossier"))
                case "award": .sentence(Sentence("command.import.part.award"))
                case "organisations": .sentence(Sentence("command.import.part.organisations"))
                default: .text(name)
                }
            }, separator: ", ")
    }
}
