internal import ArgumentParser
internal import DocVault
internal import SystemPackage

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
            try Terminal.print("\(checklist.citation.place): « \(checklist.citation.quote) »")
            for rule in checklist.rules {
                try Terminal.print("")
                try Terminal.print(rule.terms)
                try Terminal.print("    \(rule.label.text(in: language))")
                try Terminal.print("    \(rule.citation.place): « \(rule.citation.quote) »")
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
            let bytes = try Self.read(file)
            let source = try text.map { String(decoding: try Self.read($0), as: UTF8.self) }
            let checklists: ChecklistFile
            do {
                checklists = try ChecklistFile(json: bytes)
            } catch {
                return try report(error.all)
            }
            try report(source.map { checklists.flaws(against: $0) } ?? [])
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

        /// Names each flaw and ends the command; returns where there is none.
        private func report(_ flaws: [DescriptionFlaw]) throws {
            for flaw in flaws {
                Terminal.say(Sentence("command.error", ["message": .sentence(flaw.sentence)]))
                guard options.json else { continue }
                var object = JSONObject()
                object["file"] = .text(file)
                object["line"] = flaw.line.map { .integer($0) }
                object["field"] = .text(flaw.field)
                object["reason"] = .text(flaw.reason.text(in: Terminal.language))
                try Terminal.print(object.text)
            }
            if !flaws.isEmpty { throw ExitCode(65) }
        }

        private static func read(_ name: String) throws -> [UInt8] {
            let source = try SourceFile(FilePath(argument: name))
            guard source.status.sizeInBytes <= ChecklistFile.largestFile else {
                throw VaultError.malformed(
                    field: name,
                    reason: Sentence("command.fileTooLarge", ["limit": .size(Int64(ChecklistFile.largestFile))]))
            }
            return try source.bytes()
        }
    }
}

extension ChecklistRule {
    /// Its code, kind and terms in the words of the file format, on one line.
    fileprivate var terms: String {
        var terms = ["\(code)", effect.rawValue]
        switch kind {
        case .check: terms.insert("check", at: 1)
        case .excluded: terms.insert("excluded", at: 1)
        case .piece(_, let demand):
            terms.insert("piece", at: 1)
            terms.append("min \(demand.minimum)")
            if let maximum = demand.maximum { terms.append("max \(maximum)") }
            switch demand.condition {
            case .always: break
            case .attached(let piece): terms.append("with \(piece)")
            case .question(let question): terms.append("if \(question)")
            }
            if !demand.alternatives.isEmpty {
                terms.append("or \(demand.alternatives.map(\.text).joined(separator: ", "))")
            }
            if let other = demand.atLeastAsManyAs { terms.append("as many as \(other)") }
            if demand.needsPaymentProof { terms.append("with payment-proof") }
        }
        return terms.joined(separator: "  ")
    }
}
