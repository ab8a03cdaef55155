/// Why something about keeping and disposing was refused: one case per reason a caller might tell apart.
public enum RetentionRefusal: Hashable, Sendable {
    case holdNotFound(HoldCode)
    case dispositionNotFound(DispositionCode)
    case factNotFound(String)
    /// A hold that covers nothing would be taken for one that does.
    case holdEmpty
    case holdLifted(HoldCode)
    case documentDisposed(Tombstone)
    case nothingToDispose
    /// The list is not the one that the approver has seen.
    case listChanged(DispositionCode)
    case authorisationMissing
    case graceNotOver(DispositionCode, until: CivilDate)
    case factCorrected(String)
    /// An award has an end: it can be another one, not none.
    case factNeeded
    /// The next version of the policy must have the next number.
    case policyVersion(found: Int, expected: Int)
    /// A schedule is another one than in the policy in force, and has the same version or an earlier one.
    case scheduleVersion(ScheduleCode)
    /// Documents would go earlier than was promised, and nobody has said that this is meant.
    case policyShortens(documentCount: Int)

    var kind: VaultError.Kind {
        switch self {
        case .holdNotFound, .dispositionNotFound, .factNotFound: .notFound
        case .holdEmpty, .authorisationMissing: .invalid
        case .documentDisposed, .nothingToDispose, .holdLifted, .listChanged, .graceNotOver, .factCorrected,
            .factNeeded, .policyVersion, .scheduleVersion, .policyShortens:
            .conflict
        }
    }

    var sentence: Sentence {
        switch self {
        case .holdNotFound(let code): Sentence("retention.holdNotFound", ["hold": .text("\(code)")])
        case .dispositionNotFound(let code): Sentence("retention.caseNotFound", ["case": .text("\(code)")])
        case .factNotFound(let fact): Sentence("retention.factNotFound", ["fact": .quoted(fact)])
        case .holdEmpty: Sentence("retention.holdEmpty")
        case .holdLifted(let code): Sentence("retention.holdLifted", ["hold": .text("\(code)")])
        case .documentDisposed(let tombstone):
            Sentence(
                "retention.documentDisposed",
                [
                    "document": .text("\(tombstone.document)"), "day": .text("\(tombstone.disposedAt.dayInBrussels)"),
                    "case": .text("\(tombstone.disposition)"),
                ])
        case .nothingToDispose: Sentence("retention.nothingToDispose")
        case .listChanged(let code): Sentence("retention.listChanged", ["case": .text("\(code)")])
        case .authorisationMissing: Sentence("retention.authorisationMissing")
        case .graceNotOver(let code, let day):
            Sentence("retention.graceNotOver", ["case": .text("\(code)"), "day": .text("\(day)")])
        case .factCorrected(let fact): Sentence("retention.factCorrected", ["fact": .quoted(fact)])
        case .factNeeded: Sentence("retention.factNeeded")
        case .policyVersion(let found, let expected):
            Sentence("retention.policyVersion", ["found": .number(found), "expected": .number(expected)])
        case .scheduleVersion(let code): Sentence("retention.scheduleVersion", ["schedule": .text("\(code)")])
        case .policyShortens(let count): Sentence("retention.policyShortens", ["count": .number(count)])
        }
    }

    var hint: Sentence? {
        switch self {
        case .holdNotFound: Sentence("retention.hint.holdNotFound")
        case .dispositionNotFound: Sentence("retention.hint.caseNotFound")
        case .factNotFound, .factCorrected: Sentence("retention.hint.facts")
        case .holdEmpty: Sentence("retention.hint.holdEmpty")
        case .nothingToDispose: Sentence("retention.hint.nothingToDispose")
        case .listChanged(let code): Sentence("retention.hint.listChanged", ["case": .text("\(code)")])
        case .authorisationMissing: Sentence("retention.hint.authorisation")
        case .policyShortens: Sentence("retention.hint.policyShortens")
        case .factNeeded: Sentence("retention.hint.factNeeded")
        case .scheduleVersion: Sentence("retention.hint.scheduleVersion")
        case .holdLifted, .documentDisposed, .graceNotOver, .policyVersion: nil
        }
    }
}
