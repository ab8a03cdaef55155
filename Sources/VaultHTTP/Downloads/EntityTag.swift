internal import HTTPTypes

/// Says which bytes a representation has (RFC 9110 §8.8.3). All of ours are strong.
struct EntityTag: Hashable, Sendable, CustomStringConvertible {
    let opaque: String

    var description: String { "\"\(opaque)\"" }

    /// Whether the bytes are those that `If-Match` names: without it, always.
    func satisfies(ifMatch header: String?) -> Bool {
        header.map { isListed(in: $0, allowsWeak: false) } ?? true
    }

    /// Whether the bytes are those that `If-None-Match` names.
    func isKnown(ifNoneMatch header: String?) -> Bool {
        header.map { isListed(in: $0, allowsWeak: true) } ?? false
    }

    /// Whether what goes on is what was begun (RFC 9110 §13.1.5). A date is never certain enough.
    func continues(ifRange header: String?) -> Bool { header.map { $0 == description } ?? true }

    private func isListed(in header: String, allowsWeak: Bool) -> Bool {
        let text = header.trimmingPrefix { $0 == " " || $0 == "\t" }
        if text.wholeMatch(of: /\*[ \t]*/) != nil { return true }
        return text.matches(of: /(W\/)?"([\x21\x23-\x7E\u{80}-\u{FF}]*)"/).contains { match in
            match.2 == opaque && (allowsWeak || match.1 == nil)
        }
    }
}
