/// What `bag-info.txt` says, label by label (RFC 8493 §2.2.2).
struct BagInformation {
    private(set) var entries: [(label: String, value: String)] = []

    init() {}

    init(_ file: TagFile, _ name: String, _ problems: inout BagProblems) {
        file.forEachLine { line, number in
            guard let text = String(validating: line, as: UTF8.self) else {
                return problems.note(.malformed, name, Sentence("bag.notUTF8"))
            }
            if let first = text.utf8.first, first == 0x20 || first == 0x09, let last = entries.popLast() {
                // A long value goes on in lines that begin with white space.
                return entries.append((last.label, last.value + " " + text.trimmed))
            }
            guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
                return problems.note(.malformed, name, Sentence("bag.manifestLine", ["line": .number(number)]))
            }
            entries.append((String(text[..<colon]).trimmed, String(text[text.index(after: colon)...]).trimmed))
        }
    }

    /// The values of a label, whatever the size of its letters.
    func values(_ label: String) -> [String] {
        entries.filter { $0.label.lowercased() == label.lowercased() }.map(\.value)
    }

    /// The value of a label that stands once.
    subscript(label: String) -> String? {
        let values = values(label)
        return values.count == 1 ? values[0] : nil
    }

    /// `Bag-Count`, "2 of 3": which bag of a group, and of how many.
    var place: (number: Int, count: Int)? {
        guard let match = self["Bag-Count"]?.wholeMatch(of: /([1-9][0-9]{0,8}) of ([1-9][0-9]{0,8})/),
            let number = Int(match.1), let count = Int(match.2), number <= count
        else { return nil }
        return (number, count)
    }

    /// Which format of ours the bag says to be of.
    var format: Int? {
        self["Bag-Software-Agent"]?.wholeMatch(of: /DocVault bag format ([1-9][0-9]{0,3})/).flatMap { Int($0.1) }
    }

    /// Compares the size and count of the payload that are stated with those found, and the form of what has one.
    func check(_ name: String, payloadSize: Int64, payloadCount: Int, _ problems: inout BagProblems) {
        let stated = values("Payload-Oxum")
        if stated.count > 1 { problems.warn(name, Sentence("bag.repeatedLabel", ["label": .text("Payload-Oxum")])) }
        let found = "\(payloadSize).\(payloadCount)"
        for oxum in stated where oxum != found {
            problems.note(
                .malformed, name,
                Sentence("bag.otherOxum", ["stated": .text(visible(oxum)), "found": .text(found)]))
        }
        if !values("Bag-Count").isEmpty, place == nil, !values("Bag-Count").allSatisfy({ $0.hasSuffix(" of ?") }) {
            problems.note(.malformed, name, Sentence("bag.otherCount"))
        }
    }
}

extension String {
    /// Without spaces and tabs at either end.
    fileprivate var trimmed: String {
        let isWhite = { (character: Character) in character == " " || character == "\t" }
        return String(drop(while: isWhite).reversed().drop(while: isWhite).reversed())
    }
}
