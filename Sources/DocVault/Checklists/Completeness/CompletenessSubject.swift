/// What is judged: everything that one requirement asks for, and everything that is attached to it.
public struct CompletenessSubject: Hashable, Sendable {
    public let projectPeriod: Period
    public let regimes: Set<Dossier.Regime>
    /// The organisations that take part in the dossier, the coordinator among them.
    public let partners: Set<EnterpriseNumber>
    /// The checklists that the requirement was created with, in their order.
    public let checklists: [Checklist]
    /// The pieces that the requirement asks for by itself, besides its checklists or without any.
    public let pieces: [PieceRule]
    /// What was answered. A question that is not here is open.
    public let answers: [QuestionCode: Bool]
    public let attachments: [AttachedPiece]

    public init(
        projectPeriod: Period, regimes: Set<Dossier.Regime>, partners: Set<EnterpriseNumber>,
        checklists: [Checklist] = [], pieces: [PieceRule] = [], answers: [QuestionCode: Bool] = [:],
        attachments: [AttachedPiece]
    ) {
        (self.projectPeriod, self.regimes, self.partners) = (projectPeriod, regimes, partners)
        (self.checklists, self.pieces, self.answers) = (checklists, pieces, answers)
        self.attachments = attachments
    }
}

/// One attachment, as far as completeness depends on it.
public struct AttachedPiece: Hashable, Sendable {
    public let attachment: Attachment.ID
    public let document: Document.ID
    public let digest: Digest
    public let piece: PieceCode
    public let name: OriginalName
    public let facts: InvoiceFacts

    public init(
        attachment: Attachment.ID, document: Document.ID, digest: Digest, piece: PieceCode, name: OriginalName,
        facts: InvoiceFacts
    ) {
        (self.attachment, self.document, self.digest) = (attachment, document, digest)
        (self.piece, self.name, self.facts) = (piece, name, facts)
    }
}
