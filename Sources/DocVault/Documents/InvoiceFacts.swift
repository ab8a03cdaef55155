/// What an invoice says, as its depositor read it: the facts of one attachment.
public struct InvoiceFacts: Hashable, Sendable {
    /// Whether the amount includes the value added tax; the directives want it without where it can be recovered.
    public enum VAT: String, CaseIterable, Sendable { case included, excluded }

    public let number: String?
    public let date: CivilDate?
    public let supplier: String?
    public let supplierNumber: String?
    /// The enterprise that the invoice is made out to, where the depositor read it.
    public let addresseeNumber: EnterpriseNumber?
    public let amount: Money?
    public let vat: VAT?
    public let paidOn: CivilDate?
    /// Over how many months the directives have it written off: 36 for computers, 60 for scientific equipment.
    public let depreciationMonths: Int?
    /// How much of its use is the project's, in percent.
    public let usePercent: Int?

    public init(
        number: String? = nil, date: CivilDate? = nil, supplier: String? = nil, supplierNumber: String? = nil,
        addresseeNumber: EnterpriseNumber? = nil, amount: Money? = nil, vat: VAT? = nil, paidOn: CivilDate? = nil,
        depreciationMonths: Int? = nil, usePercent: Int? = nil
    ) {
        (self.number, self.date, self.supplier, self.supplierNumber) = (number, date, supplier, supplierNumber)
        self.addresseeNumber = addresseeNumber
        (self.amount, self.vat, self.paidOn) = (amount, vat, paidOn)
        (self.depreciationMonths, self.usePercent) = (depreciationMonths, usePercent)
    }

    /// No fact at all, as for a piece that is no invoice.
    public static let none = InvoiceFacts()

    /// A century: what is written off over more is not written off.
    static let depreciationPeriods = 1...1_200
    static let usePercents = 1...100

    /// Refuses what no model of the directives can be computed from.
    /// - Throws: ``VaultError/malformed(field:reason:)``.
    func requireComputable() throws(VaultError) {
        if let months = depreciationMonths, !Self.depreciationPeriods.contains(months) {
            throw VaultError.malformed(
                field: "depreciationMonths",
                reason: Sentence(
                    "model.depreciationMonths",
                    ["value": .number(months), "most": .number(Self.depreciationPeriods.upperBound)]))
        }
        if let percent = usePercent, !Self.usePercents.contains(percent) {
            throw VaultError.malformed(
                field: "usePercent", reason: Sentence("model.usePercent", ["value": .number(percent)]))
        }
    }
}

extension InvoiceFacts {
    var sqlValues: [SQLValue] {
        [
            .text(number), .date(date), .text(supplier), .text(supplierNumber),
            amount.map { .integer($0.cents) } ?? .null, .text(amount?.currency), .text(vat?.rawValue), .date(paidOn),
            .text(addresseeNumber?.description), .text(InvoiceKey(self)?.description),
            depreciationMonths.map(SQLValue.integer) ?? .null, usePercent.map(SQLValue.integer) ?? .null,
        ]
    }

    init(_ row: SQLRow) throws(VaultError) {
        self.init(
            number: try row.optional("invoice_number", SQLRow.text),
            date: try row.isNull("invoice_date") ? nil : try row.parsed("invoice_date"),
            supplier: try row.optional("supplier", SQLRow.text),
            supplierNumber: try row.optional("supplier_number", SQLRow.text),
            addresseeNumber: try row.isNull("addressee_number") ? nil : try row.parsed("addressee_number"),
            amount: try row.isNull("amount_cents") ? nil : try row.money(),
            vat: try row.isNull("vat") ? nil : try row.choice("vat"),
            paidOn: try row.isNull("paid_on") ? nil : try row.parsed("paid_on"),
            depreciationMonths: try row.optional("depreciation_months", SQLRow.integer).map { Int($0) },
            usePercent: try row.optional("use_percent", SQLRow.integer).map { Int($0) })
    }
}

extension InvoiceFacts {
    /// The facts as the journal tells of them. What is not known is left out.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("addresseeNumber", addresseeNumber.map { .string($0.description) }),
                ("amount", amount.map(\.canonical)),
                ("date", date.map { .string($0.description) }),
                ("depreciationMonths", depreciationMonths.map { .integer(Int64($0)) }),
                ("number", number.map(CanonicalJSON.string)),
                ("paidOn", paidOn.map { .string($0.description) }),
                ("supplier", supplier.map(CanonicalJSON.string)),
                ("supplierNumber", supplierNumber.map(CanonicalJSON.string)),
                ("usePercent", usePercent.map { .integer(Int64($0)) }),
                ("vat", vat.map { .string($0.rawValue) }),
            ])
    }
}

extension Money {
    var canonical: CanonicalJSON { ["cents": .integer(cents), "currency": .string(currency)] }
}
