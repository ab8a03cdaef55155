/// Which invoices the proofs of payment of a requirement name.
///
/// A proof names an invoice by its number, and by the supplier's number where both have one. A proof without a supplier's
/// number that names a number which several suppliers used proves nothing: it cannot be told whose invoice was paid.
struct PaymentProofs {
    enum Standing: Hashable {
        case proven
        case unproven(number: String)
        /// A proof names the number, but several suppliers used it.
        case ambiguous(number: String)
        /// The invoice has no number to be named by.
        case withoutNumber
    }

    /// For each number that a proof names, the suppliers that the proofs name with it; `nil` for a proof that names none.
    private var suppliersNamed: [InvoiceNumber: Set<SupplierNumber?>] = [:]
    /// For each number, the suppliers of the invoices with it.
    private var suppliersOfInvoices: [InvoiceNumber: Set<SupplierNumber>] = [:]

    init(_ proofs: [InvoiceFacts], of invoices: [InvoiceFacts]) {
        for proof in proofs {
            for number in proof.number.map(InvoiceNumber.all(in:)) ?? [] {
                suppliersNamed[number, default: []].insert(proof.supplierKey)
            }
        }
        for invoice in invoices {
            guard let number = invoice.numberKey, let supplier = invoice.supplierKey else { continue }
            suppliersOfInvoices[number, default: []].insert(supplier)
        }
    }

    func standing(of invoice: InvoiceFacts) -> Standing {
        guard let written = invoice.number, let number = invoice.numberKey else { return .withoutNumber }
        guard let named = suppliersNamed[number] else { return .unproven(number: written) }
        guard let supplier = invoice.supplierKey else { return .proven }
        if named.contains(supplier) { return .proven }
        guard named.contains(nil) else { return .unproven(number: written) }
        return suppliersOfInvoices[number, default: []].count > 1 ? .ambiguous(number: written) : .proven
    }
}
