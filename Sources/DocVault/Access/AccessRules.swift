/// Who may do what: the only place that decides it. `docs/access.md` is the same as a table, and a test walks all of it.
package enum AccessRules {
    /// Decides on one act: a pure function of what the actor is and what the act is done to.
    package static func decide(_ act: Act, by standing: Standing, on subject: ActSubject) -> AccessDecision {
        switch act {
        case .readJournal, .listDossiers, .findDocuments, .listDue: .allowed
        case .readDossier, .readHistory, .exportDossier, .readDocument: reading(standing, subject)
        case .listQueue, .listFindings: queue(standing)
        case .attachPiece, .withdrawPiece, .answerQuestion, .submitRequirement, .claimDisbursement,
            .submitApplication:
            editing(standing, subject)
        case .approveRequirement, .returnRequirement:
            subject.isOwnSubmission ? .refused(.ownSubmission) : deciding(standing, subject)
        case .waiveRequirement, .decideDossier, .amendDossier, .dismissFinding, .approveDisbursement, .payDisbursement:
            deciding(standing, subject)
        case .importDossier: importing(standing, subject)
        case .shareDossier, .endSharing: sharing(standing, subject)
        case .readOrganisation, .createContact, .changeAccess: managing(standing, subject)
        case .changeOwnSettings: standing.kind == .person ? .allowed : .refused(.noPerson)
        case .registerOrganisation, .rotateKey: administering(standing)
        case .appointStaff, .dismissStaff: unlessOwn(standing, subject) ?? administering(standing)
        case .grantMandate, .endMandate: unlessOwn(standing, subject) ?? keeping(standing)
        case .eraseEvent: keeping(standing)
        case .remind: standing.kind == .person ? .refused(.operatorOnly) : .allowed
        }
    }

    /// Reading a dossier. Who may not learns nothing of it, not even that it is there (promise 4).
    private static func reading(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return .hidden }
        if standing.kind != .person || standing.isRecordsManager || standing.isAgent(for: dossier.programme)
            || dossier.sharedAs != nil || isSuperUserOfPartner(standing, dossier)
            || standing.mandates.contains(where: { covers($0, dossier) })
        {
            return .allowed
        }
        if standing.hasOtherMandate, standing.access == nil { return .refused(.mandateEnded) }
        return .hidden
    }

    private static func editing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return .hidden }
        if standing.kind != .person || dossier.sharedAs == .editor || isSuperUserOfPartner(standing, dossier) {
            return .allowed
        }
        return withReason(dossier.sharedAs == .viewer ? .viewerOnly : .beneficiaryOnly, standing, subject)
    }

    private static func deciding(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return .hidden }
        if standing.kind != .person || standing.isAgent(for: dossier.programme) { return .allowed }
        return withReason(.agentOnly, standing, subject)
    }

    private static func importing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard standing.kind == .person else { return .allowed }
        let programmes = [subject.dossier?.programme, subject.newProgramme].compactMap(\.self)
        return programmes.allSatisfy(standing.isAgent) && !programmes.isEmpty ? .allowed : .refused(.agentOnly)
    }

    private static func sharing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return .hidden }
        if standing.kind != .person || isSuperUserOfPartner(standing, dossier) { return .allowed }
        return withReason(.superUserOnly, standing, subject)
    }

    private static func managing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        if standing.kind != .person { return .allowed }
        guard let organisation = subject.organisation, standing.organisation == organisation else {
            return .refused(.otherOrganisation)
        }
        switch standing.access {
        case .superUser: return .allowed
        case .user: return .refused(.superUserOnly)
        case .some(.none), nil: return .refused(.accessWithdrawn)
        }
    }

    private static func administering(_ standing: Standing) -> AccessDecision {
        standing.kind != .person || standing.isAdministrator ? .allowed : .refused(.administratorOnly)
    }

    private static func keeping(_ standing: Standing) -> AccessDecision {
        standing.kind != .person || standing.isRecordsManager ? .allowed : .refused(.recordsManagerOnly)
    }

    private static func queue(_ standing: Standing) -> AccessDecision {
        standing.kind != .person || !standing.programmes.isEmpty ? .allowed : .refused(.agentOnly)
    }

    /// Nobody enlarges their own powers.
    private static func unlessOwn(_ standing: Standing, _ subject: ActSubject) -> AccessDecision? {
        standing.person != nil && standing.person == subject.person ? .refused(.ownPowers) : nil
    }

    /// A refusal that names its reason to those who may read the dossier, and hides it from others.
    private static func withReason(
        _ refusal: AccessRefusal, _ standing: Standing, _ subject: ActSubject
    ) -> AccessDecision {
        if standing.access == Contact.Access.none, let organisation = standing.organisation,
            subject.dossier?.partners.contains(organisation) == true
        {
            return .refused(.accessWithdrawn)
        }
        return switch reading(standing, subject) {
        case .allowed: .refused(refusal)
        case .refused(let reason): .refused(reason)
        case .hidden: .hidden
        }
    }

    private static func isSuperUserOfPartner(_ standing: Standing, _ dossier: ActSubject.DossierRelation) -> Bool {
        guard let organisation = standing.organisation, standing.access == .superUser else { return false }
        return dossier.partners.contains(organisation)
    }

    private static func covers(_ mandate: MandateScope, _ dossier: ActSubject.DossierRelation) -> Bool {
        switch mandate {
        case .dossier(let code): code == dossier.code
        case .programme(let programme): programme == dossier.programme
        case .organisation(let organisation): dossier.partners.contains(organisation)
        }
    }
}

/// What the rules say of one act.
package enum AccessDecision: Hashable, Sendable {
    case allowed
    case refused(AccessRefusal)
    /// Refused, and answered as if the thing were not there.
    case hidden
}

/// Why an act was refused: one reason a sentence.
public enum AccessRefusal: String, CaseIterable, Hashable, Sendable {
    case ownSubmission, ownPowers, noPerson
    case viewerOnly, beneficiaryOnly, agentOnly, superUserOnly, administratorOnly, recordsManagerOnly, operatorOnly
    case otherOrganisation, accessWithdrawn, mandateEnded
}
