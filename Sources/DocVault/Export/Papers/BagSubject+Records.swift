/// The records of a dossier as JSON: see `docs/formats/bag-papers.md`.
extension BagSubject {
    var awardRecord: CanonicalJSON {
        record(
            "docvault-award/1",
            [
                ("amendments", .array(amendments.map(\.canonical))),
                ("award", dossier.award.map(\.canonical)),
                ("changedAt", .string(changedAt.description)),
                ("partners", .array(dossier.partners.map(\.canonical))),
                ("programme", .string(dossier.programme)),
                ("projectPeriod", dossier.projectPeriod.canonical),
                ("regimes", .array(dossier.regimes.map(\.rawValue).sorted().map(CanonicalJSON.string))),
                ("state", .string(dossier.state.rawValue)),
                ("title", dossier.title.canonical),
            ])
    }

    func record(of requirement: BagRequirement) -> CanonicalJSON {
        let asked = requirement.requirement
        return record(
            "docvault-requirement/1",
            [
                ("checklists", .array(requirement.checklists.map(\.canonical))),
                ("code", .string(asked.code.text)),
                ("disbursement", asked.disbursement.map { .string($0.text) }),
                ("dueDate", .string(asked.dueOn.description)),
                ("pieces", .array(asked.pieces.map(\.canonical))),
                ("rounds", .array(requirement.rounds.map(\.canonical))),
                ("state", .string(requirement.state.rawValue)),
                ("title", asked.title.canonical),
                ("type", .string(asked.type.rawValue)),
                ("waiver", requirement.waiver.map(\.canonical)),
            ])
    }

    func record(of disbursement: BagDisbursement) -> CanonicalJSON {
        let planned = disbursement.disbursement
        let requirements = requirements.map(\.requirement).filter { $0.disbursement == planned.code }
        return record(
            "docvault-disbursement/1",
            [
                ("amount", planned.amount.canonical), ("code", .string(planned.code.text)),
                ("kind", .string(planned.kind.rawValue)),
                ("paidOn", disbursement.paidOn.map { .string($0.description) }), ("period", planned.period.canonical),
                ("requirements", .array(requirements.map { .string($0.code.text) })),
                ("state", .string(disbursement.state.rawValue)),
            ])
    }

    /// All decisions on rounds in scope, and the waivers, in the order in which they were taken.
    var decisionsRecord: CanonicalJSON {
        var taken: [(at: Instant, record: CanonicalJSON)] = []
        for requirement in requirements {
            let code = CanonicalJSON.string(requirement.requirement.code.text)
            for round in requirement.rounds {
                guard let decision = round.decision else { continue }
                let members: [(String, CanonicalJSON?)] = [
                    ("listDigest", .string(round.listDigest.description)), ("requirement", code),
                    ("round", .integer(Int64(round.number))), ("submission", .string(round.id.description)),
                ]
                taken.append((decision.decidedAt, .object(leavingOut: decision.members + members)))
            }
            if let waiver = requirement.waiver {
                let members: [(String, CanonicalJSON?)] = [("outcome", "waived"), ("requirement", code)]
                taken.append((waiver.waivedAt, .object(leavingOut: waiver.members + members)))
            }
        }
        // Requirements come by their codes, so what was decided at one instant stays in that order.
        let ordered = taken.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        return record("docvault-decisions/1", [("decisions", .array(ordered.map(\.element.record)))])
    }

    /// `nil` for readers who are told of no findings.
    var findingsRecord: CanonicalJSON? {
        findings.map { record("docvault-findings/1", [("findings", .array($0.map(\.canonical)))]) }
    }

    /// A record of this dossier: what every file of them says first.
    func record(_ format: String, _ members: [(String, CanonicalJSON?)]) -> CanonicalJSON {
        .object(leavingOut: [("dossier", .string(dossier.code.text)), ("format", .string(format))] + members)
    }
}

extension Amendment {
    var canonical: CanonicalJSON {
        var (day, money): (CivilDate?, Money?) = (nil, nil)
        switch change {
        case .awardEnd(let end), .projectEnd(let end): day = end
        case .awardAmount(let amount): money = amount
        }
        return .object(
            leavingOut: [
                ("amount", money.map(\.canonical)), ("basis", .string(basis)),
                ("date", day.map { .string($0.description) }), ("effectiveOn", .string(effectiveOn.description)),
                ("kind", .string(change.kind.rawValue)), ("recordedAt", .string(recordedAt.description)),
            ])
    }
}

extension BagRequirement.PinnedChecklist {
    fileprivate var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("code", .string(reference.code.text)), ("digest", digest.map { .string($0.description) }),
                ("title", title.map(\.canonical)), ("version", .integer(Int64(reference.version))),
            ])
    }
}

extension BagRequirement.Waiver {
    fileprivate var members: [(String, CanonicalJSON?)] {
        [
            ("decidedAt", .string(waivedAt.description)), ("decidedBy", waivedBy.map(\.canonical)),
            ("reason", reason.map(CanonicalJSON.string)),
        ]
    }

    fileprivate var canonical: CanonicalJSON { .object(leavingOut: members) }
}

extension BagRound {
    fileprivate var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("decision", decision.map { .object(leavingOut: $0.members) }), ("isLate", .bool(isLate)),
                ("listDigest", .string(listDigest.description)), ("pieceCount", .integer(Int64(pieceCount))),
                ("reason", reason.map(CanonicalJSON.string)), ("round", .integer(Int64(number))),
                ("submission", .string(id.description)), ("submittedAt", .string(submittedAt.description)),
                ("submittedBy", submittedBy.canonical),
            ])
    }
}

extension BagDecision {
    fileprivate var members: [(String, CanonicalJSON?)] {
        [
            ("decidedAt", .string(decidedAt.description)), ("decidedBy", decidedBy.canonical),
            ("outcome", .string(outcome.rawValue)),
            ("pieces", pieceReasons.isEmpty ? nil : .array(pieceReasons.map(\.canonical))),
            ("reason", reason.map(CanonicalJSON.string)),
        ]
    }
}

extension BagDecision.PieceReason {
    fileprivate var canonical: CanonicalJSON {
        [
            "document": .string(document.description), "originalName": .string(originalName),
            "piece": .string(piece.text), "reason": .string(reason),
        ]
    }
}

extension BagPerson {
    var canonical: CanonicalJSON { ["kind": .string(kind.rawValue), "name": .string(name)] }
}

extension SubjectFinding {
    fileprivate var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("earlier", Self.canonical(earlier)), ("kind", .string(kind.rawValue)),
                ("place", Self.canonical(place)), ("reason", reason.map(CanonicalJSON.string)),
                ("recordedAt", .string(recordedAt.description)), ("state", .string(state.rawValue)),
            ])
    }

    private static func canonical(_ place: Place?) -> CanonicalJSON {
        guard let place else { return ["isInAnotherDossier": true] }
        return [
            "attachedAt": .string(place.attachedAt.description), "document": .string(place.document.description),
            "isInAnotherDossier": false, "originalName": .string(place.originalName),
            "requirement": .string(place.requirement.text),
        ]
    }
}
