extension Vault {
    /// Claims a disbursement: the beneficiary asks for it.
    /// - Throws: ``VaultError/disbursementNotFound(_:dossier:)``, ``VaultError/stateForbids(what:from:to:)``.
    public func claim(_ code: DisbursementCode, of dossier: DossierCode) async throws {
        try await move(code, of: dossier, .claimDisbursement, from: [.planned], to: .claimed, reason: nil)
    }

    /// Approves a disbursement, if the proof for it and for every earlier one is approved or waived.
    ///
    /// Each instalment is a subsidy of its own, paid only when what was paid before is justified (decree of 21 February
    /// 2019, art. 28).
    /// - Throws: ``VaultError/earlierProofMissing(_:_:)`` with every requirement that is in the way.
    public func approve(_ code: DisbursementCode, of dossier: DossierCode, reason: String? = nil) async throws {
        try await move(
            code, of: dossier, .approveDisbursement, from: [.planned, .claimed], to: .approved, reason: reason)
    }

    /// Records that a disbursement was paid on a day.
    public func pay(_ code: DisbursementCode, of dossier: DossierCode, on day: CivilDate) async throws {
        try await move(code, of: dossier, .payDisbursement, from: [.approved], to: .paid, reason: nil, paidOn: day)
    }

    /// The disbursements of a dossier, in the order of payment, each with what is in its way.
    public func disbursements(of dossier: DossierCode) async throws -> [DisbursementStanding] {
        try await database.view(.readDossier, of: .dossier(dossier), by: context) { connection, admission in
            try DisbursementRecords.standings(of: admission.required.id, in: connection)
        }
    }

    private func move(
        _ code: DisbursementCode, of dossier: DossierCode, _ act: Act, from sources: Set<Disbursement.State>,
        to new: Disbursement.State, reason: String?, paidOn: CivilDate? = nil
    ) async throws {
        let (context, identifiers) = (context.because(try Reason.optional(reason)), identifiers)
        try await database.perform(act, on: .dossier(dossier), by: context) { connection, journal, admission in
            let id = try admission.required.id
            guard
                let standing = try DisbursementRecords.standings(of: id, in: connection)
                    .first(where: { $0.disbursement.code == code })
            else { throw VaultError.disbursementNotFound(code, dossier: dossier) }
            guard sources.contains(standing.state) else {
                throw VaultError.stateForbids(what: code.text, from: standing.state.sentence, to: new.sentence)
            }
            guard new != .approved || standing.missingProof.isEmpty else {
                throw VaultError.earlierProofMissing(code, standing.missingProof)
            }
            try DisbursementRecords.move(standing.id, to: new, connection)
            if let paidOn {
                try AwardRecords.recordPayment(
                    on: paidOn, of: code, in: id, identifiers: identifiers, at: journal.now, connection)
            }
            try ObligationRecords.refresh(id, at: journal.now, in: connection)
            try DossierRecords.touch(id, at: journal.now, in: connection)
            try journal.append(
                .disbursementMoved, JournalSubject(.disbursement, standing.id),
                before: ["state": .string(standing.state.rawValue)],
                after: .object(
                    leavingOut: [
                        ("disbursement", .string(code.text)), ("dossier", .string(dossier.text)),
                        ("paidOn", paidOn.map { .string($0.description) }), ("state", .string(new.rawValue)),
                    ]))
        }
    }
}

/// A disbursement as it stands, and the proof that is missing for it or for an earlier one.
public struct DisbursementStanding: Hashable, Sendable {
    let id: Disbursement.ID
    public let disbursement: Disbursement
    public let state: Disbursement.State
    public let missingProof: [ProofMissing]
}
