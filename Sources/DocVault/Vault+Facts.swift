extension Vault {
    /// The dates that duties to keep a dossier run from, the first recorded one first, corrected ones as well.
    public func triggerFacts(of code: DossierCode) async throws -> [TriggerFact] {
        try await database.view(.readDossier, of: .dossier(code), by: context) { connection, admission in
            try TriggerFactRecords.facts(of: admission.required.id, in: connection).all
        }
    }

    /// Records a date that duties to keep may run from: an aid, an abandoned application, a payment made elsewhere.
    /// - Throws: ``VaultError/reasonMissing`` without a basis.
    public func recordFact(
        _ kind: TriggerFact.Kind, on day: CivilDate, of code: DossierCode, basis: String?
    ) async throws -> TriggerFact {
        try await record(of: code, basis: basis) { id, now, basis, _ in
            TriggerFact(
                id: id, kind: kind, date: day, effectiveOn: day, basis: basis, recordedAt: now, supersedes: nil,
                isVoid: false)
        }
    }

    /// Corrects a fact: it was another day, or it did not happen. What was recorded stays and is shown beside it.
    /// - Parameter day: The right day; `nil` when it did not happen.
    /// - Throws: ``RetentionRefusal/factNotFound(_:)``; ``RetentionRefusal/factCorrected(_:)`` for one that is not in force
    ///   any more; ``RetentionRefusal/factNeeded`` for the only end of an award.
    public func correctFact(
        _ wrong: TriggerFact.ID, to day: CivilDate?, of code: DossierCode, basis: String?
    ) async throws -> TriggerFact {
        try await record(of: code, basis: basis) { id, now, basis, facts in
            let old = try facts.correctable(wrong, to: day)
            return TriggerFact(
                id: id, kind: old.kind, date: day ?? old.date, effectiveOn: day ?? old.date, basis: basis,
                recordedAt: now, supersedes: old.id, isVoid: day == nil)
        }
    }

    private func record(
        of code: DossierCode, basis: String?,
        _ make: @escaping @Sendable (TriggerFact.ID, Instant, String, TriggerFacts) throws -> TriggerFact
    ) async throws -> TriggerFact {
        let (basis, id) = (try Reason.required(basis), identifiers.next(TriggerFact.self))
        return try await database.perform(.recordFact, on: .dossier(code), by: context) {
            connection, journal, admission in
            let dossier = try admission.required.id
            let facts = try TriggerFactRecords.facts(of: dossier, in: connection)
            let fact = try make(id, journal.now, basis, facts)
            let old = facts.all.first { $0.id == fact.supersedes }
            try Self.put(fact, correcting: old, in: dossier, code, connection, &journal)
            return fact
        }
    }

    private static func put(
        _ fact: TriggerFact, correcting old: TriggerFact?, in dossier: Dossier.ID, _ code: DossierCode,
        _ connection: any SQLConnection, _ journal: inout JournalAppender
    ) throws {
        try TriggerFactRecords.insert(fact, of: dossier, in: connection)
        try ObligationRecords.refresh(dossier, at: journal.now, in: connection)
        try DossierRecords.touch(dossier, at: journal.now, in: connection)
        let end = try TriggerFactRecords.facts(of: dossier, in: connection).last(.awardEnd)
        try journal.append(
            old == nil ? .factRecorded : .factCorrected, JournalSubject(.dossier, dossier),
            before: old?.canonical ?? nil,
            after: .object(
                leavingOut: [
                    ("awardEnd", end.map { .string($0.date.description) }), ("dossier", .string(code.text)),
                    ("fact", fact.canonical),
                ]))
    }
}

extension TriggerFacts {
    /// A fact that may be corrected to another day, or to none.
    fileprivate func correctable(_ wrong: TriggerFact.ID, to day: CivilDate?) throws(VaultError) -> TriggerFact {
        guard let old = all.first(where: { $0.id == wrong }) else {
            throw .retentionRefused(.factNotFound(wrong.description))
        }
        guard isInForce(wrong) else { throw .retentionRefused(.factCorrected(wrong.description)) }
        if day == nil, old.kind == .awardEnd, inForce.count(where: { $0.kind == .awardEnd }) == 1 {
            throw .retentionRefused(.factNeeded)
        }
        return old
    }
}
