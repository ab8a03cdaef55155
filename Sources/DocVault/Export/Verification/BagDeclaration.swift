/// What `bagit.txt` says: the version of BagIt, and how the other tag files are encoded (RFC 8493 §2.1.1).
struct BagDeclaration {
    struct Version: Comparable {
        let major: Int
        let minor: Int

        static func < (left: Version, right: Version) -> Bool {
            (left.major, left.minor) < (right.major, right.minor)
        }
    }

    static let oldest = Version(major: 0, minor: 93)
    static let newest = Version(major: 1, minor: 0)

    /// 1.0 when it cannot be read: its rules are the strictest.
    private(set) var version = Self.newest
    private(set) var encoding = TagEncoding.utf8

    init(_ file: TagFile?, _ problems: inout BagProblems) { read(file, &problems) }

    private mutating func read(_ file: TagFile?, _ problems: inout BagProblems) {
        let name = "bagit.txt"
        guard let file else { return problems.note(.missing, name, Sentence("bag.noDeclaration")) }
        guard !file.bytes.starts(with: [0xef, 0xbb, 0xbf]) else {
            return problems.note(.malformed, name, Sentence("bag.byteOrderMark"))
        }
        var lines: [String] = []
        file.forEachLine { line, _ in lines.append(String(decoding: line.prefix(200), as: UTF8.self)) }
        guard lines.count >= 2, let version = Self.value("BagIt-Version", lines[0]).flatMap(Self.version),
            let encodingName = Self.value("Tag-File-Character-Encoding", lines[1])
        else { return problems.note(.malformed, name, Sentence("bag.otherDeclaration")) }
        guard version >= Self.oldest, version <= Self.newest else {
            return problems.note(
                .malformed, name, Sentence("bag.otherVersion", ["version": .quoted(String(lines[0].dropFirst(15)))]))
        }
        self.version = version
        if lines.count > 2 {
            if version == Self.newest {
                problems.note(.malformed, name, Sentence("bag.moreLines"))
            } else {
                problems.warn(name, Sentence("bag.moreLines"))
            }
        }
        guard let encoding = TagEncoding(name: encodingName) else {
            return problems.note(
                .malformed, name, Sentence("bag.otherEncoding", ["encoding": .quoted(encodingName)]))
        }
        self.encoding = encoding
    }

    private static func value(_ label: String, _ line: String) -> String? {
        guard line.hasPrefix(label + ": ") else { return nil }
        let value = line.dropFirst(label.count + 2)
        return value.isEmpty || value.contains(where: \.isWhitespace) ? nil : String(value)
    }

    private static func version(_ text: String) -> Version? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.count <= 4 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let major = Int(parts[0]), let minor = Int(parts[1])
        else { return nil }
        return Version(major: major, minor: minor)
    }
}
