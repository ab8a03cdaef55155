/// One text in one to three languages, never empty.
public struct LocalizedText: Hashable, Sendable {
    private let texts: [Language: String]

    /// Takes at least one text; `nil` when there is none or one is blank.
    public init?(_ texts: [Language: String]) {
        guard !texts.isEmpty, texts.values.allSatisfy({ $0.contains { !$0.isWhitespace } }) else { return nil }
        self.texts = texts
    }

    /// A sentence of the catalogue, in all languages.
    public init(_ sentence: Sentence) {
        texts = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, sentence.text(in: $0)) })
    }

    /// A code or a name that is the same in all languages.
    init(_ code: some Code) { texts = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, code.text) }) }

    /// The text in exactly this language, or `nil`.
    public subscript(language: Language) -> String? { texts[language] }

    /// The text in this language, or else in the first that there is in the order fr, nl, en.
    public func text(in language: Language) -> String {
        texts[language] ?? Language.allCases.lazy.compactMap { texts[$0] }.first ?? ""
    }
}
