internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import VaultHTTP

extension RequirementCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a requirement: what is asked, what is there, what is missing, under which text.",
            discussion:
                "Changes nothing. Each rule is marked: + satisfied, - missing, ! too much, ? doubtful, . not needed.")

        @OptionGroup var choice: RequirementChoice
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let matter = try await options.open().requirement(choice.code, of: choice.dossier)
            if options.json { return try Terminal.print(matter.json.text) }
            let language = Terminal.language
            let requirement = matter.requirement
            try Terminal.print("\(requirement.code)  \(visible(requirement.title.text(in: language)))")
            try RequirementCommand.tell(matter, options)
            let today = SystemClock().now().dayInBrussels
            try Terminal.print(
                matter.isOverdue(on: today)
                    ? Sentence("command.requirement.overdue", ["date": .text("\(requirement.dueOn)")])
                    : Sentence("command.requirement.dueOn", ["date": .text("\(requirement.dueOn)")]))
            try Terminal.print("")
            for assessment in matter.assessments { try show(assessment, language) }
            for question in matter.questions {
                let answer = matter.answers[question.code]
                let state: Sentence =
                    switch answer {
                    case true?: Sentence("command.requirement.yes")
                    case false?: Sentence("command.requirement.no")
                    case nil: Sentence("command.requirement.unanswered")
                    }
                try Terminal.print(
                    "  \(question.code): \(question.text.text(in: language)) \(state.text(in: language))")
            }
            for submission in matter.submissions { try show(submission) }
            if let changes = matter.changes, matter.state != .submitted {
                try Terminal.print(
                    Sentence(
                        "command.requirement.changes",
                        [
                            "added": .number(changes.added.count), "removed": .number(changes.removed.count),
                            "changed": .number(changes.changed.count),
                        ]))
            }
        }

        private func show(_ assessment: Assessment, _ language: Language) throws {
            let place = assessment.citation.map { " [\($0.place)]" } ?? ""
            let isWarning = assessment.verdict.isOpen && assessment.effect == .warn
            let mark = isWarning ? "(\(assessment.verdict.mark))" : " \(assessment.verdict.mark) "
            try Terminal.print("\(mark) \(assessment.rule): \(assessment.sentence.text(in: language))\(place)")
        }

        private func inTime(_ submission: Submission) -> Sentence {
            Sentence(
                "command.requirement.round",
                [
                    "round": .number(submission.round), "pieces": .number(submission.pieces.count),
                    "instant": .text("\(submission.submittedAt)"), "submission": .text("\(submission.id)"),
                ])
        }

        private func late(_ submission: Submission) -> Sentence {
            Sentence(
                "command.requirement.roundLate",
                [
                    "round": .number(submission.round), "pieces": .number(submission.pieces.count),
                    "instant": .text("\(submission.submittedAt)"), "submission": .text("\(submission.id)"),
                ])
        }

        private func show(_ submission: Submission) throws {
            try Terminal.print(submission.isLate ? late(submission) : inTime(submission))
            guard let decision = submission.decision else { return }
            let (instant, reason) = ("\(decision.decidedAt)", visible(decision.reason ?? "–"))
            switch decision.outcome {
            case .approved:
                try Terminal.print(
                    Sentence("command.requirement.approvedRound", ["instant": .text(instant), "reason": .text(reason)]))
            case .returned:
                try Terminal.print(
                    Sentence("command.requirement.returnedRound", ["instant": .text(instant), "reason": .text(reason)]))
            }
            for piece in submission.pieces {
                guard let reason = decision.pieceReasons[piece.attachment] else { continue }
                try Terminal.print("    \(quoted(piece.name)): \(visible(reason))")
            }
        }
    }

    struct Due: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what is still to be handed in, by due date.")

        @Option(help: "Only what is due until this day.")
        var before: CivilDate?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let last = CivilDate(year: 9999, month: 12, day: 31)
            guard let day = before ?? last else { return }
            try RequirementCommand.list(try await vault.due(until: day), options)
        }
    }

    struct Queue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what waits for a decision, what was submitted first first.")

        @Option(help: "How many at most.")
        var limit = 50

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let queue = try await options.open().queue(limit: max(1, min(limit, 1_000)))
            try RequirementCommand.list(queue.items, options)
        }
    }

    struct Remind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the reminders that are due into the outbox; run it once a day.")

        @Option(help: "The day; else today in Brussels.")
        var on: CivilDate?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let count = try await vault.remind(on: on ?? SystemClock().now().dayInBrussels)
            await VaultOptions.publish(vault)
            if options.json {
                var object = JSONObject()
                object["queued"] = .integer(count)
                return try Terminal.print(object.text)
            }
            try Terminal.print(Sentence("command.requirement.reminded", ["count": .number(count)]))
        }
    }

    struct Outbox: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the messages that wait to be delivered.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let messages = try await options.open().outbox()
            if options.json {
                for message in messages { try Terminal.print(message.json.text) }
                return
            }
            var table = TextTable(
                Sentence("command.column.kind"), Sentence("command.column.dossier"),
                Sentence("command.column.requirement"), Sentence("command.column.due"))
            for message in messages {
                table.add(message.kind.rawValue, message.dossier.text, message.requirement.text, "\(message.dueOn)")
            }
            try table.print()
        }
    }

    static func list(_ requirements: [DueRequirement], _ options: VaultOptions) throws {
        let today = SystemClock().now().dayInBrussels
        if options.json {
            for requirement in requirements { try Terminal.print(requirement.json(on: today).text) }
            return
        }
        let language = Terminal.language
        var table = TextTable(
            Sentence("command.column.dossier"), Sentence("command.column.requirement"), Sentence("command.column.due"),
            Sentence("command.column.state"), Sentence("command.column.type"), Sentence("command.column.title"))
        for requirement in requirements {
            let due = requirement.isOverdue(on: today) ? "\(requirement.dueOn) !" : "\(requirement.dueOn)"
            table.add(
                requirement.dossier.text, requirement.code.text, due, requirement.state.sentence.text(in: language),
                requirement.type.sentence.text(in: language), requirement.title.text(in: language))
        }
        try table.print()
    }
}

extension Assessment.Verdict {
    fileprivate var mark: String {
        switch self {
        case .satisfied: "+"
        case .missing: "-"
        case .surplus: "!"
        case .doubtful: "?"
        case .notNeeded: "."
        }
    }
}
