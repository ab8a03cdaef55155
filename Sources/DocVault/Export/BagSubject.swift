/// What the papers of a bag tell of its dossier, read once from the snapshot that the bag is made from.
///
/// It holds what is few: nothing of it grows with the number of pieces but the reasons that pieces were returned for, and
/// findings. It holds only what its reader may see: who writes a paper from it need not ask again.
struct BagSubject: Sendable {
    let request: ExportRequest
    let id: Dossier.ID
    /// The dossier as a whole. Papers list ``requirements`` and ``disbursements`` instead of those in it: they are those in
    /// scope.
    let dossier: Dossier
    /// The sequence of the dossier's last event that the bag knows.
    let sequence: Int
    /// The last change of the dossier. There is no other "now" in a bag; a hold or a policy that the bag tells of moves it not.
    let changedAt: Instant
    /// The journal that the dossier's events are in; `nil` when the vault keeps none.
    let origin: String?

    /// In the order of payment.
    let disbursements: [BagDisbursement]
    /// By their codes.
    let requirements: [BagRequirement]
    /// The first recorded one first.
    let amendments: [Amendment]
    /// The first raised one first; `nil` for readers who are told of none.
    let findings: [SubjectFinding]?
    let retention: BagRetention
    /// The digests that more than one row of the inventory has.
    let repeatedDigests: Set<Digest>

    var perspective: Perspective { request.perspective }
}

/// A disbursement, what became of it, and the day it was paid.
struct BagDisbursement: Sendable {
    let disbursement: Disbursement
    let state: Disbursement.State
    let paidOn: CivilDate?
}

/// A requirement in scope, with its rounds in scope.
struct BagRequirement: Sendable {
    let id: Requirement.ID
    let requirement: Requirement
    let state: Requirement.State
    /// What it is judged by, in the versions that it was made with.
    let checklists: [PinnedChecklist]
    /// The first one first.
    let rounds: [BagRound]
    /// The decision to go without proof, when that was taken.
    let waiver: Waiver?

    /// A version of a checklist by name, with the digest of its canonical text.
    struct PinnedChecklist: Sendable {
        let reference: Checklist.Reference
        /// `nil` when the text of this version is not at hand any more.
        let title: LocalizedText?
        let digest: Digest?
    }

    /// Who waived it, when and why; only when is known after the event was erased.
    struct Waiver: Sendable {
        let waivedBy: BagPerson?
        let waivedAt: Instant
        let reason: String?
    }
}

/// What was handed in at one moment. Its pieces are rows of the inventory.
struct BagRound: Sendable {
    let id: Submission.ID
    let number: Int
    let submittedAt: Instant
    let submittedBy: BagPerson
    let isLate: Bool
    /// Why it was submitted despite warnings.
    let reason: String?
    let listDigest: Digest
    let pieceCount: Int
    /// `nil` while it waits.
    let decision: BagDecision?
}

/// What was decided on a round.
struct BagDecision: Sendable {
    let outcome: Decision.Outcome
    let reason: String?
    let decidedBy: BagPerson
    let decidedAt: Instant
    /// In the order of the round's list.
    let pieceReasons: [PieceReason]

    /// Why one piece was returned.
    struct PieceReason: Sendable {
        let attachment: Attachment.ID
        let document: Document.ID
        let piece: PieceCode
        /// Empty once the document was disposed of.
        let originalName: String
        let reason: String
    }
}

/// Who did something: never an address, never a number.
struct BagPerson: Hashable, Sendable {
    let kind: JournalActor.Kind
    let name: String
}

/// The same proof in two places, as far as the reader may know of both.
struct SubjectFinding: Sendable {
    /// A use of the proof in this dossier.
    struct Place: Sendable {
        let requirement: RequirementCode
        let document: Document.ID
        let originalName: String
        let attachedAt: Instant
    }

    let kind: Finding.Kind
    let state: Finding.State
    let recordedAt: Instant
    /// The use that raised it, and the one that was there before; `nil` for one in another dossier, of which nothing is told.
    let place: Place?
    let earlier: Place?
    /// Why it was dismissed; `nil` also for readers who are not told.
    let reason: String?
}

/// How long the dossier is kept, why, and what is gone already. What is confidential left no trace here.
struct BagRetention: Sendable {
    let policyVersion: Int
    let policyDigest: Digest
    let reasons: RetentionReasons
    /// The last day of the longest duty, with what holds added to it; `nil` while one is open.
    let lastDayKept: CivilDate?
    /// `nil` for never, as far as is known.
    let eligibleOn: CivilDate?
    let action: RetentionAction
    /// Orders that cover the dossier or a part of it that is in scope, the first placed one first.
    let holds: [BagHold]
    /// The cases that documents of the dossier were disposed of by.
    let dispositions: [BagDisposition]
}

/// An order not to destroy.
struct BagHold: Sendable {
    let hold: LegalHold
    /// What of this dossier it covers: only the scopes that concern it.
    let scopes: [LegalHold.Scope]
    /// Whether the reader is told who ordered it and why.
    let tellsReason: Bool
}

/// A decided end of documents of this dossier.
struct BagDisposition: Sendable {
    let code: DispositionCode
    let action: DispositionCase.Action
    let state: DispositionCase.State
    let policyVersion: Int
    let proposedBy: BagPerson
    let approvedBy: BagPerson?
    let executedBy: BagPerson?
    let executedAt: Instant?
    /// The reference of who allowed it outside the agency.
    let authorisation: String?
    /// The place in the journal of the event that seals its certificate; `nil` until it is executed.
    let certificateEvent: Int?
    /// How many documents of this dossier it took.
    let documentCount: Int
}
