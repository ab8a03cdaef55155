extension Vault {
    /// Approves the submission that waits for a decision.
    /// - Throws: ``VaultError/nothingSubmitted(_:_:)``; ``VaultError/refused(_:)`` for one's own submission.
    public func approve(
        _ code: RequirementCode, of dossier: DossierCode, reason: String? = nil
    ) async throws -> RequirementCase {
        try await decide(
            .approveRequirement, .approved, code, of: dossier, reason: try Reason.optional(reason), pieceReasons: [:])
    }

    /// Returns the submission that waits for a decision: the requirement takes pieces again, for a new round.
    /// - Parameter pieceReasons: Why single documents are returned.
    /// - Throws: ``VaultError/reasonMissing``; ``VaultError/documentNotFound(_:)`` for one that was not submitted;
    ///   ``VaultError/nothingSubmitted(_:_:)``; ``VaultError/refused(_:)`` for one's own submission.
    public func `return`(
        _ code: RequirementCode, of dossier: DossierCode, reason: String?, pieceReasons: [Document.ID: String] = [:]
    ) async throws -> RequirementCase {
        var reasons: [Document.ID: String] = [:]
        for (document, reason) in pieceReasons { reasons[document] = try Reason.required(reason) }
        return try await decide(
            .returnRequirement, .returned, code, of: dossier, reason: try Reason.required(reason),
            pieceReasons: reasons)
    }

    private func decide(
        _ act: Act, _ outcome: Decision.Outcome, _ code: RequirementCode, of dossier: DossierCode, reason: String?,
        pieceReasons: [Document.ID: String]
    ) async throws -> RequirementCase {
        let (context, identifiers) = (context.because(reason), identifiers)
        let target = ActTarget.requirement(code, of: dossier)
        return try await database.perform(act, on: target, by: context) { connection, journal, admission in
            let matter = try RequirementCase.load(code, of: admission.required, in: connection)
            guard matter.state == .submitted, let submission = matter.submissions.last else {
                throw VaultError.nothingSubmitted(code, matter.state)
            }
            var reasons: [Attachment.ID: String] = [:]
            for (document, reason) in pieceReasons {
                guard let piece = submission.pieces.first(where: { $0.document == document }) else {
                    throw VaultError.documentNotFound(document.description)
                }
                reasons[piece.attachment] = reason
            }
            let decision = Decision(
                outcome: outcome, reason: reason, decidedBy: admission.principal.mark, decidedAt: journal.now,
                pieceReasons: reasons)
            try SubmissionRecords.decide(decision, on: submission.id, as: identifiers.next(), connection)
            let state: Requirement.State = outcome == .approved ? .approved : .returned
            try RequirementRecords.move(matter.id, from: .submitted, to: state, at: journal.now, connection)
            try OutboxRecords.put(
                outcome == .approved ? .approved : .returned, matter.id, round: submission.round,
                identifiers: identifiers, at: journal.now, connection)
            try DossierRecords.touch(matter.dossierID, at: journal.now, in: connection)
            try journal.append(
                outcome == .approved ? .requirementApproved : .requirementReturned,
                JournalSubject(.requirement, matter.id), before: .string(matter.state.rawValue),
                after: [
                    "dossier": .string(dossier.text),
                    "pieces": .array(
                        pieceReasons.map { ($0.key.description, $0.value) }.sorted { $0.0 < $1.0 }
                            .map { ["document": .string($0.0), "reason": .string($0.1)] }),
                    "requirement": .string(code.text), "round": .integer(Int64(submission.round)),
                    "state": .string(state.rawValue), "submission": .string(submission.id.description),
                ])
            return try RequirementCase.load(code, of: admission.required, in: connection)
        }
    }

    /// Lets a requirement go without proof, for a reason.
    /// - Throws: ``VaultError/reasonMissing``; ``VaultError/stateForbids(what:from:to:)`` unless it takes pieces.
    public func waive(
        _ code: RequirementCode, of dossier: DossierCode, reason: String?
    ) async throws -> RequirementCase {
        let (context, identifiers) = (context.because(try Reason.required(reason)), identifiers)
        let target = ActTarget.requirement(code, of: dossier)
        return try await database.perform(.waiveRequirement, on: target, by: context) {
            connection, journal, admission in
            let matter = try RequirementCase.load(code, of: admission.required, in: connection)
            guard matter.state.takesPieces else { throw VaultError.stateForbids(code, matter.state, .waived) }
            try RequirementRecords.move(matter.id, from: matter.state, to: .waived, at: journal.now, connection)
            try OutboxRecords.put(
                .waived, matter.id, round: matter.submissions.count, identifiers: identifiers, at: journal.now,
                connection)
            try DossierRecords.touch(matter.dossierID, at: journal.now, in: connection)
            try journal.append(
                .requirementWaived, JournalSubject(.requirement, matter.id), before: .string(matter.state.rawValue),
                after: [
                    "dossier": .string(dossier.text), "requirement": .string(code.text),
                    "state": .string(Requirement.State.waived.rawValue),
                ])
            return try RequirementCase.load(code, of: admission.required, in: connection)
        }
    }
}
