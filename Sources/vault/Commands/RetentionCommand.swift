internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Why documents are kept, until when, and what may go.",
        subcommands: [Explain.self, Due.self, Forecast.self, Facts.self, Record.self, Correct.self])

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say why a document is kept, until when, and under which text.")

        @Argument(help: "The identifier of a document, or the digest of its bytes, sha256:….")
        var subject: String

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let explanation: RetentionExplanation
            if let digest = Digest(subject) {
                explanation = try await vault.explainRetention(of: digest)
            } else if let document = Document.ID(subject) {
                explanation = try await vault.explainRetention(of: document)
            } else {
                throw VaultError.malformed(field: quoted(subject), reason: Sentence("command.noIdentifier"))
            }
            try Terminal.print(
                options.json
                    ? explanation.json(in: Terminal.language).text : explanation.paragraph(in: Terminal.language))
        }
    }

    struct Due: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the dossiers with documents that may be disposed of on a day.",
            discussion: "Nothing is disposed of by that: see `vault disposition`.")

        @Option(help: "The day, YYYY-MM-DD; today in Brussels, unless named.")
        var on: CivilDate?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let day = on ?? SystemClock().now().dayInBrussels
            var (after, total): (DossierCode?, Int) = (nil, 0)
            repeat {
                let page = try await vault.retentionDue(on: day, after: after)
                for due in page.due {
                    total += due.documentCount
                    if options.json {
                        try Terminal.print(due.json.text)
                    } else {
                        try Terminal.print(
                            Sentence(
                                "retention.command.due",
                                [
                                    "dossier": .text("\(due.dossier)"), "count": .number(due.documentCount),
                                    "day": .text("\(due.since)"),
                                ]))
                    }
                }
                after = page.next
            } while after != nil
            guard !options.json else { return }
            try Terminal.print(
                total == 0
                    ? Sentence("retention.command.noneDue", ["day": .text("\(day)")])
                    : Sentence("retention.command.dueTotal", ["count": .number(total), "day": .text("\(day)")]))
        }
    }

    struct Forecast: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the documents that may be disposed of from each year on.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            var (after, forecast): (DossierCode?, RetentionForecast) = (nil, RetentionForecast())
            repeat {
                let page = try await vault.retentionForecast(after: after)
                forecast.add(page.forecast)
                after = page.next
            } while after != nil
            let years = forecast.years.sorted { $0.key < $1.key }
            if options.json {
                for (year, count) in years { try Terminal.print(count.json(of: year).text) }
                return try Terminal.print(forecast.unknown.json(of: nil).text)
            }
            var table = TextTable(
                Sentence("retention.column.year"), Sentence("retention.column.dossiers"),
                Sentence("retention.column.documents"))
            for (year, count) in years { table.add("\(year)", "\(count.dossierCount)", "\(count.documentCount)") }
            table.add(
                Sentence("retention.command.unknownYear").text(in: Terminal.language),
                "\(forecast.unknown.dossierCount)", "\(forecast.unknown.documentCount)")
            try table.print()
        }
    }

    struct Facts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the dates that a dossier's duties to keep run from, corrected ones as well.")

        @Argument(help: "The dossier's code.")
        var dossier: DossierCode

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let facts = try await options.open().triggerFacts(of: dossier)
            if options.json {
                for fact in facts { try Terminal.print(fact.json.text) }
                return
            }
            let superseded = Set(facts.compactMap(\.supersedes))
            var table = TextTable(
                Sentence("retention.column.fact"), Sentence("retention.column.date"),
                Sentence("retention.column.state"), Sentence("retention.column.basis"),
                Sentence("retention.column.recorded"), Sentence("command.column.code"))
            for fact in facts {
                let state =
                    fact.isVoid
                    ? Sentence("retention.fact.void")
                    : superseded.contains(fact.id)
                        ? Sentence("retention.fact.superseded") : Sentence("retention.fact.inForce")
                table.add(
                    fact.kind.sentence.text(in: Terminal.language), "\(fact.date)", state.text(in: Terminal.language),
                    fact.basis, "\(fact.recordedAt.dayInBrussels)", "\(fact.id)")
            }
            try table.print()
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a date that duties to keep run from.",
            discussion: """
                Amendments and payments are recorded by their own commands; this is for what happens elsewhere: the last aid
                under a scheme, an application that was abandoned, a payment made otherwise.
                """)

        @Argument(help: "The dossier's code.")
        var dossier: DossierCode

        @Option(help: "What happened: awardEnd, payment, aid or refusal.")
        var kind: TriggerFact.Kind

        @Option(help: "The day, YYYY-MM-DD.")
        var date: CivilDate

        @Option(help: "What it rests on: a decree, a letter.")
        var basis: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let fact = try await vault.recordFact(kind, on: date, of: dossier, basis: basis)
            await VaultOptions.publish(vault)
            try fact.tell(json: options.json)
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Correct a date that was recorded wrongly. Both stay visible.")

        @Argument(help: "The dossier's code.")
        var dossier: DossierCode

        @Argument(help: "The fact's identifier, as `vault retention facts` shows it.")
        var fact: String

        @Option(help: "The right day, YYYY-MM-DD.")
        var date: CivilDate?

        @Flag(help: "It did not happen.")
        var void = false

        @Option(help: "What the correction rests on.")
        var basis: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            guard (date != nil) != void else { throw ValidationError(Sentence("retention.command.correction")) }
            guard let id = TriggerFact.ID(fact) else {
                throw VaultError.malformed(field: quoted(fact), reason: Sentence("command.noIdentifier"))
            }
            let vault = try await options.open()
            let corrected = try await vault.correctFact(id, to: date, of: dossier, basis: basis)
            await VaultOptions.publish(vault)
            try corrected.tell(json: options.json)
        }
    }
}

extension TriggerFact {
    fileprivate func tell(json isJSON: Bool) throws {
        if isJSON { return try Terminal.print(json.text) }
        try Terminal.print(
            Sentence(
                "retention.command.factRecorded",
                ["fact": .sentence(kind.sentence), "date": .text("\(date)"), "id": .text("\(id)")]))
    }
}
