internal import ArgumentParser
internal import DocVault

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Check a retention policy, say what it would move, and put it into force.",
        subcommands: [Check.self, Dates.self, Simulate.self, Adopt.self])
}

extension PolicyCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a file with a retention policy; every flaw is named with its place.",
            discussion: "Exit status 0 if there is none, 65 otherwise. No vault is needed, and nothing is changed.")

        @Argument(help: "The file, as docs/formats/retention-policy.md says.", completion: .file())
        var file: String

        @Flag(help: "Print one JSON object a line.")
        var json = false

        @OptionGroup var speech: SpeechOptions

        func run() throws {
            let policy = try PolicyCommand.read(file, json: json)
            let unconfirmed = policy.schedules.filter(\.toBeConfirmed).map(\.code.text)
            if json {
                var object = JSONObject()
                object["file"] = .text(file)
                object["version"] = .integer(policy.version)
                object["digest"] = .text(try policy.digest().description)
                object["scheduleCount"] = .integer(policy.schedules.count)
                object["toBeConfirmed"] = .list(unconfirmed.map(JSONObject.Value.text))
                try Terminal.print(object.text)
                return
            }
            let (version, count) = (SentenceValue.number(policy.version), SentenceValue.number(policy.schedules.count))
            let codes = SentenceValue.list(unconfirmed.map { .text($0) }, separator: ", ")
            try Terminal.print(
                unconfirmed.isEmpty
                    ? Sentence("policy.counted", ["version": version, "schedules": count])
                    : Sentence("policy.countedWithDoubt", ["version": version, "schedules": count, "codes": codes]))
        }
    }

    /// What auditors compare with a calculation of their own.
    struct Dates: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the last day kept for every day on which a schedule's trigger may fall.",
            discussion: """
                For each day and schedule one line: the schedule's code, the trigger's date, and the last day on which the
                documents must be kept, between tabs; `-` for a day after the year 9999. What is kept for good has no line.
                With this, anybody can compute the dates again and compare. No vault is needed.
                """)

        @Argument(help: "The file with the policy.", completion: .file())
        var file: String

        @Option(help: "The first day, YYYY-MM-DD.")
        var from: CivilDate

        @Option(help: "The last day, YYYY-MM-DD.")
        var to: CivilDate

        @Flag(help: "Print one JSON object a line.")
        var json = false

        @OptionGroup var speech: SpeechOptions

        func validate() throws {
            guard from <= to else { throw ValidationError(Sentence("policy.daysInOrder")) }
        }

        func run() throws {
            let schedules = try PolicyCommand.read(file, json: json).schedules.filter { $0.clock != nil }
            for day in from.days(through: to) {
                for schedule in schedules {
                    let last = schedule.lastDayKept(triggeredOn: day)?.description
                    guard json else {
                        try Terminal.print("\(schedule.code)\t\(day)\t\(last ?? "-")")
                        continue
                    }
                    var object = JSONObject()
                    object["code"] = .text(schedule.code.text)
                    object["triggeredOn"] = .text(day.description)
                    object["lastDayKept"] = last.map { .text($0) }
                    try Terminal.print(object.text)
                }
            }
        }
    }

    /// Reads a policy, or names its flaws and ends the command.
    static func read(_ name: String, json: Bool) throws -> RetentionPolicy {
        let file = CheckedFile(name: name)
        let bytes = try file.bytes(atMost: RetentionPolicy.largestFile)
        do throws(PolicyFlaws) {
            return try RetentionPolicy(parsing: bytes)
        } catch {
            try file.report(error.all, json: json, hint: Sentence("policy.whereDescribed"))
            throw ExitCode(65)
        }
    }
}
