/// One requirement with all that is decided from: its dossier, its checklists, what is attached, and its rounds.
public struct RequirementCase: Hashable, Sendable {
    let id: Requirement.ID
    let dossierID: Dossier.ID
    public let dossier: DossierCode
    public let requirement: Requirement
    public let state: Requirement.State
    /// What every rule says of it now.
    public let assessments: [Assessment]
    /// The questions of its checklists, and what was answered.
    public let questions: [Question]
    public let answers: [QuestionCode: Bool]
    /// What is attached now.
    public let attached: [Submission.Piece]
    public let submissions: [Submission]

    /// What is different now from what was submitted last; `nil` before the first round.
    public var changes: RoundChanges? {
        submissions.last.map { RoundChanges(from: $0.pieces, to: attached) }
    }

    /// Whether the due date is past and nothing waits for a decision: derived, never stored.
    public func isOverdue(on day: CivilDate) -> Bool { state.takesPieces && requirement.dueOn < day }

    /// What stops a submission, and what needs a reason.
    public var shortcomings: [Shortcoming] {
        assessments.filter(\.verdict.isOpen).map { assessment in
            Shortcoming(
                sentence: assessment.sentence, citation: assessment.citation?.place,
                isBlocking: assessment.effect == .block)
        }
    }
}

extension RequirementCase {
    /// Reads a requirement and judges it. Changes nothing.
    /// - Throws: ``VaultError/requirementNotFound(_:dossier:nearest:)``.
    static func load(
        _ code: RequirementCode, of relation: ActSubject.DossierRelation, in connection: any SQLConnection
    ) throws -> RequirementCase {
        let (id, requirement, state) = try RequirementRecords.require(code, of: relation, in: connection)
        let checklists = try RequirementChecklistRecords.checklists(of: id, in: connection)
        let answers = try RequirementChecklistRecords.answers(of: id, in: connection)
        var (attached, pieces): ([Submission.Piece], [AttachedPiece]) = ([], [])
        try SubmissionRecords.forEachAttached(to: id, in: connection) { piece, assessed in
            attached.append(piece)
            pieces.append(assessed)
        }
        let known = Set(checklists.flatMap(\.pieceRules).map(\.code))
        let facts = try DossierRecords.completenessFacts(of: relation.id, in: connection)
        let subject = CompletenessSubject(
            projectPeriod: facts.projectPeriod, regimes: facts.regimes, partners: facts.partners,
            checklists: checklists, pieces: requirement.pieces.filter { !known.contains($0.code) }, answers: answers,
            attachments: pieces)
        var questions: [Question] = []
        for question in checklists.flatMap(\.questions) where !questions.contains(where: { $0.code == question.code }) {
            questions.append(question)
        }
        return RequirementCase(
            id: id, dossierID: relation.id, dossier: relation.code, requirement: requirement, state: state,
            assessments: Completeness.assess(subject), questions: questions, answers: answers, attached: attached,
            submissions: try SubmissionRecords.submissions(of: id, in: connection))
    }
}
