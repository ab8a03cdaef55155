extension Dossier {
    /// The dossier as the journal tells of it: all that a description says.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("award", award.map(\.canonical)),
                ("code", .string(code.text)),
                ("disbursements", .array(disbursements.map(\.canonical))),
                ("organisations", .array(partners.map(\.canonical))),
                ("programme", .string(programme)),
                ("projectPeriod", projectPeriod.canonical),
                ("regimes", .array(regimes.map(\.rawValue).sorted().map(CanonicalJSON.string))),
                ("requirements", .array(requirements.map(\.canonical))),
                ("state", .string(state.rawValue)),
                ("title", title.canonical),
            ])
    }
}

extension LocalizedText {
    var canonical: CanonicalJSON {
        .object(leavingOut: Language.allCases.map { ($0.rawValue, self[$0].map(CanonicalJSON.string)) })
    }
}

extension Period {
    var canonical: CanonicalJSON { ["from": .string(from.description), "to": .string(to.description)] }
}

extension Partner {
    var canonical: CanonicalJSON {
        [
            "enterpriseNumber": .string(organisation.enterpriseNumber.description),
            "names": organisation.names.canonical, "role": .string(role.rawValue),
        ]
    }
}

extension Award {
    var canonical: CanonicalJSON {
        [
            "amount": amount.canonical, "decreeDate": .string(decreeDate.description),
            "decreeNumber": .string(decreeNumber), "endDate": .string(endDate.description),
        ]
    }
}

extension Disbursement {
    var canonical: CanonicalJSON {
        [
            "amount": amount.canonical, "code": .string(code.text), "kind": .string(kind.rawValue),
            "period": period.canonical,
        ]
    }
}

extension Requirement {
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                (
                    "checklists",
                    checklists.isEmpty
                        ? nil
                        : .array(
                            checklists.map { ["code": .string($0.code.text), "version": .integer(Int64($0.version))] })
                ),
                ("code", .string(code.text)),
                ("disbursement", disbursement.map { .string($0.text) }),
                ("dueDate", .string(dueOn.description)),
                ("pieces", .array(pieces.map(\.canonical))),
                ("title", title.canonical),
                ("type", .string(type.rawValue)),
            ])
    }
}

extension PieceRule {
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("code", .string(code.text)),
                ("heading", heading.map { .string($0.rawValue) }),
                ("label", label.canonical),
                ("max", maximum.map { .integer(Int64($0)) }),
                ("min", .integer(Int64(minimum))),
                ("needsPaymentProof", .bool(needsPaymentProof)),
            ])
    }
}
