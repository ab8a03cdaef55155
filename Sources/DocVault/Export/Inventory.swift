/// One row of an inventory: one use of a document as a piece. See `docs/formats/bag.md`.
struct InventoryRow {
    let number: Int
    /// Empty for what was disposed of.
    let file: String
    /// The place of the file; the single bag's for what has none.
    let place: BagPlace
    let blob: BlobDescriptor
    let originalName: String
    let mediaType: String
    let requirement: RequirementCode
    let requirementType: Requirement.Kind
    let disbursement: DisbursementCode?
    let piece: PieceCode
    let label: LocalizedText
    let heading: PieceRule.Heading?
    let kind: PieceKind
    let facts: InvoiceFacts
    let document: Document.ID
    let attachment: Attachment.ID
    let attachedAt: Instant
    /// Whether it was taken out after it was submitted: another piece may have taken its place.
    let isWithdrawn: Bool
    /// The first round that it was submitted in; `nil` for none yet.
    let round: Int?
    /// The decision on the last round that has it; `submitted` while that waits, `open` for what is in none.
    let decision: Requirement.State
    /// Whether the checklists want a proof of payment for it.
    let needsPaymentProof: Bool
    /// The proofs of payment that are in the bag.
    let paymentProofs: [BagFile]
    /// How many proofs of payment the dossier has for it, in the bag or not.
    let paymentProofCount: Int
    /// The last day on which it must be kept; `nil` for never or as long as nobody can say. Confidential holds left out.
    let keptUntil: CivilDate?
    /// The schedules that it is kept by.
    let keptBecause: [ScheduleCode]
    /// The case that the document was disposed of by, and when: then there is no file.
    let disposition: DispositionCode?
    let disposedAt: Instant?
}

extension InventoryRow {
    /// The file where there is one.
    var bagFile: BagFile? { file.isEmpty ? nil : BagFile(path: file, place: place) }

    /// Whether it counts in the models: a cost that was not taken back.
    var isCost: Bool { kind.role.isCost && !isWithdrawn }

    /// The amount in cents, negative for a credit note.
    var signedCents: Int64? { facts.amount.map { kind.role == .creditNote ? -$0.cents : $0.cents } }

    private static let columns = [
        "number", "file", "digest", "sizeInBytes", "originalName", "mediaType", "requirement", "requirementType",
        "disbursement", "piece", "heading", "invoiceNumber", "invoiceDate", "supplier", "supplierNumber", "amountCents",
        "currency", "vat", "paidOn", "document", "attachedAt", "disposition", "disposedAt", "volume", "round", "model",
        "paymentProofs", "depreciationMonths", "usePercent", "decision", "keptUntil", "keptBecause",
    ]

    static let csvHeader = CSVRow.header(columns)

    /// The row in CSV (RFC 4180).
    var csv: String {
        CSVRow.line([
            .number(number), .plain(file), .plain(blob.digest.description), .number(blob.sizeInBytes),
            .text(originalName), .plain(mediaType), .plain(requirement.text), .plain(requirementType.rawValue),
            .plain(disbursement?.text), .plain(piece.text), .plain(heading?.rawValue), .text(facts.number),
            .plain(facts.date?.description), .text(facts.supplier), .text(facts.supplierNumber),
            .number(signedCents), .plain(facts.amount?.currency), .plain(facts.vat?.rawValue),
            .plain(facts.paidOn?.description), .plain(document.description), .plain(attachedAt.description),
            .plain(disposition?.text), .plain(disposedAt?.description), .number(place.volume), .number(round),
            .number(kind.model), .plain(paymentProofs.map(\.path).joined(separator: "; ")),
            .number(facts.depreciationMonths), .number(facts.usePercent), .plain(decision.rawValue),
            .plain(keptUntil?.description), .plain(keptBecause.map(\.text).joined(separator: "; ")),
        ])
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
        row["amountCents"] = signedCents.map { .integer($0) }
        row["currency"] = .text(facts.amount?.currency)
        row["vat"] = .text(facts.vat?.rawValue)
        row["paidOn"] = .describing(facts.paidOn)
        row["document"] = .text(document.description)
        row["attachedAt"] = .text(attachedAt.description)
        row["disposition"] = .text(disposition?.text)
        row["disposedAt"] = .describing(disposedAt)
        row["volume"] = place.volume.map { .integer($0) }
        row["round"] = round.map { .integer($0) }
        row["model"] = kind.model.map { .integer($0) }
        row["paymentProofs"] = Self.list(paymentProofs.map(\.path))
        row["depreciationMonths"] = facts.depreciationMonths.map { .integer($0) }
        row["usePercent"] = facts.usePercent.map { .integer($0) }
        row["decision"] = .text(decision.rawValue)
        row["keptUntil"] = .describing(keptUntil)
        row["keptBecause"] = Self.list(keptBecause.map(\.text))
        return row
    }

    private static func list(_ texts: [String]) -> JSONObject.Value? {
        texts.isEmpty ? nil : .list(texts.map { .text($0) })
    }
}
