// What people call the states and kinds of a dossier. The raw values are for programs.

extension Dossier.State {
    public var sentence: Sentence {
        switch self {
        case .preparation: Sentence("dossier.state.preparation")
        case .submitted: Sentence("dossier.state.submitted")
        case .admissible: Sentence("dossier.state.admissible")
        case .inadmissible: Sentence("dossier.state.inadmissible")
        case .granted: Sentence("dossier.state.granted")
        case .refused: Sentence("dossier.state.refused")
        case .closed: Sentence("dossier.state.closed")
        }
    }
}

extension Partner.Role {
    public var sentence: Sentence {
        switch self {
        case .coordinator: Sentence("dossier.role.coordinator")
        case .partner: Sentence("dossier.role.partner")
        }
    }
}

extension Disbursement.Kind {
    public var sentence: Sentence {
        switch self {
        case .advance: Sentence("dossier.disbursement.advance")
        case .interim: Sentence("dossier.disbursement.interim")
        case .balance: Sentence("dossier.disbursement.balance")
        }
    }
}

extension Disbursement.State {
    public var sentence: Sentence {
        switch self {
        case .planned: Sentence("dossier.disbursement.planned")
        case .claimed: Sentence("dossier.disbursement.claimed")
        case .approved: Sentence("dossier.disbursement.approved")
        case .paid: Sentence("dossier.disbursement.paid")
        }
    }
}

extension Requirement.Kind {
    public var sentence: Sentence {
        switch self {
        case .application: Sentence("dossier.requirement.kind.application")
        case .financial: Sentence("dossier.requirement.kind.financial")
        case .scientific: Sentence("dossier.requirement.kind.scientific")
        case .claim: Sentence("dossier.requirement.kind.claim")
        case .contract: Sentence("dossier.requirement.kind.contract")
        case .procurement: Sentence("dossier.requirement.kind.procurement")
        case .other: Sentence("dossier.requirement.kind.other")
        }
    }
}

extension Requirement.State {
    public var sentence: Sentence {
        switch self {
        case .open: Sentence("dossier.requirement.state.open")
        case .submitted: Sentence("dossier.requirement.state.submitted")
        case .approved: Sentence("dossier.requirement.state.approved")
        case .returned: Sentence("dossier.requirement.state.returned")
        case .waived: Sentence("dossier.requirement.state.waived")
        }
    }
}
