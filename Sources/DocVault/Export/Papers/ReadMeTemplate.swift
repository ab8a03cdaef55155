/// The text of a README in one language, with places for what differs from bag to bag.
///
/// `{name}` stands for a value. A line that is nothing else takes as many lines as the value needs, and goes when the value is
/// empty. The lines from `[if part]` or `[if not part]` to `[end]` are there only when the part is, or is not.
struct ReadMeTemplate {
    enum Part: String, CaseIterable, Sendable {
        /// One bag, not one of several.
        case single
        /// Everything but pieces: one bag, or the first of several.
        case papers
        case journal, receipt, sample
        /// What another vault restores the dossier from.
        case record
    }

    private static let columns = 78

    private let template: String

    init(_ language: Language) {
        let bytes =
            switch language {
            case .fr: PackageResources.readme_fr_txt
            case .nl: PackageResources.readme_nl_txt
            case .en: PackageResources.readme_en_txt
            }
        template = String(decoding: bytes, as: UTF8.self)
    }

    func text(with values: [String: String], parts: Set<Part>) -> String {
        var lines: [String] = []
        var isLeftOut = false
        for line in template.split(separator: "\n", omittingEmptySubsequences: false) {
            if let condition = Self.condition(line) {
                isLeftOut = parts.contains(condition.part) == condition.isNegated
            } else if line == "[end]" {
                isLeftOut = false
            } else if !isLeftOut {
                lines += Self.filled(line, values)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func condition(_ line: Substring) -> (part: Part, isNegated: Bool)? {
        guard let match = line.wholeMatch(of: /\[if (not )?([a-z]+)\]/) else { return nil }
        return Part(rawValue: String(match.2)).map { ($0, match.1 != nil) }
    }

    private static func filled(_ line: Substring, _ values: [String: String]) -> [String] {
        if let match = line.wholeMatch(of: /\{([a-zA-Z]+)\}/), let value = values[String(match.1)] {
            guard !value.isEmpty else { return [] }
            return [TextColumns.wrapped(value, to: columns)]
        }
        return [String(line).replacing(/\{([a-zA-Z]+)\}/) { values[String($0.1)] ?? String($0.0) }]
    }
}
