/// A requirement as far as the rows of its pieces depend on it.
struct InventoryRequirement {
    let id: Requirement.ID
    let code: RequirementCode
    let type: Requirement.Kind
    let disbursement: DisbursementCode?
    let kinds: PieceKinds
    /// What was decided on its rounds.
    let outcomes: [Int64: Requirement.State]

    init(_ row: SQLRow, outcomes: SQLStatement, _ connection: any SQLConnection) throws {
        (id, code, type) = (try row.identifier("id"), try row.parsed("code"), try row.choice("type"))
        disbursement = try row.isNull("disbursement") ? nil : try row.parsed("disbursement")
        kinds = PieceKinds(try RequirementChecklistRecords.checklists(of: id, in: connection), type: type)
        var decided: [Int64: Requirement.State] = [:]
        for row in try connection.rows(of: outcomes, [.identifier(id)]) {
            let outcome: Decision.Outcome = try row.choice("outcome")
            decided[try row.integer("round")] = outcome == .approved ? .approved : .returned
        }
        self.outcomes = decided
    }
}

/// One piece as its name depends on it.
struct InventoryPiece {
    let attachment: Attachment.ID
    let document: Document.ID
    let code: PieceCode
    let heading: PieceRule.Heading?
    let facts: InvoiceFacts
    let kind: PieceKind
    let blob: BlobDescriptor
    let originalName: String
    let needsPaymentProof: Bool
    let firstRound: Int?
    let isDisposed: Bool
    let isInScope: Bool

    init(_ row: SQLRow, of requirement: InventoryRequirement, in scope: ExportScope) throws {
        (attachment, document) = (try row.identifier("id"), try row.identifier("document_id"))
        code = try row.parsed("piece_code")
        heading = try row.isNull("heading") ? nil : try row.choice("heading")
        facts = try InvoiceFacts(row)
        needsPaymentProof = try row.flag("needs_payment_proof")
        kind = requirement.kinds.kind(of: code, under: heading, facts: facts, needsProof: needsPaymentProof)
        blob = BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes"))
        originalName = try row.text("original_name")
        firstRound = try row.optional("first_round", SQLRow.integer).map { Int($0) }
        isDisposed = try !row.isNull("disposition")
        isInScope =
            switch scope {
            case .dossier: true
            case .requirement(let code): code == requirement.code
            case .round(_, let code): try code == requirement.code && row.flag("is_in_round")
            case .sample(let sample): sample.chosen.contains(attachment)
            }
    }
}

extension ExportScope {
    /// The round, where it is one.
    var round: Int? {
        switch self {
        case .dossier, .requirement, .sample: nil
        case .round(let number, _): number
        }
    }
}

/// The paths that the pieces of one requirement have when they are the first to use their files.
struct PieceNaming {
    private let requirement: RequirementCode
    private let proofs: ProofNames.Resolved
    private var numbering: PieceNumbering

    init(_ dossier: DossierCode, _ requirement: InventoryRequirement, _ proofs: ProofNames.Resolved) {
        (self.requirement, self.proofs) = (requirement.code, proofs)
        numbering = PieceNumbering(dossier)
    }

    /// The path of the next piece. One that was disposed of has its number all the same: the others keep theirs.
    mutating func path(of piece: InventoryPiece) -> String {
        let stem =
            if piece.code != .paymentProof {
                numbering.stem(of: piece.code, model: piece.kind.model)
            } else {
                proofs.names[piece.attachment]?.stem ?? numbering.stemOfUnassignedProof()
            }
        let round = piece.firstRound.map { "round-\(padded($0, 2))" } ?? "not-submitted"
        let name = PayloadName.name(stem, originalName: piece.originalName)
        return "data/20_requirements/\(requirement)/\(round)/\(name)"
    }
}

extension InventoryRow {
    init(
        _ piece: InventoryPiece, _ row: SQLRow, number: Int, model: Int?, file: String, place: BagPlace?,
        in requirement: InventoryRequirement, proofs: [BagFile], proofCount: Int,
        kept: (until: CivilDate?, because: [ScheduleCode])
    ) throws {
        let lastRound = try row.optional("last_round", SQLRow.integer)
        self.init(
            number: number, file: file, place: place ?? .singleBag, blob: piece.blob, originalName: piece.originalName,
            mediaType: try row.text("media_type"), requirement: requirement.code, requirementType: requirement.type,
            disbursement: requirement.disbursement, piece: piece.code, label: try row.localizedText("label"),
            heading: piece.heading, kind: PieceKind(model: model ?? piece.kind.model, role: piece.kind.role),
            facts: piece.facts, document: piece.document,
            attachment: piece.attachment, attachedAt: try row.instant("recorded_at"),
            isWithdrawn: try row.flag("is_withdrawn"), round: piece.firstRound,
            decision: lastRound.map { requirement.outcomes[$0] ?? .submitted } ?? .open,
            needsPaymentProof: piece.needsPaymentProof, paymentProofs: proofs, paymentProofCount: proofCount,
            keptUntil: kept.until, keptBecause: kept.because,
            disposition: piece.isDisposed ? try row.parsed("disposition") : nil,
            disposedAt: try row.optional("disposed_at", SQLRow.instant))
    }
}
