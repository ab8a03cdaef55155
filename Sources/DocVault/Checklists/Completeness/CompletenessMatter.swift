/// The subject of one assessment, laid out so that every rule finds what it looks at.
///
/// Attachments are known by their positions in the subject, which keeps them in order whatever is put together.
struct CompletenessMatter {
    let subject: CompletenessSubject
    /// All rules, in the order in which they are told.
    let rules: [AssessedRule]
    let checksMade: Set<RuleCheck>
    /// The positions of the attachments that the requirement asks for by itself.
    let ownPositions: [Int]
    /// The pieces that some rule calls invoices, and those that some rule wants a proof of payment for.
    let invoicePieces: Set<PieceCode>
    let provenPieces: Set<PieceCode>
    let proofs: PaymentProofs
    private let positionsOfPiece: [PieceCode: [Int]]

    init(_ subject: CompletenessSubject) {
        let rules =
            subject.checklists.flatMap { checklist in
                checklist.rules.map { AssessedRule($0, of: checklist) }
            } + subject.pieces.map(AssessedRule.init(own:))
        var (checks, invoices, proven): (Set<RuleCheck>, Set<PieceCode>, Set<PieceCode>) = ([], [], [])
        for rule in rules {
            switch rule.kind {
            case .check(let check): checks.insert(check)
            case .piece(let code, let demand):
                if demand.isInvoice { invoices.insert(code) }
                if demand.needsPaymentProof { proven.insert(code) }
            case .excluded: break
            }
        }
        self.subject = subject
        self.rules = rules
        (checksMade, invoicePieces, provenPieces) = (checks, invoices, proven)
        let positions = Dictionary(grouping: subject.attachments.indices) { subject.attachments[$0].piece }
        positionsOfPiece = positions
        ownPositions = Set(subject.pieces.map(\.code)).flatMap { positions[$0] ?? [] }.sorted()
        proofs = PaymentProofs(
            (positions[.paymentProof] ?? []).map { subject.attachments[$0].facts },
            of: subject.attachments.filter { proven.contains($0.piece) }.map(\.facts))
    }

    subscript(position: Int) -> AttachedPiece { subject.attachments[position] }

    /// The positions of the attachments of one kind of piece, or of several.
    func positions(of piece: PieceCode) -> [Int] { positionsOfPiece[piece] ?? [] }

    func positions(of pieces: [PieceCode]) -> [Int] { Set(pieces).flatMap { positions(of: $0) }.sorted() }

    /// How many different documents: the same bytes attached twice prove no more than once.
    func documentCount(_ positions: [Int]) -> Int { Set(positions.map { self[$0].digest }).count }

    /// Whether an attachment stands for a cost: a rule calls it an invoice, or it was given the facts of one.
    func isInvoice(_ position: Int) -> Bool {
        let attached = self[position]
        guard attached.piece != .paymentProof else { return false }
        return invoicePieces.contains(attached.piece) || attached.facts.date != nil || attached.facts.amount != nil
    }

    /// The names of documents, as a sentence tells them.
    func names(_ positions: [Int]) -> SentenceValue {
        .list(positions.map { .quoted(self[$0].name.text) }, separator: ", ")
    }

    func assessment(
        _ verdict: Assessment.Verdict, _ effect: RuleEffect? = nil, by rule: AssessedRule, _ positions: [Int],
        _ sentence: Sentence
    ) -> Assessment {
        Assessment(
            verdict: verdict, effect: effect ?? rule.effect, rule: rule.code, label: rule.label,
            checklist: rule.checklist?.reference, citation: rule.citation,
            attachments: positions.map { self[$0].attachment }, sentence: sentence)
    }

    func doubt(_ doubt: Doubt, by rule: AssessedRule) -> Assessment {
        assessment(.doubtful, rule.effectOfDoubt, by: rule, doubt.positions, doubt.sentence)
    }

    /// Attachments as pieces that no rule names: what they were attached for has gone, or never was.
    func piecesNobodyAsksFor() -> [Assessment] {
        let known = Set(
            rules.compactMap { rule in
                switch rule.kind {
                case .piece(let code, _), .excluded(let code): code
                case .check: nil
                }
            })
        return positionsOfPiece.filter { !known.contains($0.key) }.sorted { $0.value[0] < $1.value[0] }
            .map { piece, positions in
                let sentence = Sentence(
                    "completeness.pieceUnknown", ["documents": names(positions), "piece": .text(piece.text)])
                return Assessment(
                    verdict: .surplus, effect: .warn, rule: .piece(piece),
                    label: LocalizedText(piece), checklist: nil, citation: nil,
                    attachments: positions.map { self[$0].attachment }, sentence: sentence)
            }
    }
}

/// Something about one or more documents that a person must look at.
struct Doubt {
    let positions: [Int]
    let sentence: Sentence
}
