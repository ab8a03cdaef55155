/// What is wrong with a dossier's description, and where.
public struct DescriptionFlaw: Error, Hashable, Sendable {
    /// The line in the file, from 1, when it is known.
    public let line: Int?
    /// The field, as `requirements[2].dueDate`; empty for the file as a whole.
    public let field: String
    /// What is wrong and what would be right.
    public let reason: Sentence

    public init(line: Int?, field: String, reason: Sentence) {
        (self.line, self.field, self.reason) = (line, field, reason)
    }

    /// What is wrong, with the place.
    public var sentence: Sentence {
        let (field, reason) = (SentenceValue.text(self.field), SentenceValue.sentence(self.reason))
        return switch (line, self.field.isEmpty) {
        case (nil, true): self.reason
        case (nil, false): Sentence("error.field", ["field": field, "reason": reason])
        case (let line?, true):
            Sentence("description.flaw.atLine", ["line": .number(line), "reason": reason])
        case (let line?, false):
            Sentence(
                "description.flaw.atLineInField", ["line": .number(line), "field": field, "reason": reason])
        }
    }
}
