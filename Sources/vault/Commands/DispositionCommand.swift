internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

struct DispositionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disposition", abstract: "Dispose of documents, with a second person, a grace and a certificate.",
        subcommands: [
            Simulate.self, Propose.self, List.self, Show.self, Review.self, Approve.self, Cancel.self, Execute.self,
            CertificateOf.self,
        ])

    struct Selection: ParsableArguments {
        @Option(help: "A dossier; may be given several times.")
        var dossier: [DossierCode] = []

        @Flag(help: "All dossiers of the vault.")
        var all = false

        @Option(help: "destroy, or transfer: to an archives institution first.")
        var action: DispositionCase.Action = .destroy

        var value: DisposalSelection {
            get throws {
                guard all == dossier.isEmpty else { throw ValidationError(Sentence("retention.command.oneSelection")) }
                return all ? .everything : .dossiers(dossier)
            }
        }
    }

    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what a disposition would take. Changes nothing.")

        @OptionGroup var selection: Selection
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let preview = try await vault.simulateDisposition(selection.action, of: try selection.value)
            if options.json { return try Terminal.print(preview.json.text) }
            try Terminal.print(
                Sentence(
                    "retention.command.preview",
                    [
                        "count": .number(preview.documentCount), "size": .size(preview.sizeInBytes),
                        "dossiers": .number(preview.dossiers.count), "kept": .number(preview.keptCount),
                        "taken": .number(preview.takenCount),
                    ]))
        }
    }

    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Propose to dispose of what may be disposed of today. The list is frozen.")

        @OptionGroup var selection: Selection

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let found = try await vault.proposeDisposition(selection.action, of: try selection.value, reason: reason)
            await VaultOptions.publish(vault)
            try found.tell(json: options.json)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the cases, those that are over as well.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            for found in try await options.open().dispositions() {
                try Terminal.print(
                    options.json ? found.json.text : found.summary.text(in: Terminal.language))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a case and its documents, and the digest that its approver names.")

        @Argument(help: "The case's code.")
        var code: DispositionCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            var (position, isFirst) = (0, true)
            while true {
                let (found, items) = try await vault.disposition(code, after: position)
                if isFirst { try found.tell(json: options.json) }
                isFirst = false
                for item in items {
                    if options.json {
                        try Terminal.print(item.json.text)
                    } else {
                        let state = item.state.sentence.text(in: Terminal.language)
                        try Terminal.print(
                            "\(item.document)  \(item.dossier)  \(item.lastDayKept)  \(item.blob.digest)  \(state)")
                    }
                }
                guard let last = items.last else { return }
                position = last.position
            }
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take documents out of a case. Its list is another one then, and an approval void.")

        @Argument(help: "The case's code.")
        var code: DispositionCode

        @Option(help: "A document to keep, by its identifier; may be given several times.")
        var exclude: [String]

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let documents = try exclude.map { try documentIdentifier($0) }
            let vault = try await options.open()
            let found = try await vault.reviewDisposition(code, excluding: documents, reason: reason)
            await VaultOptions.publish(vault)
            try found.tell(json: options.json)
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve a case that somebody else proposed. Its grace begins.")

        @Argument(help: "The case's code.")
        var code: DispositionCode

        @Option(help: "The digest of the list that you have seen, as `vault disposition show` prints it.")
        var list: Digest

        @Option(help: "The reference of who must allow it outside the agency.")
        var authorisation: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let found = try await vault.approveDisposition(code, list: list, authorisation: authorisation)
            await VaultOptions.publish(vault)
            try found.tell(json: options.json)
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a case up before it is executed.")

        @Argument(help: "The case's code.")
        var code: DispositionCode

        @Option(help: "Why.")
        var reason: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let found = try await vault.cancelDisposition(code, reason: reason)
            await VaultOptions.publish(vault)
            try found.tell(json: options.json)
        }
    }

    struct Execute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Execute an approved case after its grace, or go on with one that was cut off.",
            discussion: "Each document is judged once more: what a hold or a duty stands against is kept.")

        @Argument(help: "The case's code.")
        var code: DispositionCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let bar = ProgressBar(Sentence("retention.command.executing"), in: .files)
            let execution = try await vault.executeDisposition(code) { bar.show(Int64($0), of: Int64($1)) }
            bar.clear()
            await VaultOptions.publish(vault)
            try execution.disposition.tell(json: options.json)
            guard !execution.isFinished else { return }
            Terminal.warn(Sentence("retention.command.waiting", ["count": .number(execution.waitingCount)]))
            throw ExitCode(1)
        }
    }

    struct CertificateOf: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "certificate", abstract: "Write the certificate of an executed case.")

        @Argument(help: "The case's code.")
        var code: DispositionCode

        @Option(help: "The folder to write it to.", completion: .directory)
        var output: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            try await options.open().writeCertificate(of: code, to: FilePath(argument: output))
            if options.json {
                var object = JSONObject()
                object["certificate"] = .text("\(output)/certificate.json")
                return try Terminal.print(object.text)
            }
            try Terminal.print(Sentence("retention.command.certificate", ["folder": .quoted(output)]))
        }
    }
}

extension DispositionCase {
    fileprivate var summary: Sentence {
        Sentence(
            "retention.command.case",
            [
                "case": .text("\(code)"), "action": .sentence(action.sentence), "state": .sentence(state.sentence),
                "count": .number(documentCount),
            ])
    }

    fileprivate func tell(json isJSON: Bool) throws {
        if isJSON { return try Terminal.print(json.text) }
        try Terminal.print(summary)
        try Terminal.print(Sentence("retention.command.list", ["digest": .text("\(listDigest)")]))
        if state == .approved, let executableOn {
            try Terminal.print(Sentence("retention.command.executable", ["day": .text("\(executableOn)")]))
        }
        guard state == .executed || state == .partlyExecuted else { return }
        for state in DispositionItem.State.allCases {
            guard let count = counts[state] else { continue }
            try Terminal.print(
                Sentence("retention.verify.outcome", ["outcome": .sentence(state.sentence), "count": .number(count)]))
        }
    }
}
