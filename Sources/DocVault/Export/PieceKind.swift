/// What a piece is to the models of the accounting directives.
struct PieceKind: Hashable, Sendable {
    /// What a piece counts for in the sums.
    enum Role: String, Sendable {
        /// An invoice or a voucher of a cost.
        case invoice
        /// A voucher of personnel costs.
        case personnel
        /// It takes off what an invoice was for.
        case creditNote
        case paymentProof
        /// Whatever counts nothing: syntheses, contracts, reports, readable forms of an invoice.
        case none

        var isCost: Bool {
            switch self {
            case .invoice, .personnel, .creditNote: true
            case .paymentProof, .none: false
            }
        }
    }

    /// The model that it belongs to, 1 to 10; `nil` for none. A proof of payment belongs to the model of what it pays.
    let model: Int?
    let role: Role
}

/// The kinds of the pieces of one requirement, by the checklists that it is pinned to.
struct PieceKinds {
    private let demands: [PieceCode: PieceDemand]
    private let models: [PieceCode: Int]
    /// Pieces that an invoice may be replaced by: what the directives take as a voucher of the same cost.
    private let vouchers: Set<PieceCode>
    /// What proves standard scales of personnel, where the flat rate of 40 % is chosen.
    private let scaleProofs: Set<PieceCode>
    private let type: Requirement.Kind

    init(_ checklists: [Checklist], type: Requirement.Kind) {
        var (demands, models): ([PieceCode: PieceDemand], [PieceCode: Int]) = ([:], [:])
        var (vouchers, scaleProofs): (Set<PieceCode>, Set<PieceCode>) = ([PieceCode.purchaseDeed], [])
        for checklist in checklists {
            for case let (code, demand)? in checklist.rules.map(\.piece) {
                demands[code] = demands[code] ?? demand
                models[code] = models[code] ?? demand.model
                if demand.isInvoice { vouchers.formUnion(demand.alternatives) }
                if checklist.isERDFPersonnel { scaleProofs.insert(code) }
            }
        }
        (self.demands, self.models, self.type) = (demands, models, type)
        (self.vouchers, self.scaleProofs) = (vouchers, scaleProofs)
    }

    /// - Parameter needsProof: Whether the requirement itself wants a proof of payment for the piece.
    func kind(
        of piece: PieceCode, under heading: PieceRule.Heading?, facts: InvoiceFacts, needsProof: Bool
    ) -> PieceKind {
        PieceKind(
            model: model(of: piece, under: heading),
            role: role(of: piece, under: heading, facts: facts, needsProof: needsProof))
    }

    private func model(of piece: PieceCode, under heading: PieceRule.Heading?) -> Int? {
        if piece == .paymentProof { return nil }
        if let model = models[piece] ?? heading?.model { return model }
        if piece.text == "revenue-declaration" { return 10 }
        return type == .claim ? 1 : nil
    }

    private func role(
        of piece: PieceCode, under heading: PieceRule.Heading?, facts: InvoiceFacts, needsProof: Bool
    ) -> PieceKind.Role {
        switch piece.text {
        case PieceCode.paymentProof.text: return .paymentProof
        case "credit-note": return .creditNote
        case "invoice-rendering": return .none
        case "payroll", "certified-pay-statement", "personnel-cost-voucher": return .personnel
        default: break
        }
        if let demand = demands[piece] {
            if demand.isInvoice || needsProof { return .invoice }
            guard facts.amount != nil else { return .none }
            if vouchers.contains(piece) { return .invoice }
            return scaleProofs.contains(piece) ? .personnel : .none
        }
        // The requirement asks for it in its own words: then its heading and its facts tell.
        let counts = needsProof || facts.amount != nil
        guard !piece.text.hasSuffix("-synthesis"), !piece.text.hasSuffix("-contract") else { return .none }
        switch heading {
        case .b: return .personnel
        case .c, .d, .e, .f, .h, .i: return counts ? .invoice : .none
        case .a, .g, nil: return needsProof ? .invoice : .none
        }
    }
}

extension PieceRule.Heading {
    /// The model of the directives for the costs of a heading. General costs are a flat rate and have none.
    var model: Int? {
        switch self {
        case .a: 2
        case .b: 3
        case .c: 4
        case .d: 5
        case .e: 6
        case .f: 7
        case .g: nil
        case .h: 8
        case .i: 9
        }
    }
}

extension Checklist {
    var isERDFPersonnel: Bool { code.text == "erdf-personnel" }
}

extension PieceCode {
    /// What a building was bought by: it has the price that model 7 begins with, and is no invoice.
    fileprivate static let purchaseDeed: PieceCode = {
        guard let code = PieceCode("purchase-deed") else { preconditionFailure("purchase-deed is no code") }
        return code
    }()
}
