/// One rule of a checklist, with the words that it rests on.
public struct ChecklistRule: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A kind of piece that is asked for.
        case piece(PieceCode, PieceDemand)
        /// A kind of piece that must be neither asked for nor handed in.
        case excluded(PieceCode)
        /// Something that is checked of the pieces.
        case check(RuleCheck)
    }

    public let kind: Kind
    /// The kind of document in words; for a check, what is checked.
    public let label: LocalizedText
    public let effect: RuleEffect
    public let citation: Citation

    public var code: RuleCode {
        switch kind {
        case .piece(let code, _), .excluded(let code): .piece(code)
        case .check(let check): .check(check)
        }
    }

    /// The name of its kind in files.
    public var kindName: String {
        switch kind {
        case .piece: "piece"
        case .excluded: "excluded"
        case .check: "check"
        }
    }

    /// The kind of piece that is asked for, with its demand.
    var piece: (code: PieceCode, demand: PieceDemand)? {
        if case .piece(let code, let demand) = kind { (code, demand) } else { nil }
    }
}

/// What a rule is called: the piece that it is about, or the check that it makes.
public enum RuleCode: Hashable, Sendable, CustomStringConvertible {
    case piece(PieceCode)
    case check(RuleCheck)

    public var text: String {
        switch self {
        case .piece(let code): code.text
        case .check(let check): check.rawValue
        }
    }

    public var description: String { text }
}

/// What an unmet rule does to a submission.
public enum RuleEffect: String, CaseIterable, Sendable {
    /// Submitting is refused while the rule is unmet.
    case block
    /// Submitting needs a reason.
    case warn
}

/// How many of a kind of piece are needed, when, and what belongs to each.
public struct PieceDemand: Hashable, Sendable {
    /// When a piece is needed.
    public enum Condition: Hashable, Sendable {
        case always
        /// Only if a piece of another kind is attached.
        case attached(PieceCode)
        /// Only if the question is answered with yes.
        case question(QuestionCode)
    }

    /// How many are needed where the condition holds; 0 for a piece that is welcome but not needed.
    public let minimum: Int
    /// `nil` means that there is no limit. Never less than ``minimum``.
    public let maximum: Int?
    public let condition: Condition
    /// Other pieces of the same checklist that count as this one.
    public let alternatives: [PieceCode]
    /// The piece that this one must be as numerous as.
    public let atLeastAsManyAs: PieceCode?
    public let heading: PieceRule.Heading?
    /// The number of the model that the accounting directives give for it, 1 to 10.
    public let model: Int?
    /// Whether the document is an invoice or voucher, whose facts are asked for.
    public let isInvoice: Bool
    public let needsPaymentProof: Bool
}

/// What this program can check of pieces. Closed: a file cannot name a check that nothing makes.
public enum RuleCheck: String, CaseIterable, Sendable {
    /// Invoices are dated within the project period (decree of 21 February 2019, art. 25 § 3).
    case withinProjectPeriod = "within-project-period"
    /// Invoices are dated and paid within the period of the ERDF programme 2021–2027, where the dossier is under it.
    case withinERDFWindow = "within-erdf-window"
    /// Each invoice has its proof of payment.
    case hasPaymentProof = "has-payment-proof"
    /// Invoices are made out to an organisation that takes part in the dossier.
    case addressedToBeneficiary = "addressed-to-beneficiary"
    /// The same bytes are attached once in a requirement.
    case attachedOnce = "attached-once"
    /// Costs that a flat rate covers are not claimed as real costs.
    case noRealCostsUnderFlatRate = "no-real-costs-under-flat-rate"
    /// Invoices are in euro.
    case inEuro = "in-euro"
}

extension PieceCode {
    /// What shows that an invoice was paid; the one kind of piece that the program itself knows.
    public static let paymentProof: PieceCode = {
        guard let code = PieceCode("payment-proof") else { preconditionFailure("payment-proof is no code") }
        return code
    }()
}
