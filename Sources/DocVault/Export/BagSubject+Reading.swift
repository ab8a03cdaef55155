extension BagSubject {
    /// Reads what the papers of a bag tell.
    /// - Parameters:
    ///   - sequence: The sequence of the dossier's last event.
    ///   - changedAt: The last change of the dossier.
    /// - Throws: ``VaultError/requirementNotFound(_:dossier:nearest:)`` for a scope that is not there.
    static func read(
        _ request: ExportRequest, dossier id: Dossier.ID, sequence: Int, origin: String?, at changedAt: Instant,
        _ connection: any SQLConnection
    ) throws -> BagSubject {
        let dossier = try DossierRecords.dossier(id, in: connection)
        let scope = try BagScope(request, dossier)
        let facts = try TriggerFactRecords.facts(of: id, in: connection)
        return BagSubject(
            request: request, id: id, dossier: dossier, sequence: sequence, changedAt: changedAt, origin: origin,
            disbursements: try DisbursementRecords.standings(of: id, in: connection)
                .filter { scope.covers($0.disbursement.code) }
                .map {
                    BagDisbursement(
                        disbursement: $0.disbursement, state: $0.state, paidOn: facts.payment(of: $0.disbursement.code))
                },
            requirements: try RequirementRecords.standings(of: id, in: connection)
                .filter { scope.covers($0.requirement.code) }
                .map { try BagRecords.requirement($0, in: scope, connection) },
            amendments: try AwardRecords.amendments(of: id, in: connection),
            findings: try BagRecords.findings(of: id, in: scope, connection),
            retention: try BagRetention.read(dossier, id, in: scope, connection),
            repeatedDigests: try BagRecords.repeatedDigests(of: id, in: connection))
    }
}

/// Which of a dossier's requirements and rounds a bag tells of, and to whom.
struct BagScope {
    let perspective: Perspective
    /// The one requirement; `nil` for all.
    private let requirement: Requirement?
    private let round: Int?

    /// - Throws: ``VaultError/requirementNotFound(_:dossier:nearest:)``.
    init(_ request: ExportRequest, _ dossier: Dossier) throws {
        perspective = request.perspective
        let code: RequirementCode
        switch request.scope {
        case .dossier, .sample:
            (requirement, round) = (nil, nil)
            return
        case .requirement(let only): (code, round) = (only, nil)
        case .round(let number, let only): (code, round) = (only, number)
        }
        guard let requirement = dossier.requirements.first(where: { $0.code == code }) else {
            throw VaultError.requirementNotFound(
                code, dossier: dossier.code, nearest: .nearest(to: code, among: dossier.requirements.map(\.code)))
        }
        self.requirement = requirement
    }

    func covers(_ code: RequirementCode) -> Bool { requirement.map { $0.code == code } ?? true }
    func covers(_ code: DisbursementCode) -> Bool { requirement.map { $0.disbursement == code } ?? true }
    func covers(round number: Int) -> Bool { round.map { $0 == number } ?? true }
}

extension TriggerFacts {
    /// The day that a disbursement was paid, corrections counted. A correction rests on a basis of its own, so the fact is
    /// known by the one that it goes back to.
    fileprivate func payment(of disbursement: DisbursementCode) -> CivilDate? {
        let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        func origin(of fact: TriggerFact) -> TriggerFact {
            var origin = fact
            while let earlier = origin.supersedes.flatMap({ byID[$0] }) { origin = earlier }
            return origin
        }
        return inForce.filter { $0.kind == .payment && origin(of: $0).basis == disbursement.text }.map(\.date).max()
    }
}

extension BagRetention {
    fileprivate static func read(
        _ dossier: Dossier, _ id: Dossier.ID, in scope: BagScope, _ connection: any SQLConnection
    ) throws -> BagRetention {
        let records = try RetentionRecords(in: connection)
        let retention = try records.retention(of: id)
        // Neither the code of a confidential hold leaves nor the days that it adds.
        let holds = retention.holds.filter { !$0.isConfidential }
        let eligibility = Eligibility(retention.obligations, holds)
        return BagRetention(
            policyVersion: records.policy.version, policyDigest: try records.policy.digest(),
            reasons: RetentionReasons(
                obligations: retention.obligations, facts: retention.facts.all,
                factsInForce: Set(retention.facts.inForce.map(\.id)), holds: holds.map(ExplainedHold.init)),
            lastDayKept: eligibility.lastDayKept, eligibleOn: eligibility.eligibleOn, action: eligibility.action,
            holds: try BagRecords.holds(of: dossier, in: scope, connection),
            dispositions: try BagRecords.dispositions(of: id, for: scope.perspective, connection))
    }
}
