/// One row of an inventory: one use of a document as a piece. See `docs/formats/bag.md`.
struct InventoryRow {
    let number: Int
    let file: String
    let blob: BlobDescriptor
    let originalName: String
    let mediaType: String
    let requirement: RequirementCode
    let requirementType: Requirement.Kind
    let disbursement: DisbursementCode?
    let piece: PieceCode
    let heading: PieceRule.Heading?
    let facts: InvoiceFacts
    let document: Document.ID
    let attachedAt: Instant
    /// The case that the document was disposed of by, and when: then there is no file.
    let disposition: DispositionCode?
    let disposedAt: Instant?
}

extension InventoryRow {
    /// A cell of the CSV form: a text from outside may look like a formula, a value of ours does not.
    private enum Cell {
        case text(String?)
        case plain(String?)
    }

    private static let columns = [
        "number", "file", "digest", "sizeInBytes", "originalName", "mediaType", "requirement", "requirementType",
        "disbursement", "piece", "heading", "invoiceNumber", "invoiceDate", "supplier", "supplierNumber", "amountCents",
        "currency", "vat", "paidOn", "document", "attachedAt", "disposition", "disposedAt",
    ]

    static let csvHeader = columns.joined(separator: ",") + "\r\n"

    /// The row in CSV (RFC 4180).
    var csv: String {
        let cells: [Cell] = [
            .plain("\(number)"), .plain(file), .plain(blob.digest.description), .plain("\(blob.sizeInBytes)"),
            .text(originalName), .plain(mediaType), .plain(requirement.text), .plain(requirementType.rawValue),
            .plain(disbursement?.text), .plain(piece.text), .plain(heading?.rawValue), .text(facts.number),
            .plain(facts.date?.description), .text(facts.supplier), .text(facts.supplierNumber),
            .plain(facts.amount.map { "\($0.cents)" }), .plain(facts.amount?.currency), .plain(facts.vat?.rawValue),
            .plain(facts.paidOn?.description), .plain(document.description), .plain(attachedAt.description),
            .plain(disposition?.text), .plain(disposedAt?.description),
        ]
        return cells.map(Self.csv).joined(separator: ",") + "\r\n"
    }

    private static func csv(_ cell: Cell) -> String {
        switch cell {
        case .plain(let value): value ?? ""
        case .text(let value): csv(text: value ?? "")
        }
    }

    /// A text, quoted where it must be, with an apostrophe before what a spreadsheet would run as a formula.
    private static func csv(text: String) -> String {
        var value = text
        if let first = value.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) {
            value = "'" + value
        }
        guard value.unicodeScalars.contains(where: { [",", "\"", "\r", "\n"].contains($0) }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }

    var json: JSONObject {
        var row = JSONObject()
        row["number"] = .integer(number)
        row["file"] = .text(file)
        row["digest"] = .text(blob.digest.description)
        row["sizeInBytes"] = .integer(blob.sizeInBytes)
        row["originalName"] = .text(originalName)
        row["mediaType"] = .text(mediaType)
        row["requirement"] = .text(requirement.text)
        row["requirementType"] = .text(requirementType.rawValue)
        row["disbursement"] = .text(disbursement?.text)
        row["piece"] = .text(piece.text)
        row["heading"] = .text(heading?.rawValue)
        row["invoiceNumber"] = .text(facts.number)
        row["invoiceDate"] = .describing(facts.date)
        row["supplier"] = .text(facts.supplier)
        row["supplierNumber"] = .text(facts.supplierNumber)
        row["amountCents"] = facts.amount.map { .integer($0.cents) }
        row["currency"] = .text(facts.amount?.currency)
        row["vat"] = .text(facts.vat?.rawValue)
        row["paidOn"] = .describing(facts.paidOn)
        row["document"] = .text(document.description)
        row["attachedAt"] = .text(attachedAt.description)
        row["disposition"] = .text(disposition?.text)
        row["disposedAt"] = .describing(disposedAt)
        return row
    }
}
