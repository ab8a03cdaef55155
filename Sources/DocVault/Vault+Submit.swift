extension Vault {
    /// A requirement with everything that it is decided from. Changes nothing.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/requirementNotFound(_:dossier:nearest:)``.
    public func requirement(_ code: RequirementCode, of dossier: DossierCode) async throws -> RequirementCase {
        try await database.view(.readDossier, of: .dossier(dossier), by: context) { connection, admission in
            try RequirementCase.load(code, of: admission.required, in: connection)
        }
    }

    /// Submits what is attached to a requirement: seals the list, and closes the requirement until it is decided on.
    ///
    /// What was submitted resolves to the same bytes and facts for good (promise 8). A submission after the due date is
    /// accepted and marked late. A receipt for it can be had by its identifier.
    /// - Parameter reason: Why it is submitted despite warnings; not needed when there are none.
    /// - Throws: ``VaultError/incomplete(_:_:)`` when a rule stops it, or warns and there is no reason;
    ///   ``VaultError/stateForbids(what:from:to:)`` when it was submitted meanwhile.
    @discardableResult
    public func submit(
        _ code: RequirementCode, of dossier: DossierCode, reason: String? = nil
    ) async throws -> Submission {
        let (reason, identifiers) = (try Reason.optional(reason), identifiers)
        let (context, target) = (context.because(reason), ActTarget.requirement(code, of: dossier))
        return try await database.perform(.submitRequirement, on: target, by: context) {
            connection, journal, admission in
            let matter = try RequirementCase.load(code, of: admission.required, in: connection)
            guard matter.state.takesPieces else { throw VaultError.stateForbids(code, matter.state, .submitted) }
            guard !matter.attached.isEmpty else { throw VaultError.nothingAttached(code) }
            let shortcomings = matter.shortcomings
            guard !shortcomings.contains(where: { $0.isBlocking || reason == nil }) else {
                throw VaultError.incomplete(code, shortcomings)
            }
            let submission = Submission(
                id: identifiers.next(Submission.self), round: (matter.submissions.last?.round ?? 0) + 1,
                submittedAt: journal.now, submittedBy: admission.principal.mark,
                isLate: matter.requirement.dueOn < journal.now.dayInBrussels, reason: reason,
                listDigest: try Submission.digest(of: matter.attached), pieces: matter.attached, decision: nil)
            try SubmissionRecords.insert(submission, of: matter.id, connection)
            try RequirementRecords.move(matter.id, from: matter.state, to: .submitted, at: journal.now, connection)
            try OutboxRecords.put(
                .submitted, matter.id, round: submission.round, identifiers: identifiers, at: journal.now, connection)
            try DossierRecords.touch(matter.dossierID, at: journal.now, in: connection)
            try journal.append(
                .requirementSubmitted, JournalSubject(.submission, submission.id),
                after: submission.event(of: code, in: dossier, shortcomings: shortcomings))
            return submission
        }
    }

    /// Answers a question of a requirement's checklists: whether a conditional piece is needed.
    /// - Throws: ``VaultError/questionNotAsked(_:requirement:nearest:)``, ``VaultError/requirementClosed(_:_:)``.
    public func answer(
        _ question: QuestionCode, with answer: Bool, for code: RequirementCode, of dossier: DossierCode
    ) async throws {
        let target = ActTarget.requirement(code, of: dossier)
        try await database.perform(.answerQuestion, on: target, by: context) { connection, journal, admission in
            let matter = try RequirementCase.load(code, of: admission.required, in: connection)
            guard matter.state.takesPieces else { throw VaultError.requirementClosed(code, matter.state) }
            let asked = matter.questions.map(\.code)
            guard asked.contains(question) else {
                let nearest = QuestionCode.nearest(to: question, among: asked)
                throw VaultError.questionNotAsked(question, requirement: code, nearest: nearest)
            }
            try RequirementChecklistRecords.answer(question, with: answer, for: matter.id, at: journal.now, connection)
            try journal.append(
                .questionAnswered, JournalSubject(.requirement, matter.id),
                before: matter.answers[question].map(CanonicalJSON.bool) ?? nil,
                after: [
                    "answer": .bool(answer), "dossier": .string(dossier.text), "question": .string(question.text),
                    "requirement": .string(code.text),
                ])
        }
    }

    /// Takes a document out of what is attached to a requirement. Rounds that were submitted keep it, and nothing is
    /// destroyed.
    /// - Throws: ``VaultError/documentNotFound(_:)``, ``VaultError/requirementClosed(_:_:)``.
    public func withdraw(
        _ document: Document.ID, from code: RequirementCode, of dossier: DossierCode, reason: String? = nil
    ) async throws {
        let (context, target) = (context.because(try Reason.optional(reason)), ActTarget.requirement(code, of: dossier))
        try await database.perform(.withdrawPiece, on: target, by: context) { connection, journal, admission in
            let matter = try RequirementCase.load(code, of: admission.required, in: connection)
            guard matter.state.takesPieces else { throw VaultError.requirementClosed(code, matter.state) }
            let pieces = matter.attached.filter { $0.document == document }
            guard !pieces.isEmpty else { throw VaultError.documentNotFound(document.description) }
            for piece in pieces {
                try AttachmentRecords.withdraw(piece.attachment, at: journal.now, connection)
                try journal.append(
                    .pieceWithdrawn, JournalSubject(.document, document), before: piece.canonical,
                    after: ["dossier": .string(dossier.text), "requirement": .string(code.text)])
            }
            try DossierRecords.touch(matter.dossierID, at: journal.now, in: connection)
        }
    }
}

extension Submission {
    /// The digest of a sealed list, in canonical JSON (RFC 8785).
    static func digest(of pieces: [Piece]) throws -> Digest {
        try DigestHasher.digest(of: try CanonicalJSON.array(pieces.map { try $0.canonical }).canonicalBytes())
    }

    /// What the journal tells of a submission; a receipt rests on `piecesDigest`.
    fileprivate func event(
        of requirement: RequirementCode, in dossier: DossierCode, shortcomings: [Shortcoming]
    ) throws -> CanonicalJSON {
        var digest = try PiecesDigest()
        for piece in pieces { try digest.add(Receipt.Piece(piece)) }
        let (count, size) = (digest.count, digest.sizeInBytes)
        return [
            "count": .integer(Int64(count)), "dossier": .string(dossier.text), "isLate": .bool(isLate),
            "listDigest": .string(listDigest.description), "piecesDigest": .string(try digest.finish().description),
            "requirement": .string(requirement.text), "round": .integer(Int64(round)), "sizeInBytes": .integer(size),
            "warnings": .array(shortcomings.map { .string($0.sentence.text(in: .en)) }),
        ]
    }
}

extension Receipt.Piece {
    init(_ piece: Submission.Piece) {
        self.init(
            digest: piece.blob.digest.description, document: piece.document.description, name: piece.name,
            sizeInBytes: piece.blob.sizeInBytes)
    }
}
