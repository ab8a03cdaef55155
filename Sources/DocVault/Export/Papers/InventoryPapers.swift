internal import SystemPackage

/// `data/inventory.csv` and `data/inventory.json`.
struct InventoryPapers: BagPaperWriter {
    static let csvPath = "data/inventory.csv"
    static let jsonPath = "data/inventory.json"

    private let csv: SpooledText
    private let json: SpooledText
    private var isEmpty = true

    init(_ subject: BagSubject, scratch: FilePath) throws {
        (csv, json) = (try SpooledText(in: scratch), try SpooledText(in: scratch))
        var title = JSONObject()
        title["format"] = .text("docvault-inventory/2")
        title["dossier"] = .text(subject.request.code.text)
        try csv.write(InventoryRow.csvHeader)
        try json.write(title.text.dropLast() + ",\"rows\":[")
    }

    mutating func take(_ row: InventoryRow) throws {
        try csv.write(row.csv)
        try json.write((isEmpty ? "\n" : ",\n") + row.json.text)
        isEmpty = false
    }

    mutating func finish() throws -> [BagPaper] {
        try json.write("\n]}\n")
        return [
            BagPaper(path: Self.csvPath, content: try csv.finish()),
            BagPaper(path: Self.jsonPath, content: try json.finish()),
        ]
    }
}
