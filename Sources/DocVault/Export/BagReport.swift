/// One thing that is not as it should be in a bag.
public struct BagProblem: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// The bytes are not those that the manifest names.
        case damaged
        /// The manifest names a file that is not there.
        case missing
        /// A file that no manifest names.
        case extra
        /// A name that a bag does not use: it leads out of the bag, or stands for something that is no file.
        case unsafe
        /// A name that stands twice.
        case repeated
        /// A tag file that does not say what it must (RFC 8493 §2).
        case malformed
    }

    public let kind: Kind
    /// The path from the top of the bag.
    public let path: String
    public let detail: Sentence?

    /// One line for people.
    public var sentence: Sentence {
        guard let detail else { return finding }
        return Sentence("bag.withDetail", ["problem": .sentence(finding), "detail": .sentence(detail)])
    }

    private var finding: Sentence {
        let path = SentenceValue.quoted(path)
        return switch kind {
        case .damaged: Sentence("bag.kind.damaged", ["path": path])
        case .missing: Sentence("bag.kind.missing", ["path": path])
        case .extra: Sentence("bag.kind.extra", ["path": path])
        case .unsafe: Sentence("bag.kind.unsafe", ["path": path])
        case .repeated: Sentence("bag.kind.repeated", ["path": path])
        case .malformed: Sentence("bag.kind.malformed", ["path": path])
        }
    }
}

/// What verifying a bag found.
public struct BagReport: Hashable, Sendable {
    /// The one folder at the top.
    public internal(set) var bagName = ""
    public internal(set) var fileCount = 0
    public internal(set) var sizeInBytes: Int64 = 0
    /// In the order of their paths.
    public internal(set) var problems: [BagProblem] = []

    public var isValid: Bool { problems.isEmpty }
}
