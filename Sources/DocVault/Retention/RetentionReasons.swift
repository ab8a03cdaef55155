/// What says how long something is kept, apart from what it is: a document, or all documents of a dossier.
struct RetentionReasons: Hashable, Sendable {
    let obligations: [Obligation]
    /// Every fact that was recorded about the dossier, corrected ones as well.
    let facts: [TriggerFact]
    let factsInForce: Set<TriggerFact.ID>
    /// The holds that the reader may see.
    let holds: [ExplainedHold]

    /// The duty that ends last; `nil` while one is open.
    var longest: Obligation? {
        obligations.contains(where: \.isOpen)
            ? nil : obligations.max { ($0.lastDayKept?.daysSince1970 ?? 0) < ($1.lastDayKept?.daysSince1970 ?? 0) }
    }

    /// One sentence a duty, which of them is the longest, what was corrected, and one a hold.
    var sentences: [Sentence] {
        var told = obligations.map(\.explanation)
        if obligations.count > 1, let longest {
            told.append(Sentence("retention.explain.longest", ["schedule": .text("\(longest.schedule.code)")]))
        }
        for obligation in obligations {
            guard let fact = obligation.fact else { continue }
            for earlier in facts where earlier.kind == fact.kind && earlier.id != fact.id && !earlier.isVoid {
                guard fact.kind == .awardEnd || !factsInForce.contains(earlier.id) else { continue }
                told.append(
                    Sentence(
                        "retention.explain.earlier",
                        [
                            "fact": .sentence(earlier.kind.sentence), "earlier": .text("\(earlier.date)"),
                            "day": .text("\(fact.date)"), "basis": .quoted(fact.basis),
                            "recorded": .text("\(fact.recordedAt.dayInBrussels)"),
                        ]))
            }
        }
        return told + holds.map(\.explanation)
    }
}
