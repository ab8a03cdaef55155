/// Why a policy was not taken: everything that is wrong with it, in the order of the file.
public struct PolicyFlaws: Error, Hashable, Sendable {
    /// At least one.
    public let all: [DescriptionFlaw]
}

extension RetentionPolicy {
    /// Reads a file.
    /// - Throws: ``PolicyFlaws`` with every flaw found, each with its line and place.
    public init(parsing bytes: [UInt8]) throws(PolicyFlaws) {
        guard bytes.count <= Self.largestFile else {
            let reason = Sentence("description.fileTooLarge", ["limit": .size(Int64(Self.largestFile))])
            throw PolicyFlaws(all: [DescriptionFlaw(line: nil, field: "", reason: reason)])
        }
        let flaws = DescriptionFlaws()
        do throws(DescriptionFlaw) {
            let root = DescriptionField(root: try LocatedJSON.parse(bytes), flaws: flaws)
            if let policy = PolicyReader.policy(root, file: bytes), flaws.all.isEmpty {
                self = policy
                return
            }
        } catch {
            flaws.note(error)
        }
        throw PolicyFlaws(all: flaws.all.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }
}

/// Reads the terms of a policy; its schedules are read by ``ScheduleReader``.
enum PolicyReader {
    static func policy(_ root: DescriptionField, file: [UInt8]) -> RetentionPolicy? {
        guard
            let members = root.members(
                "$schema", "version", "schedules", "disposition", "fourEyes", "backups", "collection")
        else { return nil }
        let version = members["version"]?.integer(from: 1)
        let schedules = members["schedules"].flatMap(ScheduleReader.schedules)
        let disposition = members["disposition"].flatMap(Self.disposition)
        let fourEyes = members["fourEyes"].flatMap(Self.fourEyes)
        let backups = members["backups"].flatMap(Self.backups)
        let collection = members["collection"].flatMap(Self.collection)
        guard let version, let schedules, let disposition, let fourEyes, let backups, let collection else { return nil }
        return RetentionPolicy(
            version: Int(version), file: file, schedules: schedules, disposition: disposition, fourEyes: fourEyes,
            backups: backups, collection: collection)
    }

    private static func disposition(_ field: DescriptionField) -> RetentionPolicy.DispositionTerms? {
        guard let members = field.members("grace", "needsAuthorisation") else { return nil }
        let (grace, needs) = (members["grace"]?.nonzeroCalendarPeriod(), members["needsAuthorisation"]?.flag)
        guard let grace, let needs else { return nil }
        return RetentionPolicy.DispositionTerms(grace: grace, needsAuthorisation: needs)
    }

    private static func fourEyes(_ field: DescriptionField) -> Set<FourEyesRule>? {
        guard let rules = field.choices(FourEyesRule.self) else { return nil }
        for rule in FourEyesRule.allCases where rule.isRequired && !rules.contains(rule) {
            field.note(Sentence("policy.fourEyesMissing", ["rule": .text(rule.rawValue)]))
        }
        return rules
    }

    private static func backups(_ field: DescriptionField) -> RetentionPolicy.BackupTerms? {
        guard let kept = field.members("keptFor")?["keptFor"]?.calendarPeriod() else { return nil }
        return RetentionPolicy.BackupTerms(keptFor: kept)
    }

    private static func collection(_ field: DescriptionField) -> RetentionPolicy.CollectionTerms? {
        guard let members = field.members("grace", "trash", "uploads", "staging", "quarantine") else { return nil }
        let (grace, trash) = (members["grace"]?.wholeDays(), members["trash"]?.wholeDays())
        let (uploads, staging) = (members["uploads"]?.wholeDays(), members["staging"]?.wholeDays())
        let quarantine = members["quarantine"]?.wholeDays()
        guard let grace, let trash, let uploads, let staging, let quarantine else { return nil }
        return RetentionPolicy.CollectionTerms(
            graceInDays: grace, trashInDays: trash, uploadsInDays: uploads, stagingInDays: staging,
            quarantineInDays: quarantine)
    }
}

extension DescriptionField {
    /// A period of at most a thousand years, or none at all.
    func calendarPeriod() -> CalendarPeriod? {
        guard let text else { return nil }
        guard let period = CalendarPeriod(text) else {
            return refuse(Sentence("policy.noPeriod", ["text": .quoted(text)]))
        }
        return period.isAbsurd ? refuse(Sentence("policy.periodAbsurd", ["period": .text("\(period)")])) : period
    }

    func nonzeroCalendarPeriod() -> CalendarPeriod? {
        guard let period = calendarPeriod() else { return nil }
        return period.isZero ? refuse(Sentence("policy.periodZero")) : period
    }

    /// At least one day, without months or years: what is no date in law is counted by the clock.
    fileprivate func wholeDays() -> Int? {
        guard let period = nonzeroCalendarPeriod() else { return nil }
        return period.isOfDays ? period.days : refuse(Sentence("policy.wantsDays", ["period": .text("\(period)")]))
    }

    /// A list of names, each once; `nil` when one is refused, for then it is not known what was meant.
    func choices<Value: RawRepresentable<String> & CaseIterable & Hashable>(_ type: Value.Type) -> Set<Value>? {
        guard let items else { return nil }
        let values = items.compactMap { $0.choice(Value.self) }
        noteRepeated(values.map(\.rawValue))
        return values.count == items.count ? Set(values) : nil
    }
}
