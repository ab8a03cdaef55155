import Foundation

@testable import DocVault

/// Holds a catalogue of sentences against the sources that use it.
struct CatalogueCheck {
    /// What is wrong, a line each: where, the key and why. Sorted.
    let flaws: [String]

    /// - Parameters:
    ///   - areas: The catalogue's files by their names without `.json`.
    ///   - sources: Swift files by their paths.
    init(areas: [String: String], sources: [String: String]) throws {
        var flaws: [String] = []
        var names: [String: Set<String>] = [:]
        for (area, text) in areas {
            let sentences = try JSONDecoder().decode([String: [String: String]].self, from: Data(text.utf8))
            for (key, texts) in sentences {
                if !key.hasPrefix("\(area).") { flaws.append("\(area).json: \(key) does not begin with \(area)") }
                if names[key] != nil { flaws.append("\(area).json: \(key) is in another file as well") }
                names[key] = Self.names(of: key, texts, in: area, &flaws)
            }
            // A decoder takes the last of two members with the same name, without a word.
            for key in sentences.keys where text.matches(of: try Regex("\"\(key)\"\\s*:")).count > 1 {
                flaws.append("\(area).json: \(key) stands there twice")
            }
        }
        var unused = Set(names.keys)
        for (path, source) in sources {
            for use in SentenceUse.all(in: source) {
                unused.remove(use.key)
                if let wanted = names[use.key] {
                    if wanted != use.names {
                        flaws.append(
                            "\(path):\(use.line): \(use.key) has \(wanted.sorted()), is given \(use.names.sorted())")
                    }
                } else {
                    flaws.append("\(path):\(use.line): \(use.key) is not in the catalogue")
                }
            }
        }
        self.flaws = (flaws + unused.map { "\($0) is used nowhere" }).sorted()
    }

    /// The names of the values in a sentence, which must be the same in every language.
    private static func names(
        of key: String, _ texts: [String: String], in area: String, _ flaws: inout [String]
    ) -> Set<String> {
        let strangers = Set(texts.keys).subtracting(Language.allCases.map(\.rawValue))
        if !strangers.isEmpty { flaws.append("\(area).json: \(key) has the languages \(strangers.sorted())") }
        var names: Set<String>?
        for language in Language.allCases {
            guard let text = texts[language.rawValue], text.contains(where: { !$0.isWhitespace }) else {
                flaws.append("\(area).json: \(key) is lacking in \(language)")
                continue
            }
            let template = SentenceTemplate(text)
            if names.map({ $0 != template.names }) ?? false {
                flaws.append("\(area).json: \(key) has other values in \(language)")
            }
            if template.parts.contains(where: {
                if case .words(let words) = $0 { words.contains(/[{}|]/) } else { false }
            }) {
                flaws.append("\(area).json: \(key) has a stray brace or bar in \(language)")
            }
            names = names ?? template.names
        }
        return names ?? []
    }
}
