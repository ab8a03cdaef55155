/// Something to be told to a person, in whatever language that person reads.
///
/// It holds the key of a sentence in the catalogue and the values that stand in it, and becomes text at the very edge, where
/// the language is known. The catalogue is `Sentences/*.json`; a test proves that every key used in the sources is there
/// in all three languages, with the same values, and that none is there in vain. For that test's sake a key is always
/// written out as `Sentence("area.name", ["value": …])`.
public struct Sentence: Hashable, Sendable {
    public let key: String
    private let values: [String: SentenceValue]

    /// - Parameter values: What stands for each `{name}` of the sentence.
    public init(_ key: StaticString, _ values: [String: SentenceValue] = [:]) {
        self.key = key.description
        self.values = values
    }

    /// The sentence in a language. A key that the catalogue lacks stands for itself, and a value that is lacking for its
    /// name: half a sentence tells more than none.
    public func text(in language: Language) -> String { text(in: language, of: .embedded) }

    func text(in language: Language, of catalogue: SentenceCatalogue) -> String {
        guard let template = catalogue[key, language] else { return key }
        return template.parts.map { part in
            switch part {
            case .words(let words): words
            case .value(let name): values[name]?.text(in: language, of: catalogue) ?? "{\(name)}"
            case .plural(let name, let one, let many):
                if case .number(let count)? = values[name] { language.isSingular(count) ? one : many } else { many }
            }
        }.joined()
    }
}

/// What can stand in a sentence.
public indirect enum SentenceValue: Hashable, Sendable {
    /// A name, a code, a date: what is the same in every language. Never words of ours.
    case text(String)
    /// A count, which also chooses between singular and plural.
    case number(Int)
    /// A number of bytes, told in the largest unit that leaves a number before the point.
    case size(Int64)
    case sentence(Sentence)
    case list([SentenceValue], separator: String)
    /// A text that came with its own languages, as the label of a piece.
    case localized(LocalizedText)

    /// A name from outside between quotes, made harmless for a terminal.
    public static func quoted(_ name: String) -> SentenceValue { .text("\"\(visible(name))\"") }

    func text(in language: Language, of catalogue: SentenceCatalogue) -> String {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .size(let bytes): ByteSize(bytes).text(in: language)
        case .sentence(let sentence): sentence.text(in: language, of: catalogue)
        case .list(let values, let separator):
            values.map { $0.text(in: language, of: catalogue) }.joined(separator: separator)
        case .localized(let text): text.text(in: language)
        }
    }
}
