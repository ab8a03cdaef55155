/// Which proofs of payment pay which invoices of one requirement, and what the proofs are therefore called.
///
/// Of the pieces of a requirement it holds its proofs, and the invoices whose numbers they name; nothing of the others.
struct ProofNames {
    struct Proof {
        let attachment: Attachment.ID
        let facts: InvoiceFacts
    }

    struct Invoice {
        let attachment: Attachment.ID
        let facts: InvoiceFacts
        let stem: String
        let model: Int?
    }

    /// What the proofs of a requirement are called, and for each invoice the proofs that pay it.
    struct Resolved {
        /// The stem of each proof that pays a known invoice, and the model of the first that it pays.
        var names: [Attachment.ID: (stem: String, model: Int?)] = [:]
        var proofsOfInvoice: [Attachment.ID: [Attachment.ID]] = [:]
    }

    private let proofs: [Proof]
    private let numbersNamed: Set<InvoiceNumber>
    private var invoices: [InvoiceNumber: [Invoice]] = [:]
    private var positions: [Attachment.ID: Int] = [:]

    /// - Parameter proofs: In the order of the inventory.
    init(_ proofs: [Proof]) {
        self.proofs = proofs
        numbersNamed = Set(proofs.flatMap(\.numbers))
    }

    /// Takes a cost in the order of the inventory. One that no proof names is not kept.
    mutating func take(_ invoice: Invoice) {
        guard let number = invoice.facts.numberKey, numbersNamed.contains(number) else { return }
        positions[invoice.attachment] = positions.count
        invoices[number, default: []].append(invoice)
    }

    func resolved() -> Resolved {
        var resolved = Resolved()
        var counts: [String: Int] = [:]
        for proof in proofs {
            let paid = paid(by: proof)
            for invoice in paid {
                resolved.proofsOfInvoice[invoice.attachment, default: []].append(proof.attachment)
            }
            guard let first = paid.first else { continue }
            let count = counts[first.stem, default: 0] + 1
            counts[first.stem] = count
            let stem = "\(first.stem)_paiement" + (count > 1 ? "-\(count)" : "")
            resolved.names[proof.attachment] = (stem, first.model)
        }
        return resolved
    }

    /// The invoices that one proof pays by the rule of completeness, in the order of the inventory.
    private func paid(by proof: Proof) -> [Invoice] {
        proof.numbers.flatMap { number -> [Invoice] in
            let candidates = invoices[number] ?? []
            let proofs = PaymentProofs([proof.facts], of: candidates.map(\.facts))
            return candidates.filter { proofs.standing(of: $0.facts) == .proven }
        }.sorted { positions[$0.attachment, default: 0] < positions[$1.attachment, default: 0] }
    }
}

extension ProofNames.Proof {
    fileprivate var numbers: Set<InvoiceNumber> { facts.number.map(InvoiceNumber.all(in:)) ?? [] }
}
