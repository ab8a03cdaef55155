@testable import DocVault

/// Something that is not so in a bag whose manifests and seal are right: its maker lies, or made a mistake.
enum Lie: String, CaseIterable {
    case pieceWithoutRow, rowWithoutPiece, otherDigestInRow, otherSizeInRow, inventoriesDiffer, brokenInventory,
        fewerPieces
    case eventChanged, eventMissing, eventElsewhere, otherDigestInEvent, checkpointMissing, keysMissing, otherPart
    case otherSequence, otherOrigin, noInventory, noEvents

    private static let json = "data/inventory.json"
    private static let csv = "data/inventory.csv"
    private static let events = "data/60_journal/events.jsonl"

    var path: String {
        switch self {
        case .pieceWithoutRow: "data/20_requirements/E01/round-01/more.txt"
        case .rowWithoutPiece, .otherSizeInRow: "data/20_requirements/E01/round-01/0002_invoice_second.bin"
        case .otherDigestInRow: "data/20_requirements/E01/round-01/0002_invoice_second.bin"
        case .inventoriesDiffer: Self.csv
        case .brokenInventory, .otherDigestInEvent, .noInventory: Self.json
        case .fewerPieces, .otherSequence: "bag-info.txt"
        case .eventChanged, .eventMissing, .eventElsewhere, .noEvents: Self.events
        case .checkpointMissing, .otherOrigin: "data/60_journal/checkpoint"
        case .keysMissing: "data/60_journal/keys.txt"
        case .otherPart: "data/60_journal/checkpoint.sig"
        }
    }

    var section: BagSection {
        switch self {
        case .pieceWithoutRow, .rowWithoutPiece, .otherDigestInRow, .otherSizeInRow, .inventoriesDiffer,
            .brokenInventory, .fewerPieces, .noInventory:
            .completeness
        case .eventChanged, .eventMissing, .eventElsewhere, .otherDigestInEvent, .checkpointMissing, .keysMissing,
            .otherPart, .otherSequence, .otherOrigin, .noEvents:
            .journal
        }
    }

    func tell(_ builder: inout BagBuilder) {
        let second = builder.pieces[1]
        switch self {
        case .pieceWithoutRow: builder.editPayload = { $0[self.path] = [1] }
        case .rowWithoutPiece: builder.editPayload = { $0[self.path] = nil }
        case .otherDigestInRow:
            let digest = String(repeating: "ab", count: 32)
            builder.editPayload = {
                try $0.replace(second.digest, by: "sha256:\(digest)", in: Self.json, Self.csv)
            }
        case .otherSizeInRow:
            builder.editPayload = {
                try $0.replace("\"sizeInBytes\":3000", by: "\"sizeInBytes\":3001", in: Self.json)
                try $0.replace(",3000,", by: ",3001,", in: Self.csv)
            }
        case .inventoriesDiffer: builder.editPayload = { try $0.replace(",3000,", by: ",3001,", in: Self.csv) }
        case .brokenInventory: builder.editPayload = { $0[Self.json]?.removeLast(20) }
        case .fewerPieces: builder.editTags = { try $0.replace("5 of 5", by: "4 of 5", in: "bag-info.txt") }
        case .otherSequence:
            builder.editTags = { try $0.replace("Sequence: 7", by: "Sequence: 6", in: "bag-info.txt") }
        case .otherOrigin:
            builder.editTags = { try $0.replace("docvault/1111", by: "docvault/2222", in: "bag-info.txt") }
        case .eventChanged:
            builder.editPayload = { try $0.replace("2026-03-20T10", by: "2026-03-20T11", in: Self.events) }
        case .eventMissing:
            builder.editPayload = { bag in
                let lines = bag[text: Self.events].split(separator: "\n")
                bag[text: Self.events] = lines.dropLast().map { $0 + "\n" }.joined()
            }
        case .eventElsewhere:
            builder.editPayload = { try $0.replace("\"sequence\":4}\n", by: "\"sequence\":5}\n", in: Self.events) }
        case .otherDigestInEvent:
            // The journal has recorded other bytes for this document than the inventory and the file have.
            builder.editPayload = { bag in
                let other = BagBuilder.Piece(name: second.name, bytes: [7])
                bag[second.path] = other.bytes
                try bag.replace(second.digest, by: other.digest, in: Self.json, Self.csv)
                try bag.replace("\"sizeInBytes\":3000", by: "\"sizeInBytes\":1", in: Self.json)
                try bag.replace(",3000,", by: ",1,", in: Self.csv)
            }
        case .checkpointMissing, .keysMissing, .noInventory, .noEvents: builder.editPayload = { $0[self.path] = nil }
        case .otherPart: builder.editPayload = { $0[self.path]?[3] ^= 1 }
        }
    }
}

extension TestBag {
    /// Replaces a text that must be there.
    mutating func replace(_ old: String, by new: String, in paths: String...) throws {
        for path in paths {
            let text = self[text: path]
            guard text.contains(old) else { throw NotThere(text: old, path: path) }
            self[text: path] = text.replacing(old, with: new)
        }
    }

    private struct NotThere: Error { let text: String, path: String }
}
