/// A short name that people give to a thing and call it by.
public protocol Code: Hashable, Sendable, LosslessStringConvertible, Comparable {
    var text: String { get }
    /// What the text must be, for the sentence that refuses another.
    static var form: Sentence { get }
}

extension Code {
    public var description: String { text }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// The code of a dossier, `2024-LAUNCH-07`: capital letters, digits and `. _ -`, at most 40.
public struct DossierCode: Code {
    public static let form = Sentence("description.code.dossier")
    public let text: String

    public init?(_ text: String) {
        guard (1...40).contains(text.utf8.count),
            text.utf8.first.map({ isCapital($0) || isDigit($0) }) == true,
            text.utf8.allSatisfy({ isCapital($0) || isDigit($0) || [0x2e, 0x5f, 0x2d].contains($0) })
        else { return nil }
        self.text = text
    }
}

/// The code of a requirement within its dossier, `E03`.
public struct RequirementCode: Code {
    public static let form = Sentence("description.code.requirement")
    public let text: String

    public init?(_ text: String) {
        guard isLetterAndNumber(text, "E") else { return nil }
        self.text = text
    }
}

/// The code of a disbursement within its dossier, `D02`.
public struct DisbursementCode: Code {
    public static let form = Sentence("description.code.disbursement")
    public let text: String

    public init?(_ text: String) {
        guard isLetterAndNumber(text, "D") else { return nil }
        self.text = text
    }
}

/// The code of a kind of piece that a requirement asks for, `payment-proof`.
public struct PieceCode: Code {
    public static let form = Sentence("description.code.piece")
    public let text: String

    public init?(_ text: String) {
        guard isSmallName(text) else { return nil }
        self.text = text
    }
}

/// The code of a checklist, `decree-art29`.
public struct ChecklistCode: Code {
    public static let form = PieceCode.form
    public let text: String

    public init?(_ text: String) {
        guard isSmallName(text) else { return nil }
        self.text = text
    }
}

/// The code of a question that a person answers with yes or no for a requirement, `has-sponsor`.
public struct QuestionCode: Code {
    public static let form = PieceCode.form
    public let text: String

    public init?(_ text: String) {
        guard isSmallName(text) else { return nil }
        self.text = text
    }
}

/// The code of a retention schedule, `ACC-7`.
public struct ScheduleCode: Code {
    public static let form = Sentence("description.code.schedule")
    public let text: String

    public init?(_ text: String) {
        guard (1...20).contains(text.utf8.count), text.utf8.first.map(isCapital) == true,
            text.utf8.allSatisfy({ isCapital($0) || isDigit($0) || $0 == 0x2d })
        else { return nil }
        self.text = text
    }
}

private func isCapital(_ character: UInt8) -> Bool { (0x41...0x5a).contains(character) }
private func isSmall(_ character: UInt8) -> Bool { (0x61...0x7a).contains(character) }
private func isDigit(_ character: UInt8) -> Bool { (0x30...0x39).contains(character) }

private func isSmallName(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count) && text.utf8.first.map(isSmall) == true
        && text.utf8.allSatisfy { isSmall($0) || isDigit($0) || $0 == 0x2d }
}

private func isLetterAndNumber(_ text: String, _ letter: Character) -> Bool {
    text.first == letter && (3...5).contains(text.utf8.count) && text.utf8.dropFirst().allSatisfy(isDigit)
}

extension Code {
    /// The code that looks most like `wanted`, if it is near enough to be what was meant: at most a third of it differs.
    static func nearest(to wanted: Self, among codes: some Sequence<Self>) -> Self? {
        let best = codes.map { (code: $0, distance: editDistance($0.text, wanted.text)) }
            .min { ($0.distance, $0.code) < ($1.distance, $1.code) }
        guard let best, best.distance * 3 <= max(wanted.text.count, 3) else { return nil }
        return best.code
    }
}

/// How many characters must be put in, left out or changed to make one text of the other (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let changed = diagonal + (a == b ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
