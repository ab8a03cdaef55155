/// The file of one funded project: who is funded, on what award, in which disbursements, against which requirements.
public struct Dossier: Hashable, Sendable {
    public typealias ID = Identifier<Dossier>

    /// From application to the end. A dossier is never deleted.
    public enum State: String, CaseIterable, Sendable {
        case preparation, submitted, admissible, inadmissible, granted, refused, closed
    }

    /// The rules a dossier is under; each may bring duties to keep of its own.
    public enum Regime: String, CaseIterable, Sendable { case regional, erdf2127, stateAid }

    public let code: DossierCode
    public let title: LocalizedText
    public let programme: String
    public let regimes: Set<Regime>
    public let state: State
    public let projectPeriod: Period
    public let partners: [Partner]
    public let award: Award?
    public let disbursements: [Disbursement]
    public let requirements: [Requirement]

    /// The organisation that answers for the dossier.
    public var coordinator: Organisation? { partners.first { $0.role == .coordinator }?.organisation }
}

/// A span of days, both ends included.
public struct Period: Hashable, Sendable, CustomStringConvertible {
    public let from: CivilDate
    public let to: CivilDate

    /// Takes two days in order; `nil` when the second is before the first.
    public init?(from: CivilDate, to: CivilDate) {
        guard from <= to else { return nil }
        (self.from, self.to) = (from, to)
    }

    public var description: String { "\(from) – \(to)" }
}

/// A beneficiary: a university, a research centre, a company.
public struct Organisation: Hashable, Sendable {
    public typealias ID = Identifier<Organisation>

    public let enterpriseNumber: EnterpriseNumber
    public let names: LocalizedText
}

/// An organisation's part in a dossier. Exactly one is the coordinator.
public struct Partner: Hashable, Sendable {
    public enum Role: String, CaseIterable, Sendable { case coordinator, partner }

    public let organisation: Organisation
    public let role: Role
}

/// The grant: the decree, the amount, and the day from which the seven years run.
public struct Award: Hashable, Sendable {
    public let decreeNumber: String
    public let decreeDate: CivilDate
    /// The end of the award decree that is in force now; earlier ones stay in the catalog.
    public let endDate: CivilDate
    public let amount: Money
}

/// One instalment of a grant; legally a subsidy of its own (decree of 21 February 2019, art. 28).
public struct Disbursement: Hashable, Sendable {
    public typealias ID = Identifier<Disbursement>
    public enum Kind: String, CaseIterable, Sendable { case advance, interim, balance }
    public enum State: String, CaseIterable, Sendable { case planned, claimed, approved, paid }

    public let code: DisbursementCode
    public let kind: Kind
    public let period: Period
    public let amount: Money
}

/// Proof that must be produced: for a disbursement, or for the application itself.
public struct Requirement: Hashable, Sendable {
    public typealias ID = Identifier<Requirement>
    public enum Kind: String, CaseIterable, Sendable {
        case application, financial, scientific, claim, contract, procurement, other
    }
    public enum State: String, CaseIterable, Sendable {
        case open, submitted, approved, returned, waived

        /// Whether pieces may be attached.
        var takesPieces: Bool {
            switch self {
            case .open, .returned: true
            case .submitted, .approved, .waived: false
            }
        }
    }

    public let code: RequirementCode
    /// `nil` for what belongs to the application.
    public let disbursement: DisbursementCode?
    public let type: Kind
    public let title: LocalizedText
    public let dueOn: CivilDate
    /// What it asks for by itself, and what its checklists ask for.
    public let pieces: [PieceRule]
    /// The versions of checklists that it is judged by: those that were shipped when it was made.
    public let checklists: [Checklist.Reference]
}

/// One kind of piece that a requirement asks for.
public struct PieceRule: Hashable, Sendable {
    /// The headings of the financial report in the accounting directives, part A.
    public enum Heading: String, CaseIterable, Sendable { case a, b, c, d, e, f, g, h, i }

    public let code: PieceCode
    public let label: LocalizedText
    public let heading: Heading?
    public let minimum: Int
    /// `nil` means that there is no limit.
    public let maximum: Int?
    public let needsPaymentProof: Bool

    /// Whether the piece must not be handed in: it is known so that it can be refused with the words of the rule.
    public var isExcluded: Bool { maximum == 0 }
}
