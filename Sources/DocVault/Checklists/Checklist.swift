/// What one article or one heading asks for: the pieces that must be handed in, those that must not be, and the checks that
/// are made on them, each with the words of the text that it comes from.
///
/// A checklist is made by reading a ``ChecklistFile`` and in no other way, so it holds what the format asks for: every text in
/// three languages, every reference resolved, every rule with its citation. It is complete in itself: a requirement keeps
/// ``canonicalBytes()`` of the checklists it was created with and is judged by them, whatever is shipped later.
public struct Checklist: Hashable, Sendable {
    /// What a checklist is for.
    public enum Use: Hashable, Sendable {
        /// The documents of an application for aid.
        case application
        /// The documents of an application for recognition.
        case recognition
        /// The documents of a declaration of claim.
        case claim
        /// One heading of the financial report.
        case heading(PieceRule.Heading)
        /// The statement of what the project brought in.
        case revenue
        /// One of several ways to justify costs.
        case option
        /// What holds for every piece of a kind, wherever it is handed in.
        case evidence

        public var kind: UseKind {
            switch self {
            case .application: .application
            case .recognition: .recognition
            case .claim: .claim
            case .heading: .heading
            case .revenue: .revenue
            case .option: .option
            case .evidence: .evidence
            }
        }

        /// The heading of the financial report, for a checklist of one.
        public var heading: PieceRule.Heading? {
            if case .heading(let heading) = self { heading } else { nil }
        }
    }

    /// The names of the uses, as files and commands write them.
    public enum UseKind: String, CaseIterable, Sendable {
        case application, recognition, claim, heading, revenue, option, evidence
    }

    public let code: ChecklistCode
    /// From 1 up. A text that changes is a new version; a version that was shipped stays as it is.
    public let version: Int
    public let use: Use
    public let title: LocalizedText
    public let citation: Citation
    public let source: ChecklistSource
    /// The questions that its rules ask, in the order of the file.
    public let questions: [Question]
    /// At least one; each code once.
    public let rules: [ChecklistRule]

    public var reference: Reference { Reference(code: code, version: version) }

    /// One version of a checklist, by name.
    public struct Reference: Hashable, Sendable, Comparable, CustomStringConvertible {
        public let code: ChecklistCode
        public let version: Int

        public init(code: ChecklistCode, version: Int) { (self.code, self.version) = (code, version) }

        public var description: String { "\(code) version \(version)" }

        public static func < (left: Self, right: Self) -> Bool {
            (left.code, left.version) < (right.code, right.version)
        }
    }
}

/// The text that checklists are taken from.
public struct ChecklistSource: Hashable, Sendable {
    public enum Code: String, CaseIterable, Sendable {
        case decree2019 = "decree-2019"
        case directives
        case erdf2127 = "erdf-2021-2027"
    }

    public let code: Code
    public let title: LocalizedText
    /// Where the text is to be found, or what it is called in full.
    public let reference: String
}

/// A place in a source text and the words there that carry a rule, in the language of the text.
public struct Citation: Hashable, Sendable {
    /// How long a quotation may be, in code points: less says nothing, more is no reference.
    static let quoteLengths = 10...200

    /// As `art. 29` or `A, e)`.
    public let place: String
    /// The words as they stand in the text, each run of white space as one space.
    public let quote: String

    /// Whether the words stand in a text, which may break its lines elsewhere.
    func isFound(in text: SourceText) -> Bool { text.collapsed.contains(quote) }
}

/// A source text, to look quotations up in.
struct SourceText: Sendable {
    let collapsed: String

    init(_ text: String) { collapsed = Self.collapse(text) }

    /// Each run of white space as one space, none at the ends.
    static func collapse(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// What decides whether a conditional piece is needed: a person answers it with yes or no for each requirement.
public struct Question: Hashable, Sendable {
    public let code: QuestionCode
    /// Worded so that yes means that the piece is needed.
    public let text: LocalizedText
}
