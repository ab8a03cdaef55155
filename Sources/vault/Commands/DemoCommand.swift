internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage
internal import VaultHTTP

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fill a vault with a dossier to try things on; the vault is made if there is none.")

    @OptionGroup var options: VaultOptions

    /// One piece of the demo dossier, as `pieces.json` names it.
    fileprivate struct Piece: Decodable {
        struct Invoice: Decodable {
            struct Amount: Decodable {
                let cents: Int64
                let currency: String
            }
            let number: String?
            let date: String?
            let supplier: String?
            let supplierNumber: String?
            let amount: Amount?
            let vat: String?
            let paidOn: String?
            let depreciationMonths: Int?
            let usePercent: Int?
        }
        let file: String
        let requirement: String
        let piece: String
        let invoice: Invoice?
    }

    private struct Pieces: Decodable { let pieces: [Piece] }

    func run() async throws {
        let path = try options.path
        if !FileManager.default.fileExists(atPath: path.appending("vault.json").string) {
            try await VaultFolder.create(at: path, clock: SystemClock())
            Terminal.say(Sentence("command.demo.made", ["folder": .quoted(path.string)]))
        }
        let vault = try await options.open()
        let demo = try Self.folder()
        let description = try DossierDescription(json: try SourceFile(demo.appending("dossier.json")).bytes())
        _ = try await vault.importDossier(description)
        try await Self.addPeople(to: vault, of: description.dossier)
        let pieces = try JSONDecoder().decode(
            Pieces.self, from: Data(try SourceFile(demo.appending("pieces.json")).bytes()))
        var summary = AttachSummary()
        for piece in pieces.pieces {
            guard let requirement = RequirementCode(piece.requirement), let code = PieceCode(piece.piece) else {
                continue
            }
            do {
                try await vault.attach(
                    FolderWalk([demo.appending(piece.file)]), to: requirement, of: description.dossier.code, as: code,
                    facts: piece.invoice?.facts ?? .none
                ) { summary.add($0) }
            } catch VaultError.requirementClosed {
                // Somebody has tried submitting it since: what was handed in stays as it is.
                continue
            }
        }
        await VaultOptions.publish(vault)
        if options.json {
            var object = summary.json
            object["code"] = .text(description.dossier.code.text)
            try Terminal.print(object.text)
        } else {
            try Terminal.print(
                Sentence(
                    "command.demo.result",
                    ["dossier": .text("\(description.dossier.code)"), "summary": summary.told]))
        }
    }

    /// Adds a director of the beneficiary and an agent, to try submitting and deciding with; those who are there stay.
    private static func addPeople(to vault: Vault, of dossier: Dossier) async throws {
        guard let coordinator = dossier.coordinator, let director = EmailAddress("direction@institut.example"),
            let agent = EmailAddress("agent@agence.example")
        else { return }
        do {
            // A number of nobody: no month has the number 99.
            try await vault.registerOrganisation(
                coordinator.enterpriseNumber,
                representative: NewPerson(
                    email: director, givenName: "Direction", familyName: "Institut fictif", language: .fr,
                    nationalNumber: NationalNumber("70.99.00-001.28")))
        } catch VaultError.contactExists {}
        do {
            try await vault.appointStaff(
                .new(NewPerson(email: agent, givenName: "Agent", familyName: "Agence fictive", language: .nl)),
                as: .agent(programme: dossier.programme))
        } catch VaultError.partyRefused {}
    }

    /// Where the demo's documents are: beside the program, in the bundle that was built with it.
    private static func folder() throws -> FilePath {
        let program = Bundle.main.executableURL?.deletingLastPathComponent()
        guard let bundle = program?.appending(path: "DocVault_vault.resources/demo"),
            FileManager.default.fileExists(atPath: bundle.path)
        else {
            throw VaultError.malformed(
                field: "demo",
                reason: Sentence("command.demo.noResources", ["folder": .text("DocVault_vault.resources")]))
        }
        return FilePath(bundle.path)
    }
}

extension DemoCommand.Piece.Invoice {
    var facts: InvoiceFacts {
        InvoiceFacts(
            number: number, date: date.flatMap { CivilDate($0) }, supplier: supplier, supplierNumber: supplierNumber,
            amount: amount.flatMap { Money(cents: $0.cents, currency: $0.currency) },
            vat: vat.flatMap(InvoiceFacts.VAT.init), paidOn: paidOn.flatMap { CivilDate($0) },
            depreciationMonths: depreciationMonths, usePercent: usePercent)
    }
}
