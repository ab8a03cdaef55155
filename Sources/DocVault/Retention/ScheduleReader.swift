/// Reads the schedules of a policy, and sees to it that they share out all dossiers among them.
enum ScheduleReader {
    static func schedules(_ field: DescriptionField) -> [RetentionSchedule]? {
        guard let items = field.items else { return nil }
        let read = items.map { (field: $0, schedule: schedule($0)) }
        field.noteRepeated(field.texts(of: "code"))
        let whole = read.compactMap { item in item.schedule.map { (field: item.field, schedule: $0) } }
        noteOverlaps(whole)
        // What a schedule with a flaw of its own applies to is not known, and so neither what is left over.
        guard whole.count == items.count else { return nil }
        noteGaps(whole.map(\.schedule), field)
        return whole.map(\.schedule)
    }

    private static func schedule(_ field: DescriptionField) -> RetentionSchedule? {
        guard
            let members = field.members(
                "code", "version", "title", "reason", "citation", "subject", "trigger", "period", "from", "action",
                "appliesTo", "toBeConfirmed")
        else { return nil }
        let (code, version) = (members["code"]?.code(ScheduleCode.self), members["version"]?.integer(from: 1))
        let (title, reason) = (members["title"]?.fullText(), members["reason"]?.fullText(atMost: 500))
        let citation = members["citation"]?.retentionCitation()
        let subject = members["subject"]?.choice(RetentionSchedule.Subject.self)
        let action = members["action"]?.choice(RetentionAction.self)
        let clock = action.flatMap { Self.clock(members, $0) }
        let scope = subject.flatMap { Self.scope(members, $0) }
        let toBeConfirmed = members["toBeConfirmed"]?.flag
        if subject == .journal, let action, action != .keep {
            members["action"]?.note(Sentence("policy.journalIsKept"))
        }
        if let trigger = clock?.value?.trigger, let scope, let outcome = trigger.impossible(in: scope.outcomes) {
            let (trigger, outcome) = (SentenceValue.text(trigger.rawValue), SentenceValue.text(outcome.rawValue))
            members["trigger"]?.note(
                Sentence("policy.triggerNeverHappens", ["trigger": trigger, "outcome": outcome]))
        }
        guard let code, let version, let title, let reason, let citation, let subject, let action, let clock, let scope,
            let toBeConfirmed
        else { return nil }
        return RetentionSchedule(
            code: code, version: Int(version), title: title, reason: reason, citation: citation, subject: subject,
            clock: clock.value, action: action, regimes: scope.regimes, outcomes: scope.outcomes,
            toBeConfirmed: toBeConfirmed)
    }

    /// What was read where it may be that there is nothing to read.
    private struct Read<Value> { let value: Value? }

    /// The members that say when the time to keep ends: all of them, or for what is kept for good none.
    private static func clock(
        _ members: DescriptionMembers, _ action: RetentionAction
    ) -> Read<RetentionSchedule.Clock>? {
        guard action != .keep else {
            for name in ["trigger", "period", "from"] {
                members.optional(name)?.note(Sentence("policy.keepHasNoClock"))
            }
            return Read(value: nil)
        }
        let trigger = members["trigger"]?.choice(RetentionTrigger.self)
        let period = members["period"]?.nonzeroCalendarPeriod()
        let start = members["from"]?.choice(RetentionSchedule.Start.self)
        guard let trigger, let period, let start else { return nil }
        return Read(value: RetentionSchedule.Clock(trigger: trigger, period: period, start: start))
    }

    private static func scope(
        _ members: DescriptionMembers, _ subject: RetentionSchedule.Subject
    ) -> (regimes: Set<Dossier.Regime>, outcomes: Set<DossierOutcome>)? {
        guard subject == .dossier else {
            members.optional("appliesTo")?.note(Sentence("policy.journalHasNoScope"))
            return ([], [])
        }
        guard let members = members["appliesTo"]?.members("regimes", "outcomes") else { return nil }
        let regimes = members["regimes"]?.nonemptyChoices(Dossier.Regime.self)
        let outcomes = members["outcomes"]?.nonemptyChoices(DossierOutcome.self)
        guard let regimes, let outcomes else { return nil }
        return (regimes, outcomes)
    }

    private static func noteOverlaps(_ schedules: [(field: DescriptionField, schedule: RetentionSchedule)]) {
        for (index, later) in schedules.enumerated() {
            for earlier in schedules[..<index].map(\.schedule) {
                if let reason = later.schedule.overlap(with: earlier) { later.field.note(reason) }
            }
        }
    }

    /// Dossiers without a schedule, whose documents nobody could ever destroy, and a journal without one.
    private static func noteGaps(_ schedules: [RetentionSchedule], _ field: DescriptionField) {
        for regime in Dossier.Regime.allCases {
            for outcome in DossierOutcome.allCases
            where !schedules.contains(where: { $0.applies(to: [regime], outcome) }) {
                let (regime, outcome) = (SentenceValue.text(regime.rawValue), SentenceValue.text(outcome.rawValue))
                field.note(Sentence("policy.gap", ["regime": regime, "outcome": outcome]))
            }
        }
        if !schedules.contains(where: { $0.subject == .journal }) { field.note(Sentence("policy.journalMissing")) }
    }
}

extension RetentionSchedule {
    /// Why both cannot stand in one policy: they count from the same fact, or both never end, for the same dossiers. It
    /// would not be clear which of them is the duty.
    fileprivate func overlap(with other: RetentionSchedule) -> Sentence? {
        let code = SentenceValue.text(other.code.text)
        switch (subject, other.subject) {
        case (.journal, .journal): return Sentence("policy.journalTwice", ["code": code])
        case (.journal, .dossier), (.dossier, .journal): return nil
        case (.dossier, .dossier): break
        }
        guard trigger == other.trigger, !regimes.isDisjoint(with: other.regimes),
            !outcomes.isDisjoint(with: other.outcomes)
        else { return nil }
        guard let trigger else { return Sentence("policy.keptTwice", ["code": code]) }
        return Sentence("policy.overlap", ["code": code, "trigger": .text(trigger.rawValue)])
    }
}

extension RetentionTrigger {
    /// The first outcome with which it cannot happen: whatever waited for it would be kept for good, and nobody would know.
    fileprivate func impossible(in outcomes: Set<DossierOutcome>) -> DossierOutcome? {
        let impossible: [DossierOutcome] =
            switch self {
            case .awardEnd, .lastPayment, .lastAid: [.refused]
            case .refusal: [.undecided, .granted]
            }
        return impossible.first(where: outcomes.contains)
    }
}

extension DescriptionField {
    fileprivate func retentionCitation() -> RetentionCitation? {
        guard let members = members("source", "quote") else { return nil }
        let source = members["source"]?.fullText(atMost: 500)
        let quote = members.optional("quote")?.localizedText(atMost: 2000)
        return source.map { RetentionCitation(source: $0, quote: quote) }
    }

    fileprivate func nonemptyChoices<Value: RawRepresentable<String> & CaseIterable & Hashable>(
        _ type: Value.Type
    ) -> Set<Value>? {
        if isEmptyList { return refuse(Sentence("policy.wantsOne")) }
        return choices(Value.self)
    }
}
