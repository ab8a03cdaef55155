/// What of a dossier leaves, and for whom. See `docs/formats/bag.md`.
public struct ExportRequest: Hashable, Sendable {
    public let code: DossierCode
    public let scope: ExportScope
    public let perspective: Perspective

    public init(_ code: DossierCode, scope: ExportScope = .dossier, perspective: Perspective) {
        (self.code, self.scope, self.perspective) = (code, scope, perspective)
    }
}

/// For whom a bag is made: what they may see in it.
public enum Perspective: String, CaseIterable, Sendable {
    /// The funding agency: everything but what belongs to other dossiers and what is confidential.
    case agency
    /// An auditor with a mandate: without the agency's internal notes.
    case auditor
    /// A beneficiary: their own dossier, without what the agency found and noted.
    case beneficiary
}

/// Which pieces of a dossier are in a bag.
public enum ExportScope: Hashable, Sendable {
    case dossier
    case requirement(RequirementCode)
    /// A round as it was submitted, with its receipt.
    case round(Int, of: RequirementCode)
    case sample(Sample)

    /// The requirement that it is limited to.
    var requirement: RequirementCode? {
        switch self {
        case .requirement(let code), .round(_, let code): code
        case .dossier, .sample: nil
        }
    }

    /// What the bag calls itself.
    public enum Profile: String, CaseIterable, Sendable { case dossier, requirement, receipt, sample }

    public var profile: Profile {
        switch self {
        case .dossier: .dossier
        case .requirement: .requirement
        case .round: .receipt
        case .sample: .sample
        }
    }
}

/// A reproducible choice of pieces: who has the same dossier and the same seed chooses the same.
public struct Sample: Hashable, Sendable {
    public let size: Int
    /// Any text; it is published with the sample.
    public let seed: String
    /// The attachments that were chosen; empty until they are.
    let chosen: Set<Attachment.ID>

    public init(size: Int, seed: String) { self.init(size: size, seed: seed, chosen: []) }

    init(size: Int, seed: String, chosen: Set<Attachment.ID>) {
        (self.size, self.seed, self.chosen) = (size, seed, chosen)
    }
}

/// A file of a bag that the vault writes itself: everything but the pieces.
struct BagPaper: Sendable {
    /// From the top of the bag, with `/`.
    let path: String
    let content: Spool
}
