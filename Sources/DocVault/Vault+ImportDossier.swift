/// What importing a description came to.
public struct DossierImport: Hashable, Sendable {
    /// Names of what was not in the vault and is now: `dossier`, `award`, `D02`, `E03`.
    public internal(set) var added: [String] = []
    /// Names of what was there and is different now.
    public internal(set) var changed: [String] = []
    /// Names of what is in the vault but not in the description any more. Nothing was done to it.
    public internal(set) var kept: [String] = []

    /// Whether the dossier was not in the vault before.
    public var isNew: Bool { added.contains("dossier") }
}

extension Vault {
    /// Adds a dossier, or brings one up to its edited description.
    ///
    /// Nothing is ever deleted: what the description no longer names is kept and reported. The end of the award decree is
    /// recorded as a new fact when it moved. All of it happens in one transaction, or nothing.
    public func importDossier(_ description: DossierDescription) async throws -> DossierImport {
        let identifiers = identifiers
        let new = description.dossier
        let target = ActTarget.newDossier(new.code, programme: new.programme)
        return try await database.perform(.importDossier, on: target, by: context) { connection, journal, admission in
            let now = journal.now
            let known = admission.dossier?.id
            let id = known ?? identifiers.next(Dossier.self)
            journal.dossier = id
            let old = try known.map { try DossierRecords.dossier($0, in: connection) }
            var outcome = DossierImport()

            if let old {
                if !old.hasSameHead(as: new) {
                    outcome.changed.append("dossier")
                    try DossierRecords.update(new, as: id, in: connection)
                }
            } else {
                outcome.added.append("dossier")
                try DossierRecords.insert(new, as: id, at: now, in: connection)
            }
            if let old, !Set(old.partners).isSuperset(of: new.partners) { outcome.changed.append("organisations") }
            if old.map({ Set($0.partners).isSuperset(of: new.partners) }) != true {
                try PartyRecords.put(new.partners, in: id, identifiers: identifiers, at: now, connection)
            }
            if let award = new.award, award != old?.award {
                outcome.note("award", from: old?.award, to: award)
                try AwardRecords.put(
                    award, replacing: old?.award, in: id, identifiers: identifiers, at: now, connection)
            } else if new.award == nil, old?.award != nil {
                outcome.kept.append("award")
            }
            for (position, disbursement) in new.disbursements.enumerated() {
                let before = old?.disbursements.first { $0.code == disbursement.code }
                guard before != disbursement || old?.disbursements.firstIndex(of: disbursement) != position else {
                    continue
                }
                outcome.note(disbursement.code.text, from: before, to: disbursement)
                try DisbursementRecords.put(
                    disbursement, at: position, in: id, identifiers: identifiers, now: now, connection)
            }
            for requirement in new.requirements {
                let before = old?.requirements.first { $0.code == requirement.code }
                let requirement = try RequirementChecklistRecords.completed(
                    requirement, pinned: before?.checklists ?? [], in: connection)
                guard before != requirement else { continue }
                outcome.noteKeptPieces(from: before, to: requirement)
                guard before?.covers(requirement) != true else { continue }
                outcome.note(requirement.code.text, from: before, to: requirement)
                try RequirementRecords.put(requirement, in: id, identifiers: identifiers, at: now, connection)
            }
            outcome.noteKept(from: old, to: new)
            if !outcome.added.isEmpty || !outcome.changed.isEmpty {
                try ObligationRecords.refresh(id, at: now, in: connection)
                try DossierRecords.touch(id, at: now, in: connection)
                try journal.append(
                    .dossierImported, JournalSubject(.dossier, id), before: old?.canonical ?? nil,
                    after: DossierRecords.dossier(id, in: connection).canonical)
            }
            return outcome
        }
    }
}

extension DossierImport {
    fileprivate mutating func note<Value: Equatable>(_ name: String, from old: Value?, to new: Value) {
        if old == nil { added.append(name) } else if old != new { changed.append(name) }
    }

    fileprivate mutating func noteKept(from old: Dossier?, to new: Dossier) {
        guard let old else { return }
        let disbursements = Set(new.disbursements.map(\.code))
        kept += old.disbursements.map(\.code).filter { !disbursements.contains($0) }.map(\.text)
        let requirements = Set(new.requirements.map(\.code))
        kept += old.requirements.map(\.code).filter { !requirements.contains($0) }.map(\.text)
        let numbers = Set(new.partners.map(\.organisation.enterpriseNumber))
        kept += old.partners.map(\.organisation.enterpriseNumber).filter { !numbers.contains($0) }.map(\.description)
    }

    fileprivate mutating func noteKeptPieces(from old: Requirement?, to new: Requirement) {
        let pieces = Set(new.pieces.map(\.code))
        kept += old?.pieces.map(\.code).filter { !pieces.contains($0) }.map { "\(new.code) \($0)" } ?? []
    }
}

extension Dossier {
    fileprivate func hasSameHead(as other: Dossier) -> Bool {
        title == other.title && programme == other.programme && regimes == other.regimes && state == other.state
            && projectPeriod == other.projectPeriod
    }
}

extension Requirement {
    /// Whether it differs from an edited one by pieces alone that the edited one leaves out, which are kept.
    fileprivate func covers(_ edited: Requirement) -> Bool {
        let common = pieces.filter { piece in edited.pieces.contains { $0.code == piece.code } }
        return code == edited.code && disbursement == edited.disbursement && type == edited.type
            && title == edited.title && dueOn == edited.dueOn && common == edited.pieces
            && checklists == edited.checklists
    }
}
