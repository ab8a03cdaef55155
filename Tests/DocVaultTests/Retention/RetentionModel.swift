@testable import DocVault

/// What retention should come to, computed in another way than the vault does: from lists, with plain arithmetic.
struct RetentionModel {
    struct Dossier {
        let code: DossierCode
        let isStateAid: Bool
        var awardEnd: CivilDate
        var lastAid: CivilDate?
    }

    struct Hold {
        let code: HoldCode
        let covers: @Sendable (Piece) -> Bool
        let effect: LegalHold.Effect
        let placed: CivilDate
        var asked = false
        var lifted: CivilDate?
    }

    struct Piece {
        let id: Document.ID
        let dossier: Int
        let requirement: RequirementCode
        let content: String
        var isDisposed = false
    }

    var dossiers: [Dossier] = []
    var holds: [Hold] = []
    var pieces: [Piece] = []
    /// The longest days that were ever told of a piece while nothing made them shorter on purpose.
    var live: [Piece] { pieces.filter { !$0.isDisposed } }

    /// The first day on which a piece may be disposed of; `nil` for never.
    func eligibleOn(_ piece: Piece) -> CivilDate? {
        let dossier = dossiers[piece.dossier]
        var starts = [(dossier.awardEnd, 7)]
        if dossier.isStateAid {
            guard let aid = dossier.lastAid else { return nil }
            starts.append((aid, 10))
        }
        let bearing = holds.filter { $0.covers(piece) }
        guard bearing.allSatisfy({ $0.lifted != nil }) else { return nil }
        var heldDays: Set<Int> = []
        for hold in bearing where hold.effect == .suspend {
            heldDays.formUnion(hold.placed.daysSince1970...max(hold.placed, hold.lifted!).daysSince1970)
        }
        let restart = bearing.filter { $0.effect == .restart }.compactMap(\.lifted).max()
        let lasts = starts.map { start, years in
            max(
                Self.later(start, years).daysSince1970 + heldDays.count,
                restart.map { Self.later($0, years).daysSince1970 } ?? .min)
        }
        return CivilDate(daysSince1970: lasts.max()! + 1)
    }

    /// A day some years later; 29 February becomes 1 March.
    static func later(_ day: CivilDate, _ years: Int) -> CivilDate {
        CivilDate(year: day.year + years, month: day.month, day: day.day)
            ?? CivilDate(year: day.year + years, month: 3, day: 1)!
    }
}
