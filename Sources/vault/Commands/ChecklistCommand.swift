internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct ChecklistCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checklist",
        abstract: "List and show what is asked for and under which text; check files of checklists.",
        discussion: "The checklists come with the program; no vault is needed.",
        subcommands: [List.self, Show.self, Check.self])
}

/// What the commands on checklists take: they need no vault.
struct ChecklistOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var speech: SpeechOptions
}

extension ChecklistCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the checklists that requirements can be made with.")

        @Option(help: "Only those for one use: \(Checklist.UseKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        var use: Checklist.UseKind?

        @OptionGroup var options: ChecklistOptions

        func run() throws {
            let checklists = ChecklistLibrary.shipped.newest(of: use)
            if options.json {
                for checklist in checklists { try Terminal.print(try checklist.summaryJSON.text) }
                return
            }
            var table = TextTable(
                Sentence("command.column.code"), Sentence("command.column.version"), Sentence("command.column.use"),
                Sentence("command.column.rules"), Sentence("command.column.place"), Sentence("command.column.title"))
            for checklist in checklists {
                table.add(
                    checklist.code.text, "\(checklist.version)", checklist.use.kind.rawValue,
                    "\(checklist.rules.count)", checklist.citation.place, checklist.title.text(in: Terminal.language))
            }
            try table.print()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one checklist: its rules, each with the words that it rests on.")

        @Argument(help: "The checklist's code.")
        var code: ChecklistCode

        @Option(help: "The version; else the newest.")
        var version: Int?

        @OptionGroup var options: ChecklistOptions

        func run() throws {
            let library = ChecklistLibrary.shipped
            guard let checklist = library.checklist(code, version: version) else {
                throw VaultError.checklistNotFound(code, nearest: version == nil ? library.nearest(to: code) : nil)
            }
            if options.json {
                try Terminal.print(try checklist.json.text)
                return
            }
            let language = Terminal.language
            try Terminal.print("\(checklist.reference)  \(checklist.title.text(in: language))")
            try Terminal.print("\(checklist.source.title.text(in: language)) (\(checklist.source.reference))")
            try Terminal.print(checklist.citation.words)
            for rule in checklist.rules {
                try Terminal.print("")
                try Terminal.print(
                    ([rule.code.text] + rule.terms.map { $0.text(in: language) }).joined(separator: "  "))
                try Terminal.print("    \(rule.label.text(in: language))")
                try Terminal.print("    \(rule.citation.words.text(in: language))")
            }
            for question in checklist.questions {
                try Terminal.print("")
                try Terminal.print("\(question.code)  \(question.text.text(in: language))")
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a file of checklists; every flaw is named with its place.",
            discussion: "Exit status 0 if there is none, 65 otherwise. Nothing is changed.")

        @Argument(help: "The file, as docs/formats/checklist.md says.", completion: .file())
        var file: String

        @Option(help: "The source text in French; every quotation must stand in it.", completion: .file())
        var text: String?

        @OptionGroup var options: ChecklistOptions

        func run() throws {
            let file = CheckedFile(name: file)
            let bytes = try file.bytes(atMost: ChecklistFile.largestFile)
            let source = try text.map { name in
                String(decoding: try CheckedFile(name: name).bytes(atMost: ChecklistFile.largestFile), as: UTF8.self)
            }
            let checklists: ChecklistFile
            do throws(ChecklistFlaws) {
                checklists = try ChecklistFile(json: bytes)
            } catch {
                return try file.report(error.all, json: options.json)
            }
            try file.report(source.map { checklists.flaws(against: $0) } ?? [], json: options.json)
            try show(checklists)
        }

        private func show(_ checklists: ChecklistFile) throws {
            let rules = checklists.checklists.reduce(0) { $0 + $1.rules.count }
            if options.json {
                var object = JSONObject()
                object["file"] = .text(file)
                object["source"] = .text(checklists.source.code.rawValue)
                object["checklistCount"] = .integer(checklists.checklists.count)
                object["ruleCount"] = .integer(rules)
                object["questionCount"] = .integer(checklists.questions.count)
                try Terminal.print(object.text)
            } else {
                let lists = checklists.checklists.count
                try Terminal.print(
                    Sentence(
                        "checklist.counted",
                        [
                            "source": .text(checklists.source.code.rawValue), "lists": .number(lists),
                            "rules": .number(rules), "questions": .number(checklists.questions.count),
                        ]))
            }
        }
    }
}

extension Citation {
    /// The words of the source, with their place.
    fileprivate var words: Sentence {
        Sentence("command.checklist.words", ["place": .text(place), "quote": .text(quote)])
    }
}

extension ChecklistRule {
    /// Its kind, its effect and what it asks for.
    fileprivate var terms: [Sentence] {
        let force = effect == .block ? Sentence("command.checklist.block") : Sentence("command.checklist.warn")
        return switch kind {
        case .check: [Sentence("command.checklist.check"), force]
        case .excluded: [Sentence("command.checklist.excluded"), force]
        case .piece(_, let demand): [Sentence("command.checklist.piece"), force] + demand.terms
        }
    }
}

extension PieceDemand {
    fileprivate var terms: [Sentence] {
        var terms = [Sentence("command.checklist.minimum", ["count": .number(minimum)])]
        if let maximum { terms.append(Sentence("command.checklist.maximum", ["count": .number(maximum)])) }
        switch condition {
        case .always: break
        case .attached(let piece): terms.append(Sentence("command.checklist.with", ["piece": .text(piece.text)]))
        case .question(let question): terms.append(Sentence("command.checklist.if", ["question": .text(question.text)]))
        }
        if !alternatives.isEmpty {
            let pieces = SentenceValue.list(alternatives.map { .text($0.text) }, separator: ", ")
            terms.append(Sentence("command.checklist.or", ["pieces": pieces]))
        }
        if let other = atLeastAsManyAs {
            terms.append(Sentence("command.checklist.asManyAs", ["piece": .text(other.text)]))
        }
        if needsPaymentProof {
            terms.append(Sentence("command.checklist.with", ["piece": .text("payment-proof")]))
        }
        return terms
    }
}
