/// What one rule says of a requirement as it stands.
public struct Assessment: Hashable, Sendable {
    public enum Verdict: String, CaseIterable, Sendable {
        /// What is asked for is there.
        case satisfied
        /// Too little is there.
        case missing
        /// Something is there that should not be, or too much of it.
        case surplus
        /// Something that a person must look at.
        case doubtful
        /// Nothing is asked for here.
        case notNeeded

        /// Whether something is left to do or to explain.
        public var isOpen: Bool {
            switch self {
            case .missing, .surplus, .doubtful: true
            case .satisfied, .notNeeded: false
            }
        }
    }

    public let verdict: Verdict
    /// What it does to a submission, while the verdict is open.
    public let effect: RuleEffect
    public let rule: RuleCode
    /// The kind of document in words, or what is checked.
    public let label: LocalizedText
    /// The checklist that the rule is of; `nil` for what the requirement asks for by itself.
    public let checklist: Checklist.Reference?
    /// The words that the rule rests on; `nil` for what the requirement asks for by itself.
    public let citation: Citation?
    /// The attachments that this is about, in the order in which they were given.
    public let attachments: [Attachment.ID]
    /// What is the case and what to do, for the person.
    public let sentence: Sentence
}
