/// A date from which a duty to keep may run, with the day from which it counts and the instant at which it was recorded.
///
/// A fact is never overwritten. A wrong one is superseded by another, and both stay visible.
public struct TriggerFact: Hashable, Sendable {
    public typealias ID = Identifier<TriggerFact>

    public enum Kind: String, CaseIterable, Sendable {
        /// The end of the award decree. The one recorded last is in force: an amendment moves it.
        case awardEnd
        /// A payment to the beneficiary.
        case payment
        /// An aid under the scheme that the dossier belongs to.
        case aid
        /// The day an application was refused, found inadmissible or abandoned.
        case refusal
    }

    public let id: ID
    public let kind: Kind
    public let date: CivilDate
    public let effectiveOn: CivilDate
    /// What it rests on: a decree, a disbursement, a letter.
    public let basis: String
    public let recordedAt: Instant
    /// The fact that this one corrects.
    public let supersedes: ID?
    /// Whether it says that what it supersedes did not happen.
    public let isVoid: Bool
}

/// The facts of one dossier, the first recorded one first.
struct TriggerFacts: Hashable, Sendable {
    let all: [TriggerFact]

    init(_ all: [TriggerFact]) { self.all = all }

    /// Those that nobody has corrected.
    var inForce: [TriggerFact] {
        let superseded = Set(all.compactMap(\.supersedes))
        return all.filter { !$0.isVoid && !superseded.contains($0.id) }
    }

    func isInForce(_ fact: TriggerFact.ID) -> Bool { inForce.contains { $0.id == fact } }

    /// The fact that a duty runs from: the end recorded last, or the latest day of the others. `nil` while there is none.
    func last(_ kind: TriggerFact.Kind) -> TriggerFact? {
        let facts = inForce.filter { $0.kind == kind }
        return switch kind {
        case .awardEnd: facts.last
        case .payment, .aid, .refusal: facts.max { $0.date < $1.date }
        }
    }
}

extension RetentionTrigger {
    /// The kind of fact that it waits for.
    var factKind: TriggerFact.Kind {
        switch self {
        case .awardEnd: .awardEnd
        case .lastPayment: .payment
        case .lastAid: .aid
        case .refusal: .refusal
        }
    }
}
