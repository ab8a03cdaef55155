internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

struct DossierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: "Import, list, show and export dossiers.",
        subcommands: [Import.self, List.self, Show.self, Export.self])
}

extension DossierCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a dossier from its description, or bring one up to its edited description.")

        @Argument(help: "The description, as docs/formats/dossier-description.md says.", completion: .file())
        var file: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let description = try DossierDescription(json: try Self.read(FilePath(argument: file)))
            let vault = try await options.open()
            let outcome = try await vault.importDossier(description)
            await VaultOptions.publish(vault)
            if options.json {
                var object = JSONObject()
                object["code"] = .text(description.dossier.code.text)
                object["added"] = .list(outcome.added.map(JSONObject.Value.text))
                object["changed"] = .list(outcome.changed.map(JSONObject.Value.text))
                object["kept"] = .list(outcome.kept.map(JSONObject.Value.text))
                try Terminal.print(object.text)
                return
            }
            let parts = [("added", outcome.added), ("changed", outcome.changed)]
                .filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
            let summary = parts.isEmpty ? "nothing changed" : parts.joined(separator: "; ")
            try Terminal.print("dossier \(description.dossier.code): \(summary)")
            if !outcome.kept.isEmpty {
                Terminal.warn("kept, though the description names it no more: \(outcome.kept.joined(separator: ", "))")
            }
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
            var table = TextTable("CODE", "STATE", "OPEN", "PIECES", "COORDINATOR", "TITLE")
            for dossier in dossiers {
                table.add(
                    dossier.code.text, dossier.state.rawValue,
                    "\(dossier.openRequirementCount)/\(dossier.requirementCount)", "\(dossier.attachmentCount)",
                    dossier.coordinator.text(in: .fr), dossier.title.text(in: .fr))
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
            try Terminal.print("\(dossier.code)  \(visible(dossier.title.text(in: .fr)))")
            try Terminal.print("state        \(dossier.state.rawValue), programme \(visible(dossier.programme))")
            try Terminal.print("project      \(dossier.projectPeriod)")
            for partner in dossier.partners {
                let organisation = partner.organisation
                try Terminal.print(
                    "\(partner.role.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)) "
                        + "\(visible(organisation.names.text(in: .fr))) (\(organisation.enterpriseNumber))")
            }
            if let award = dossier.award {
                try Terminal.print(
                    "award        decree \(visible(award.decreeNumber)) of \(award.decreeDate), \(award.amount), "
                        + "ends \(award.endDate)"
                )
            }
            try Terminal.print("")
            var disbursements = TextTable("DISBURSEMENT", "KIND", "PERIOD", "AMOUNT")
            for disbursement in dossier.disbursements {
                disbursements.add(
                    disbursement.code.text, disbursement.kind.rawValue, "\(disbursement.period)",
                    "\(disbursement.amount)")
            }
            try disbursements.print()
            try Terminal.print("")
            try RequirementCommand.table(requirements).print()
        }
    }
}
