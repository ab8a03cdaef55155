extension AccessRefusal {
    /// The reason, for the person who was refused.
    public var sentence: Sentence {
        switch self {
        case .ownSubmission: Sentence("access.ownSubmission")
        case .ownPowers: Sentence("access.ownPowers")
        case .ownProposal: Sentence("access.ownProposal")
        case .noPerson: Sentence("access.noPerson")
        case .viewerOnly: Sentence("access.viewerOnly")
        case .beneficiaryOnly: Sentence("access.beneficiaryOnly")
        case .agentOnly: Sentence("access.agentOnly")
        case .superUserOnly: Sentence("access.superUserOnly")
        case .administratorOnly: Sentence("access.administratorOnly")
        case .recordsManagerOnly: Sentence("access.recordsManagerOnly")
        case .operatorOnly: Sentence("access.operatorOnly")
        case .otherOrganisation: Sentence("access.otherOrganisation")
        case .accessWithdrawn: Sentence("access.accessWithdrawn")
        case .mandateEnded: Sentence("access.mandateEnded")
        }
    }
}

extension SharingRefusal {
    /// The reason, for the person who wanted to share.
    public var sentence: Sentence {
        switch self {
        case .unknownPerson(let email): Sentence("party.sharingUnknown", ["email": .text("\(email)")])
        case .otherOrganisation(let email, let number):
            Sentence("party.sharingMismatch", ["email": .text("\(email)"), "number": .text("\(number)")])
        case .noAccess(let email, let number):
            Sentence("party.sharingNoAccess", ["email": .text("\(email)"), "number": .text("\(number)")])
        }
    }
}

extension Shortcoming {
    /// What stops a submission, or what it needs a reason for.
    static func sentence(of shortcomings: [Shortcoming], requirement: RequirementCode) -> Sentence {
        let blocking = shortcomings.filter(\.isBlocking)
        let told = SentenceValue.list(
            (blocking.isEmpty ? shortcomings : blocking).map { .sentence($0.sentence) }, separator: "; ")
        return blocking.isEmpty
            ? Sentence("decision.warnings", ["requirement": .text("\(requirement)"), "shortcomings": told])
            : Sentence("decision.incomplete", ["requirement": .text("\(requirement)"), "shortcomings": told])
    }
}

extension ProofMissing {
    /// Which requirements a disbursement waits for (decree of 21 February 2019, art. 28).
    static func sentence(of missing: [ProofMissing], disbursement: DisbursementCode) -> Sentence {
        let names = missing.map { missing in
            SentenceValue.sentence(
                Sentence(
                    "decision.proofMissing",
                    [
                        "requirement": .text("\(missing.requirement)"),
                        "disbursement": .text("\(missing.disbursement)"),
                        "state": .sentence(missing.state.sentence),
                    ]))
        }
        return Sentence(
            "decision.earlierProofMissing",
            ["disbursement": .text("\(disbursement)"), "requirements": .list(names, separator: ", ")])
    }
}
