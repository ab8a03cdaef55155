/// The code of a legal hold, `H-2026-001`.
public struct HoldCode: Code {
    public static let form = DossierCode.form
    public let text: String

    public init?(_ text: String) {
        guard DossierCode(text) != nil else { return nil }
        self.text = text
    }
}

/// An order not to destroy. It wins over everything until two persons have lifted it, and is never deleted.
public struct LegalHold: Hashable, Sendable {
    public typealias ID = Identifier<LegalHold>

    /// What a hold does to the duties to keep, besides stopping destruction while it lasts.
    public enum Effect: String, CaseIterable, Sendable {
        /// Nothing more: when it is lifted, everything is as if it had not been.
        case block
        /// The days that it lasted are added to every duty.
        case suspend
        /// Every duty runs anew from the day it is lifted (as Reg. (EU) 2021/1060 art. 82(2) is read: interruption).
        case restart
    }

    /// One thing that a hold covers, with everything in it and everything filed in it later.
    public enum Scope: Hashable, Sendable {
        case dossier(DossierCode)
        case organisation(EnterpriseNumber)
        case programme(String)
        case requirement(RequirementCode, of: DossierCode)
        case document(Document.ID)
    }

    public let code: HoldCode
    public let effect: Effect
    /// Who ordered it.
    public let authority: String
    public let reason: String
    /// Whether it is shown to records managers only: others get no sign of it.
    public let isConfidential: Bool
    /// A day to look at it again. Nothing ends by itself.
    public let reviewOn: CivilDate?
    public let scopes: [Scope]
    public let placedBy: String
    public let placedAt: Instant
    /// The first of the two who lift it.
    public let releaseAskedBy: String?
    public let liftedBy: String?
    public let liftedAt: Instant?

    public var isActive: Bool { liftedAt == nil }

    /// The days that it lasted, both included, when it is over.
    var days: ClosedRange<CivilDate>? {
        guard let liftedAt else { return nil }
        let first = placedAt.dayInBrussels
        return first...max(first, liftedAt.dayInBrussels)
    }
}

extension LegalHold {
    /// The hold as the journal tells of it.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("authority", .string(authority)), ("code", .string(code.text)), ("effect", .string(effect.rawValue)),
                ("isConfidential", .bool(isConfidential)), ("reviewOn", reviewOn.map { .string($0.description) }),
                ("scopes", .array(scopes.map { .string($0.description) })),
                ("releaseAskedBy", releaseAskedBy.map(CanonicalJSON.string)),
                ("liftedBy", liftedBy.map(CanonicalJSON.string)),
            ])
    }
}

extension LegalHold.Scope: CustomStringConvertible {
    /// `dossier:2024-LAUNCH-07`, `requirement:2024-LAUNCH-07/E01`: for programs and for the journal.
    public var description: String {
        switch self {
        case .dossier(let code): "dossier:\(code)"
        case .organisation(let number): "organisation:\(number)"
        case .programme(let programme): "programme:\(programme)"
        case .requirement(let code, let dossier): "requirement:\(dossier)/\(code)"
        case .document(let document): "document:\(document)"
        }
    }
}

extension LegalHold.Effect {
    public var sentence: Sentence {
        switch self {
        case .block: Sentence("retention.effect.block")
        case .suspend: Sentence("retention.effect.suspend")
        case .restart: Sentence("retention.effect.restart")
        }
    }
}
