internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

/// Which requirement a command is about.
struct RequirementChoice: ParsableArguments {
    @Argument(help: "The requirement's code.")
    var code: RequirementCode

    @Option(help: "The dossier's code.")
    var dossier: DossierCode
}

extension RequirementCommand {
    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer a question of a requirement's checklists: whether a conditional piece is needed.")

        enum YesOrNo: String, CaseIterable, ExpressibleByArgument { case yes, no }

        @OptionGroup var choice: RequirementChoice

        @Argument(help: "The question's code, as `vault requirement show` names it.")
        var question: QuestionCode

        @Argument(help: "yes or no.")
        var answer: YesOrNo

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            try await vault.answer(question, with: answer == .yes, for: choice.code, of: choice.dossier)
            await VaultOptions.publish(vault)
            try RequirementCommand.tell(try await vault.requirement(choice.code, of: choice.dossier), options)
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a document out of what is attached; rounds that were submitted keep it.")

        @OptionGroup var choice: RequirementChoice

        @Argument(help: "The document's identifier.")
        var document: String

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let document = try RequirementCommand.document(document)
            try await vault.withdraw(document, from: choice.code, of: choice.dossier, reason: reason)
            await VaultOptions.publish(vault)
            try RequirementCommand.tell(try await vault.requirement(choice.code, of: choice.dossier), options)
        }
    }

    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit what is attached for approval: the list is sealed.")

        @OptionGroup var choice: RequirementChoice

        @Option(help: "Why it is submitted despite warnings.")
        var reason: String?

        @Option(help: "Write the receipt to this folder.", completion: .directory)
        var receipt: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let submission = try await vault.submit(choice.code, of: choice.dossier, reason: reason)
            await VaultOptions.publish(vault)
            if let receipt {
                try await vault.writeReceipt(for: Deposit.ID(submission.id.uuid), to: FilePath(argument: receipt))
            }
            if options.json { return try Terminal.print(submission.json(of: choice.code, in: choice.dossier).text) }
            try Terminal.print(
                Sentence(
                    "command.requirement.submitted",
                    [
                        "requirement": .text("\(choice.code)"), "dossier": .text("\(choice.dossier)"),
                        "round": .number(submission.round), "pieces": .number(submission.pieces.count),
                        "submission": .text("\(submission.id)"),
                    ]))
            if submission.isLate { Terminal.warn(Sentence("command.requirement.late")) }
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Approve the submission that waits for a decision.")

        @OptionGroup var choice: RequirementChoice

        @Option(help: "A remark.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let matter = try await vault.approve(choice.code, of: choice.dossier, reason: reason)
            await VaultOptions.publish(vault)
            try RequirementCommand.tell(matter, options)
        }
    }

    struct Return: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Return the submission that waits for a decision, with reasons.")

        @OptionGroup var choice: RequirementChoice

        @Option(help: "Why.")
        var reason: String?

        @Option(
            name: .customLong("piece"),
            help: ArgumentHelp("Why one document is returned; may be given often.", valueName: "document=reason"))
        var pieces: [String] = []

        @OptionGroup var options: VaultOptions

        func run() async throws {
            var reasons: [Document.ID: String] = [:]
            for piece in pieces {
                let parts = piece.split(separator: "=", maxSplits: 1).map(String.init)
                reasons[try RequirementCommand.document(parts.first ?? "")] = parts.count == 2 ? parts[1] : ""
            }
            let vault = try await options.open()
            let matter = try await vault.return(
                choice.code, of: choice.dossier, reason: reason, pieceReasons: reasons)
            await VaultOptions.publish(vault)
            try RequirementCommand.tell(matter, options)
        }
    }

    struct Waive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a requirement go without proof, for a reason.")

        @OptionGroup var choice: RequirementChoice

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let matter = try await vault.waive(choice.code, of: choice.dossier, reason: reason)
            await VaultOptions.publish(vault)
            try RequirementCommand.tell(matter, options)
        }
    }

    static func document(_ text: String) throws -> Document.ID {
        guard let document = Document.ID(text) else {
            throw VaultError.malformed(field: quoted(text), reason: Sentence("command.noIdentifier"))
        }
        return document
    }

    /// What a requirement has become.
    static func tell(_ matter: RequirementCase, _ options: VaultOptions) throws {
        if options.json { return try Terminal.print(matter.json.text) }
        try Terminal.print(
            Sentence(
                "command.requirement.state",
                [
                    "requirement": .text("\(matter.requirement.code)"), "dossier": .text("\(matter.dossier)"),
                    "state": .sentence(matter.state.sentence),
                ]))
    }
}
