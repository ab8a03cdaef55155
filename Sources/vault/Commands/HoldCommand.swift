internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Forbid to destroy, and lift that again, which takes two.",
        subcommands: [Place.self, Lift.self, List.self])

    struct Place: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Place a hold. It counts at once, for what is filed later as well.",
            discussion: "Several scopes make one hold over all of them.")

        @Option(help: "A dossier.")
        var dossier: [DossierCode] = []

        @Option(help: "An organisation, by its enterprise number: all dossiers that it is a partner of.")
        var organisation: [EnterpriseNumber] = []

        @Option(help: "A programme: all its dossiers.")
        var programme: [String] = []

        @Option(help: "A requirement, as DOSSIER/E01.")
        var requirement: [String] = []

        @Option(help: "A document, by its identifier.")
        var document: [String] = []

        @Option(help: "What it does to the duties to keep: block, suspend or restart.")
        var effect: LegalHold.Effect = .block

        @Option(help: "Who ordered it.")
        var authority: String

        @Option(help: "Why.")
        var reason: String?

        @Flag(help: "Show it to records managers only.")
        var confidential = false

        @Option(help: "A day to look at it again, YYYY-MM-DD. It does not end by itself.")
        var review: CivilDate?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            var scopes = dossier.map(LegalHold.Scope.dossier) + organisation.map(LegalHold.Scope.organisation)
            scopes += programme.map(LegalHold.Scope.programme)
            scopes += try requirement.map { text in
                let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
                guard parts.count == 2, let dossier = DossierCode(parts[0]), let code = RequirementCode(parts[1]) else {
                    throw ValidationError(Sentence("retention.command.requirementScope"))
                }
                return .requirement(code, of: dossier)
            }
            scopes += try document.map { .document(try documentIdentifier($0)) }
            let vault = try await options.open()
            let hold = try await vault.placeHold(
                NewHold(
                    over: scopes, effect: effect, authority: authority, reason: reason ?? "",
                    isConfidential: confidential, reviewOn: review))
            await VaultOptions.publish(vault)
            if options.json { return try Terminal.print(hold.json.text) }
            try Terminal.print(
                Sentence(
                    "retention.command.holdPlaced",
                    ["hold": .text("\(hold.code)"), "covers": .text(hold.scopesText)]))
        }
    }

    struct Lift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lift a hold: the first person asks for it, a second one does it, with the same command.")

        @Argument(help: "The hold's code.")
        var code: HoldCode

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let hold = try await vault.liftHold(code, reason: reason)
            await VaultOptions.publish(vault)
            if options.json { return try Terminal.print(hold.json.text) }
            try Terminal.print(
                hold.isActive
                    ? Sentence("retention.command.releaseAsked", ["hold": .text("\(hold.code)")])
                    : Sentence("retention.command.holdLifted", ["hold": .text("\(hold.code)")]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the holds, those that were lifted as well.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let holds = try await options.open().holds()
            if options.json {
                for hold in holds { try Terminal.print(hold.json.text) }
                return
            }
            var table = TextTable(
                Sentence("retention.column.hold"), Sentence("retention.column.state"),
                Sentence("retention.column.effect"), Sentence("retention.column.covers"),
                Sentence("retention.column.authority"), Sentence("retention.column.placed"))
            for hold in holds {
                let state =
                    hold.isActive
                    ? hold.releaseAskedBy == nil
                        ? Sentence("retention.hold.active") : Sentence("retention.hold.releaseAsked")
                    : Sentence("retention.hold.lifted")
                table.add(
                    hold.code.text, state.text(in: Terminal.language), hold.effect.sentence.text(in: Terminal.language),
                    hold.scopesText, hold.authority, "\(hold.placedAt.dayInBrussels)")
            }
            try table.print()
        }
    }
}

extension LegalHold {
    fileprivate var scopesText: String { scopes.map(\.description).joined(separator: ", ") }
}

/// A document named on the command line.
func documentIdentifier(_ text: String) throws(VaultError) -> Document.ID {
    guard let identifier = Document.ID(text) else {
        throw .malformed(field: quoted(text), reason: Sentence("command.noIdentifier"))
    }
    return identifier
}
