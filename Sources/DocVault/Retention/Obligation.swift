/// One duty to keep the documents of a dossier: a schedule of the policy, and the fact that it runs from.
public struct Obligation: Hashable, Sendable {
    public let schedule: RetentionSchedule
    /// The fact that it runs from; `nil` while that has not happened, and then it never ends.
    public let fact: TriggerFact?
    /// The last day of the duty; `nil` while it is pending, and for what is kept for good.
    public let lastDayKept: CivilDate?

    init(schedule: RetentionSchedule, fact: TriggerFact?) {
        (self.schedule, self.fact) = (schedule, fact)
        lastDayKept = fact.flatMap { schedule.lastDayKept(triggeredOn: $0.date) }
    }

    /// Whether it ends on no known day.
    public var isOpen: Bool { lastDayKept == nil }
}

/// What the duties to keep of a dossier depend on, besides the policy.
struct RetentionSubject: Hashable, Sendable {
    let regimes: Set<Dossier.Regime>
    let state: Dossier.State
    let facts: TriggerFacts
    /// Whether no payment can follow any more: every disbursement is paid, or the dossier is closed.
    let isPaidOut: Bool

    /// What became of the application. One that nobody decided on counts as refused when it was abandoned.
    var outcome: DossierOutcome {
        switch state {
        case .granted, .closed: .granted
        case .refused, .inadmissible: .refused
        case .preparation, .submitted, .admissible: facts.last(.refusal) == nil ? .undecided : .refused
        }
    }

    /// The fact that a duty runs from; `nil` while it is still to come. The last payment is known when none can follow.
    func fact(for trigger: RetentionTrigger) -> TriggerFact? {
        if trigger == .lastPayment, !isPaidOut { return nil }
        return facts.last(trigger.factKind)
    }
}

extension RetentionPolicy {
    /// The duties to keep of a dossier, in the order of the policy. A pure function: whoever has the policy and the facts
    /// can compute it again (promise 6).
    func obligations(of subject: RetentionSubject) -> [Obligation] {
        schedules(for: subject.regimes, subject.outcome).map { schedule in
            Obligation(schedule: schedule, fact: schedule.trigger.flatMap(subject.fact))
        }
    }
}
