extension Dossier.State {
    /// Where an agent may move a dossier from here (DESIGN: from application to the end). Nothing leads back.
    var decisions: Set<Dossier.State> {
        switch self {
        case .preparation, .inadmissible, .refused, .closed: []
        case .submitted: [.admissible, .inadmissible]
        case .admissible: [.granted, .refused]
        case .granted: [.closed]
        }
    }
}

extension Vault {
    /// Submits an application: from preparation to submitted. What it must contain is what its requirements of the kind
    /// `application` ask for, and those must be submitted first (decree of 21 February 2019, art. 12).
    /// - Throws: ``VaultError/stateForbids(what:from:to:)``; ``VaultError/applicationIncomplete(_:_:)``.
    public func submitApplication(_ code: DossierCode) async throws {
        try await move(code, .submitApplication, to: .submitted, reason: nil) { state, open in
            guard state == .preparation else { throw VaultError.stateForbids(code, state, .submitted) }
            guard open.isEmpty else { throw VaultError.applicationIncomplete(code, open) }
        }
    }

    /// Decides on a dossier: admissible or not, granted or refused, closed.
    /// - Throws: ``VaultError/stateForbids(what:from:to:)`` for a step that there is not, and for a grant without an award;
    ///   ``VaultError/reasonMissing`` for a decision against the applicant.
    public func decide(_ code: DossierCode, _ new: Dossier.State, reason: String? = nil) async throws {
        let isAgainst = new == .inadmissible || new == .refused
        let reason = isAgainst ? try Reason.required(reason) : try Reason.optional(reason)
        try await move(code, .decideDossier, to: new, reason: reason) { state, _ in
            guard state.decisions.contains(new) else { throw VaultError.stateForbids(code, state, new) }
        }
    }

    private func move(
        _ code: DossierCode, _ act: Act, to new: Dossier.State, reason: String?,
        _ check: @escaping @Sendable (Dossier.State, [RequirementCode]) throws -> Void
    ) async throws {
        let (context, identifiers) = (context.because(reason), identifiers)
        try await database.perform(act, on: .dossier(code), by: context) { connection, journal, admission in
            let id = try admission.required.id
            let state = try DossierRecords.state(of: id, in: connection)
            let open = try RequirementRecords.standings(of: id, in: connection)
                .filter { $0.requirement.type == .application && $0.state.takesPieces }.map(\.requirement.code)
            try check(state, open)
            if new == .granted, try AwardRecords.award(of: id, in: connection) == nil {
                throw VaultError.awardMissing(code)
            }
            try DossierRecords.move(id, to: new, in: connection)
            if new == .refused || new == .inadmissible {
                let day = journal.now.dayInBrussels
                try TriggerFactRecords.insert(
                    TriggerFact(
                        id: identifiers.next(), kind: .refusal, date: day, effectiveOn: day, basis: new.rawValue,
                        recordedAt: journal.now, supersedes: nil, isVoid: false), of: id, in: connection)
            }
            try ObligationRecords.refresh(id, at: journal.now, in: connection)
            try DossierRecords.touch(id, at: journal.now, in: connection)
            try journal.append(
                .dossierMoved, JournalSubject(.dossier, id), before: ["state": .string(state.rawValue)],
                after: ["dossier": .string(code.text), "state": .string(new.rawValue)])
        }
    }

    /// Records an amendment of what was granted. What was before stays in the catalog beside it.
    /// - Throws: ``VaultError/awardMissing(_:)``; ``VaultError/reasonMissing`` without a basis;
    ///   ``VaultError/malformed(field:reason:)`` for an end before the beginning.
    public func amend(
        _ code: DossierCode, _ change: Amendment.Change, effectiveOn: CivilDate, basis: String
    ) async throws {
        let (basis, identifiers) = (try Reason.required(basis), identifiers)
        try await database.perform(.amendDossier, on: .dossier(code), by: context) { connection, journal, admission in
            let id = try admission.required.id
            let old = try DossierRecords.dossier(id, in: connection)
            if change.kind != .projectEnd, old.award == nil { throw VaultError.awardMissing(code) }
            switch change {
            case .awardEnd(let day), .projectEnd(let day):
                guard day >= old.projectPeriod.from else {
                    throw VaultError.endsTooSoon(day, begins: old.projectPeriod.from)
                }
            case .awardAmount: break
            }
            let amendment = Amendment(change: change, effectiveOn: effectiveOn, basis: basis, recordedAt: journal.now)
            try AwardRecords.put(amendment, in: id, identifiers: identifiers, at: journal.now, connection)
            try ObligationRecords.refresh(id, at: journal.now, in: connection)
            try DossierRecords.touch(id, at: journal.now, in: connection)
            let new = try DossierRecords.dossier(id, in: connection)
            try journal.append(
                .dossierAmended, JournalSubject(.dossier, id), before: old.amendable,
                after: .object(
                    leavingOut: [
                        ("basis", .string(basis)), ("dossier", .string(code.text)),
                        ("effectiveOn", .string(effectiveOn.description)), ("kind", .string(change.kind.rawValue)),
                        ("state", new.amendable),
                    ]))
        }
    }

    /// The amendments of a dossier, the first recorded one first.
    public func amendments(of code: DossierCode) async throws -> [Amendment] {
        try await database.view(.readDossier, of: .dossier(code), by: context) { connection, admission in
            try AwardRecords.amendments(of: admission.required.id, in: connection)
        }
    }
}

extension Dossier {
    /// What an amendment can change.
    fileprivate var amendable: CanonicalJSON {
        .object(leavingOut: [("award", award.map(\.canonical)), ("projectPeriod", projectPeriod.canonical)])
    }
}

extension VaultError {
    /// A dossier that cannot go from one state to another.
    static func stateForbids(_ code: DossierCode, _ from: Dossier.State, _ to: Dossier.State) -> VaultError {
        .stateForbids(what: code.text, from: from.sentence, to: to.sentence)
    }
}
