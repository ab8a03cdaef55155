internal import SystemPackage

/// `data/50_retention`: how long the dossier is kept, why, and what of it is gone, for programs and in three languages.
///
/// The tombstones come row by row, so they go into a spool of their own.
struct RetentionPaper: BagPaperWriter {
    private static let folder = "data/50_retention"
    private static let columns = 78

    private let subject: BagSubject
    private let scratch: FilePath
    private let json: PaperText
    private var tombstoneCount = 0

    init(_ subject: BagSubject, scratch: FilePath) throws {
        (self.subject, self.scratch) = (subject, scratch)
        json = try PaperText(in: scratch)
        // The member that grows is the last in canonical order, so the object before it is written whole.
        let head = try subject.retentionRecord.readableText()
        try json.write(head.dropLast("\n}".count) + ",\n  \"tombstones\": [")
    }

    mutating func take(_ row: InventoryRow) throws {
        guard let tombstone = row.tombstone else { return }
        let text = String(decoding: try tombstone.canonicalBytes(), as: UTF8.self)
        try json.write((tombstoneCount == 0 ? "\n    " : ",\n    ") + text)
        tombstoneCount += 1
    }

    mutating func finish() throws -> [BagPaper] {
        try json.write(tombstoneCount == 0 ? "]\n}\n" : "\n  ]\n}\n")
        let record = BagPaper(path: "\(Self.folder)/retention.json", content: try json.finish())
        let texts = try Language.allCases.map { language in
            try BagPaper("\(Self.folder)/retention_\(language.rawValue).txt", text(in: language), scratch: scratch)
        }
        return [record] + texts.sorted { $0.path < $1.path }
    }

    private func text(in language: Language) -> String {
        let heading = Sentence("record.retention.heading", ["dossier": .text("\(subject.dossier.code)")])
            .text(in: language)
        let paragraphs = [[subject.retentionVerdict], subject.retention.reasons.sentences, subject.partHolds]
            .filter { !$0.isEmpty }.map { $0.map { $0.text(in: language) }.joined(separator: " ") }
        let rest = (subject.retention.dispositions.map(\.certificateSentence) + [subject.retention.policySentence])
            .map { $0.text(in: language) }
        let body = (paragraphs + rest).map { TextColumns.wrapped($0, to: Self.columns) }
        return ([heading + "\n" + String(repeating: "=", count: heading.count)] + body).joined(separator: "\n\n") + "\n"
    }
}

/// Text in lines of a width that a terminal and a sheet of paper hold.
enum TextColumns {
    /// Breaks a text at its spaces. A word that is longer than a line stands on a line of its own.
    static func wrapped(_ text: String, to columns: Int) -> String {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= columns {
                lines[lines.count - 1] = line + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension InventoryRow {
    /// What is told of a row whose document was disposed of; `nil` for the others.
    fileprivate var tombstone: CanonicalJSON? {
        disposition.map { disposition in
            .object(
                leavingOut: [
                    ("attachedAt", .string(attachedAt.description)), ("digest", .string(blob.digest.description)),
                    ("disposedAt", disposedAt.map { .string($0.description) }),
                    ("disposition", .string(disposition.text)), ("document", .string(document.description)),
                    ("mediaType", .string(mediaType)), ("number", .integer(Int64(number))),
                    ("piece", .string(piece.text)), ("requirement", .string(requirement.text)),
                    ("sizeInBytes", .integer(blob.sizeInBytes)),
                ])
        }
    }
}
