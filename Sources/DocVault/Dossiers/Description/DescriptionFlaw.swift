/// What is wrong with a dossier's description, and where.
public struct DescriptionFlaw: Error, Hashable, Sendable {
    /// The line in the file, from 1, when it is known.
    public let line: Int?
    /// The field, as `requirements[2].dueDate`; empty for the file as a whole.
    public let field: String
    /// What is wrong and what would be right.
    public let reason: String

    public init(line: Int?, field: String, reason: String) {
        (self.line, self.field, self.reason) = (line, field, reason)
    }

    /// One sentence for the person, with the place.
    public var message: String {
        let place = [line.map { "line \($0)" }, field.isEmpty ? nil : field].compactMap(\.self)
        return (place + [reason]).joined(separator: ": ")
    }
}
