/// What is wrong with a file of data, as a dossier's description, and where.
public struct DescriptionFlaw: Error, Hashable, Sendable {
    /// The line in the file, from 1, when it is known.
    public let line: Int?
    /// The field, as `requirements[2].dueDate`; empty for the file as a whole.
    public let field: String
    /// The same place for programs; that of the file as a whole when it is not known.
    public let pointer: JSONPointer
    /// What is wrong and what would be right.
    public let reason: Sentence

    public init(line: Int?, field: String, pointer: JSONPointer = JSONPointer(), reason: Sentence) {
        (self.line, self.field, self.pointer, self.reason) = (line, field, pointer, reason)
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

/// A place in a JSON document, as programs name it: `/requirements/2/dueDate` (RFC 6901). Empty for the whole document.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init() { description = "" }

    private init(_ description: String) { self.description = description }

    /// One member or item deeper.
    func appending(_ token: String) -> JSONPointer {
        // In this order: what stands for `~` must not be taken for what stands for `/` (RFC 6901 §3).
        JSONPointer("\(description)/\(token.replacing("~", with: "~0").replacing("/", with: "~1"))")
    }
}
