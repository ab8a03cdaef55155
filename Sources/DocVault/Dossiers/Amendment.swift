/// A change of what was granted, as a fact beside what was: the day from which it counts, and when it was recorded.
public struct Amendment: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable { case awardEnd, projectEnd, awardAmount }

    /// What changes, to what.
    public enum Change: Hashable, Sendable {
        case awardEnd(CivilDate)
        case projectEnd(CivilDate)
        case awardAmount(Money)

        public var kind: Kind {
            switch self {
            case .awardEnd: .awardEnd
            case .projectEnd: .projectEnd
            case .awardAmount: .awardAmount
            }
        }
    }

    public let change: Change
    public let effectiveOn: CivilDate
    /// The decree or the decision that it rests on.
    public let basis: String
    public let recordedAt: Instant
}
