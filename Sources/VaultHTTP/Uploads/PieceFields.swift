internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// What is said of a file beside its bytes: in the query, or in the metadata of tus.
enum PieceFields {
    static let facts = [
        "invoiceNumber", "invoiceDate", "supplier", "supplierNumber", "addressee", "amountInCents", "currency", "vat",
        "paidOn", "depreciationMonths", "usePercent",
    ]

    /// The facts of an invoice.
    static func facts(_ fields: QueryFields) throws -> InvoiceFacts {
        InvoiceFacts(
            number: fields.text("invoiceNumber"), date: try fields.value("invoiceDate"),
            supplier: fields.text("supplier"), supplierNumber: fields.text("supplierNumber"),
            addresseeNumber: try fields.value("addressee"), amount: try amount(fields), vat: try fields.choice("vat"),
            paidOn: try fields.value("paidOn"),
            depreciationMonths: try fields.integer("depreciationMonths", in: 1...1_200),
            usePercent: try fields.integer("usePercent", in: 1...100))
    }

    private static func amount(_ fields: QueryFields) throws -> Money? {
        let currency = fields.text("currency")
        guard let cents = try fields.integer("amountInCents", in: 0...9_007_199_254_740_991) else {
            if currency != nil { _ = try fields.required("amountInCents", String?.none) }
            return nil
        }
        guard let money = Money(cents: Int64(cents), currency: currency ?? "EUR") else {
            throw fields.wrong("currency")
        }
        return money
    }

    /// The name of a file as it was given.
    static func name(_ text: String?, _ parameter: String, _ fields: QueryFields) throws -> OriginalName {
        let text = try fields.required(parameter, text)
        guard let name = OriginalName(text) else { throw fields.wrong(parameter, text) }
        return name
    }
}

/// What a client hands in at `…/requirements/{requirement}/attachments`.
struct PieceRequest: Sendable {
    /// What its query says.
    static let parameters = ["piece", "name"] + PieceFields.facts

    let dossier: DossierCode
    let requirement: RequirementCode
    let piece: PieceCode
    let name: OriginalName
    let facts: InvoiceFacts

    init(_ call: Call) throws {
        dossier = try call.code("dossier")
        requirement = try call.code("requirement")
        let fields = call.query
        piece = try fields.required("piece", try fields.code("piece"))
        facts = try PieceFields.facts(fields)
        var given = fields.text("name")
        if let text = call.request.headers[.contentDisposition] {
            guard let disposition = FileNameField(text) else {
                throw RequestRefusal.malformedHeader("Content-Disposition")
            }
            given = disposition.fileName ?? given
        }
        name = try PieceFields.name(given, "name", fields)
    }
}
