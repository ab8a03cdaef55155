/// One text in one to three languages, never empty.
public struct LocalizedText: Hashable, Sendable {
    private let texts: [Language: String]

    /// Takes at least one text; `nil` when there is none or one is blank.
    public init?(_ texts: [Language: String]) {
        guard !texts.isEmpty, texts.values.allSatisfy({ $0.contains { !$0.isWhitespace } }) else { return nil }
        self.texts = texts
    }

    /// The text in exactly this language, or `nil`.
    public subscript(language: Language) -> String? { texts[language] }

    /// The text in this language, or else in the first that there is in the order fr, nl, en.
    public func text(in language: Language) -> String {
        texts[language] ?? Language.allCases.lazy.compactMap { texts[$0] }.first ?? ""
    }
}
