/// One duty to keep: what it applies to, how long, from when, under which text, and what is proposed at its end.
public struct RetentionSchedule: Hashable, Sendable {
    /// What a schedule is about.
    public enum Subject: String, CaseIterable, Sendable {
        /// The documents of a dossier.
        case dossier
        /// The vault's own journal.
        case journal
    }

    /// When the time to keep begins and ends.
    public struct Clock: Hashable, Sendable {
        public let trigger: RetentionTrigger
        /// Never zero, at most a thousand years.
        public let period: CalendarPeriod
        public let start: Start
    }

    /// Where counting starts, once the trigger's date is known.
    public enum Start: String, CaseIterable, Sendable {
        /// On the day itself.
        case trigger
        /// On 31 December of its year.
        case endOfTriggerYear
        /// On 1 January of the year after.
        case nextJanuary1
    }

    public let code: ScheduleCode
    /// From 1 up. An obligation names the version it was computed from.
    public let version: Int
    /// In three languages, as all that follows unless it says otherwise.
    public let title: LocalizedText
    /// One sentence: the answer to "why is this kept?".
    public let reason: LocalizedText
    public let citation: RetentionCitation
    public let subject: Subject
    /// `nil` for what is kept for good, and only then.
    public let clock: Clock?
    public let action: RetentionAction
    /// A dossier needs one of these. Empty for the journal.
    public let regimes: Set<Dossier.Regime>
    /// A dossier needs one of these. Empty for the journal.
    public let outcomes: Set<DossierOutcome>
    /// While the agency has not confirmed the wording or the period; told wherever the schedule is.
    public let toBeConfirmed: Bool

    public var trigger: RetentionTrigger? { clock?.trigger }
    public var period: CalendarPeriod? { clock?.period }
    public var start: Start? { clock?.start }

    /// Whether a dossier that is under these regimes and has come this far is kept by it.
    public func applies(to regimes: Set<Dossier.Regime>, _ outcome: DossierOutcome) -> Bool {
        subject == .dossier && !self.regimes.isDisjoint(with: regimes) && outcomes.contains(outcome)
    }

    /// The last day on which the documents must be kept; they may go on the day after.
    ///
    /// - Returns: `nil` for what is kept for good, and for a day beyond the year 9999: either never comes.
    public func lastDayKept(triggeredOn day: CivilDate) -> CivilDate? {
        guard let clock else { return nil }
        let start: CivilDate? =
            switch clock.start {
            case .trigger: day
            case .endOfTriggerYear: CivilDate(year: day.year, month: 12, day: 31)
            case .nextJanuary1: CivilDate(year: day.year + 1, month: 1, day: 1)
            }
        return start?.adding(clock.period)
    }
}

/// The fact from which a time to keep runs. Until it is recorded the obligation is pending, and nothing may go.
public enum RetentionTrigger: String, CaseIterable, Sendable {
    /// The end of the award decree that is in force.
    case awardEnd
    /// The last payment to the beneficiary.
    case lastPayment
    /// The day on which the last aid was granted, under the aid scheme or to this beneficiary.
    case lastAid
    /// The decision that refuses an application or declares it inadmissible, or the day it was abandoned.
    case refusal
}

/// What is proposed when the time to keep has run out. Nothing happens by itself.
public enum RetentionAction: String, CaseIterable, Sendable {
    case destroy
    /// To an archives service.
    case transfer
    /// A person decides.
    case review
    /// There is no end.
    case keep
}

/// How far a dossier has come, as far as its retention is concerned.
public enum DossierOutcome: String, CaseIterable, Sendable {
    /// In preparation, submitted or admissible, and no refusal was recorded.
    case undecided
    /// Granted, or closed after that.
    case granted
    /// Refused or inadmissible, or given up before there was a decision: a fact of the kind ``RetentionTrigger/refusal`` was
    /// recorded.
    case refused
}

/// The text that a schedule rests on.
public struct RetentionCitation: Hashable, Sendable {
    /// What it is called, with the place in it.
    public let source: LocalizedText
    /// Its own words, in as many of its official languages as are at hand, never translated for the purpose.
    public let quote: LocalizedText?
}
