/// One sentence of the catalogue in one language: words, and the places where values go.
///
/// `{name}` stands for a value; `{count|pièce|pièces}` for the first or the second word, as the value is one or many.
struct SentenceTemplate: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case words(String)
        case value(String)
        case plural(String, one: String, many: String)
    }

    let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
            let inside = rest[rest.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
            if inside.count == 3 {
                parts.append(.plural(String(inside[0]), one: String(inside[1]), many: String(inside[2])))
            } else {
                parts.append(.value(inside.joined(separator: "|")))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.words(String(rest))) }
        self.parts = parts
    }

    /// The names of the values that the sentence needs.
    var names: Set<String> {
        Set(
            parts.compactMap { part in
                switch part {
                case .words: nil
                case .value(let name), .plural(let name, _, _): name
                }
            })
    }
}
