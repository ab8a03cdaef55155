extension Vault {
    /// What a disposition would take today: nothing is changed.
    public func simulateDisposition(
        _ action: DispositionCase.Action, of selection: DisposalSelection
    ) async throws -> DisposalPreview {
        try await database.view(.readDisposition, by: context) { connection, admission in
            var preview = DisposalPreview()
            try Self.select(action, selection, on: admission.now.dayInBrussels, in: connection, &preview) { _, _, _ in }
            return preview
        }
    }

    /// Proposes to dispose of all documents of a selection that may be disposed of today. The list is frozen.
    /// - Throws: ``RetentionRefusal/nothingToDispose``, ``VaultError/reasonMissing``.
    /// - Complexity: One transaction with a row for each document.
    public func proposeDisposition(
        _ action: DispositionCase.Action, of selection: DisposalSelection, reason: String?
    ) async throws -> DispositionCase {
        let (reason, id) = (try Reason.required(reason), identifiers.next(DispositionCase.self))
        return try await database.perform(.proposeDisposition, by: context.because(reason)) {
            connection, journal, admission in
            let (now, today) = (journal.now, journal.now.dayInBrussels)
            guard let code = try DispositionRecords.nextCode(in: today.year, connection) else {
                throw VaultError.retentionRefused(.nothingToDispose)
            }
            let policy = try RetentionPolicyRecords.inForce(in: connection)
            try DispositionRecords.insert(
                id, code, action, because: reason, policy: policy.version, by: admission.principal, at: now,
                in: connection)
            var preview = DisposalPreview()
            var position = 0
            try Self.select(action, selection, on: today, in: connection, &preview) { document, blob, last in
                position += 1
                try DispositionItemRecords.insert(
                    document, blob, lastDayKept: last, at: position, of: id, now: now, in: connection)
            }
            guard position > 0 else { throw VaultError.retentionRefused(.nothingToDispose) }
            let list = try DispositionRecords.sealList(of: id, in: connection)
            try journal.append(
                .dispositionProposed, JournalSubject(.disposition, id),
                after: [
                    "action": .string(action.rawValue), "code": .string(code.text), "count": .integer(Int64(position)),
                    "listDigest": .string(list.description), "policyVersion": .integer(Int64(policy.version)),
                ])
            return try DispositionRecords.require(code, in: connection).case
        }
    }

    /// Takes documents out of a case. The list is another one then, and an approval of the old one is void.
    /// - Throws: ``VaultError/documentNotFound(_:)`` for one that is not in the list;
    ///   ``VaultError/stateForbids(what:from:to:)`` when it is being executed or is over.
    public func reviewDisposition(
        _ code: DispositionCode, excluding documents: [Document.ID], reason: String?
    ) async throws -> DispositionCase {
        let reason = try Reason.required(reason)
        return try await database.perform(.reviewDisposition, on: .disposition(code), by: context.because(reason)) {
            connection, journal, _ in
            let (id, old) = try Self.openCase(code, to: .proposed, in: connection)
            for document in documents {
                guard
                    try DispositionItemRecords.exclude(
                        document, from: id, because: reason, at: journal.now, in: connection)
                else { throw VaultError.documentNotFound(document.description) }
            }
            let list = try DispositionRecords.sealList(of: id, in: connection)
            try journal.append(
                .dispositionReviewed, JournalSubject(.disposition, id),
                before: ["listDigest": .string(old.listDigest.description), "state": .string(old.state.rawValue)],
                after: [
                    "code": .string(code.text),
                    "excluded": .array(documents.map { .string($0.description) }),
                    "listDigest": .string(list.description),
                    "state": .string(DispositionCase.State.proposed.rawValue),
                ])
            return try DispositionRecords.require(code, in: connection).case
        }
    }

    /// Approves a case as the second person, and begins its grace.
    /// - Parameters:
    ///   - list: The digest of the list that the approver has seen.
    ///   - authorisation: The reference of who must allow it outside the agency.
    /// - Throws: ``VaultError/refused(_:)`` for one's own proposal; ``RetentionRefusal/listChanged(_:)`` when the list is not
    ///   that one any more; ``RetentionRefusal/authorisationMissing``.
    public func approveDisposition(
        _ code: DispositionCode, list: Digest, authorisation: String?
    ) async throws -> DispositionCase {
        let authorisation = try Reason.optional(authorisation)
        return try await database.perform(.approveDisposition, on: .disposition(code), by: context) {
            connection, journal, admission in
            let (id, old) = try Self.openCase(code, to: .approved, in: connection)
            guard old.state == .proposed else {
                throw VaultError.stateForbids(code, old.state, .approved)
            }
            guard old.listDigest == list else { throw VaultError.retentionRefused(.listChanged(code)) }
            let terms = try RetentionPolicyRecords.inForce(in: connection).disposition
            guard authorisation != nil || !(terms.needsAuthorisation || old.action == .transfer) else {
                throw VaultError.retentionRefused(.authorisationMissing)
            }
            let today = journal.now.dayInBrussels
            guard let executableOn = today.adding(terms.grace) else {
                throw VaultError.retentionRefused(.listChanged(code))
            }
            try DispositionRecords.approve(
                id, by: admission.principal, authorisation: authorisation, executableOn: executableOn,
                at: journal.now, in: connection)
            try journal.append(
                .dispositionApproved, JournalSubject(.disposition, id),
                after: .object(
                    leavingOut: [
                        ("authorisation", authorisation.map(CanonicalJSON.string)), ("code", .string(code.text)),
                        ("executableOn", .string(executableOn.description)),
                        ("listDigest", .string(list.description)),
                    ]))
            return try DispositionRecords.require(code, in: connection).case
        }
    }

    /// Gives a case up, before it is executed. Its documents may be in another one.
    public func cancelDisposition(_ code: DispositionCode, reason: String?) async throws -> DispositionCase {
        let reason = try Reason.required(reason)
        return try await database.perform(.cancelDisposition, on: .disposition(code), by: context.because(reason)) {
            connection, journal, _ in
            let (id, old) = try Self.openCase(code, to: .cancelled, in: connection)
            try DispositionItemRecords.excludeAll(from: id, because: reason, at: journal.now, in: connection)
            try DispositionRecords.move(id, to: .cancelled, in: connection)
            try journal.append(
                .dispositionCancelled, JournalSubject(.disposition, id),
                before: ["state": .string(old.state.rawValue)],
                after: [
                    "code": .string(code.text), "state": .string(DispositionCase.State.cancelled.rawValue),
                ])
            return try DispositionRecords.require(code, in: connection).case
        }
    }

    /// All cases, those that are over as well, as they were proposed.
    public func dispositions() async throws -> [DispositionCase] {
        try await database.view(.readDisposition, by: context) { connection, _ in
            try DispositionRecords.cases(in: connection)
        }
    }

    /// A page of them, in the order of their codes.
    package func dispositions(
        after code: DispositionCode?, limit: Int
    ) async throws -> ListPage<DispositionCase, DispositionCode> {
        try await database.view(.readDisposition, by: context) { connection, _ in
            let found = try DispositionRecords.cases(after: code, limit: limit + 1, in: connection)
            return ListPage(found, limit: limit, position: \.code)
        }
    }

    /// A page of the documents of a case, in the order of its list.
    /// - Throws: ``RetentionRefusal/dispositionNotFound(_:)``.
    package func items(
        of code: DispositionCode, after position: Int?, limit: Int
    ) async throws -> ListPage<DispositionItem, Int> {
        let (_, items) = try await disposition(code, after: position ?? 0, limit: limit + 1)
        return ListPage(items, limit: limit, position: \.position)
    }

    /// A case, and a page of its documents after a position.
    /// - Throws: ``RetentionRefusal/dispositionNotFound(_:)``.
    public func disposition(
        _ code: DispositionCode, after position: Int = 0, limit: Int = 1_000
    ) async throws -> (DispositionCase, [DispositionItem]) {
        try await database.view(.readDisposition, by: context) { connection, _ in
            let (id, found) = try DispositionRecords.require(code, in: connection)
            let items = try DispositionItemRecords.page(of: id, after: position, limit: limit, connection)
            return (found, items)
        }
    }

    private static func openCase(
        _ code: DispositionCode, to new: DispositionCase.State, in connection: any SQLConnection
    ) throws -> (id: DispositionCase.ID, case: DispositionCase) {
        let found = try DispositionRecords.require(code, in: connection)
        guard found.case.state.isOpen else { throw VaultError.stateForbids(code, found.case.state, new) }
        return found
    }

    /// Calls `take` with each document of a selection that may be disposed of on a day.
    private static func select(
        _ action: DispositionCase.Action, _ selection: DisposalSelection, on day: CivilDate,
        in connection: any SQLConnection, _ preview: inout DisposalPreview,
        _ take: (Document.ID, BlobDescriptor, CivilDate) throws -> Void
    ) throws {
        let records = try RetentionRecords(in: connection)
        var found = preview
        try forEachDossier(of: selection, in: connection) { id, code in
            let dossier = try records.retention(of: id)
            // Where one answer holds for all documents, those that stay are counted and not read.
            guard dossier.isHeldInPart || dossier.eligibility.isEligible(on: day) else {
                found.keptCount += try RetentionListRecords.documentCount(of: id, in: connection)
                return
            }
            try RetentionListRecords.forEachDocument(of: id, in: connection) { document, blob in
                let eligibility = try records.eligibility(of: document, in: dossier)
                guard let last = eligibility.lastDayKept, eligibility.isEligible(on: day),
                    action.takes(eligibility.action)
                else {
                    found.keptCount += 1
                    return
                }
                guard try !DispositionItemRecords.isTaken(document, in: connection) else {
                    found.takenCount += 1
                    return
                }
                found.documentCount += 1
                found.sizeInBytes += blob.sizeInBytes
                found.dossiers[code, default: 0] += 1
                try take(document, blob, last)
            }
        }
        preview = found
    }

    private static func forEachDossier(
        of selection: DisposalSelection, in connection: any SQLConnection,
        _ consume: (Dossier.ID, DossierCode) throws -> Void
    ) throws {
        switch selection {
        case .dossiers(let codes):
            for code in Set(codes).sorted() { try consume(try DossierRecords.require(code, in: connection), code) }
        case .everything:
            var last: DossierCode?
            while true {
                let rows = try RetentionListRecords.dossiers(after: last, limit: 1_000, in: connection)
                for row in rows { try consume(row.id, row.code) }
                guard rows.count == 1_000 else { return }
                last = rows.last?.code
            }
        }
    }
}

extension DispositionCase.Action {
    /// Whether a case of this kind takes documents for which the policy asks for an action. A review is the case itself.
    func takes(_ action: RetentionAction) -> Bool {
        switch self {
        case .destroy: action == .destroy || action == .review
        case .transfer: action == .transfer
        }
    }
}

extension VaultError {
    /// A case that cannot go from one state to another.
    static func stateForbids(
        _ code: DispositionCode, _ from: DispositionCase.State, _ to: DispositionCase.State
    ) -> VaultError {
        .stateForbids(what: code.text, from: from.sentence, to: to.sentence)
    }
}
