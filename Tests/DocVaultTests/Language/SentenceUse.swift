/// A place in a source file where a sentence is made: its key, and the names of the values given with it.
struct SentenceUse: Hashable {
    let key: String
    let names: Set<String>
    let line: Int

    /// Every `Sentence("key", ["name": …])` of a source file. A key that is not written out so is not found, and its entry
    /// of the catalogue then counts as unused. Comments do not use anything.
    static func all(in source: String) -> [SentenceUse] {
        let source = source.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.drop(while: \.isWhitespace).hasPrefix("//") ? "" : $0 }.joined(separator: "\n")
        return source.matches(of: /\bSentence\(\s*"([^"\\]+)"/).map { match in
            let line = source[..<match.range.lowerBound].count { $0.isNewline } + 1
            var rest = SwiftText(source[match.range.upperBound...])
            return SentenceUse(key: String(match.1), names: rest.labels(), line: line)
        }
    }
}

/// As much of Swift's text as is needed to find the keys of a dictionary literal: brackets that nest, and strings in which
/// an interpolation may hold strings again.
private struct SwiftText {
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    /// The keys of the dictionary that follows before the call's closing parenthesis.
    mutating func labels() -> Set<String> {
        var (labels, depth): (Set<String>, Int) = ([], 1)
        while depth > 0, let character = rest.popFirst() {
            switch character {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "\"":
                let start = rest
                skipString()
                let text = start[..<rest.startIndex].dropLast()
                if depth == 2, rest.drop(while: \.isWhitespace).first == ":" { labels.insert(String(text)) }
            default: break
            }
        }
        return labels
    }

    private mutating func skipString() {
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", rest.popFirst() == "(" else { continue }
            var depth = 1
            while depth > 0, let inside = rest.popFirst() {
                switch inside {
                case "(": depth += 1
                case ")": depth -= 1
                case "\"": skipString()
                default: break
                }
            }
        }
    }
}
