/// Who may do what: the only place that decides it. `docs/access.md` is the same as a table, and a test walks all of it.
package enum AccessRules {
    /// Decides on one act: a pure function of what the actor is and what the act is done to.
    package static func decide(_ act: Act, by standing: Standing, on subject: ActSubject) -> AccessDecision {
        switch act {
        case .readJournal, .listDossiers, .listOrganisations, .findDocuments, .listDue,
            .listFindings, .acceptInvitation:
            .allowed
        case .readDossier, .readHistory, .exportDossier, .readDocument, .explainRetention: reading(standing, subject)
        case .listQueue: queue(standing)
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
        case .changeOwnSettings, .readOwnAccount, .changePassword, .changeSecondFactor, .linkIdentity, .createToken,
            .revokeToken:
            standing.kind == .person ? .allowed : .refused(.noPerson)
        case .readPerson:
            standing.person != nil && standing.person == subject.person ? .allowed : administering(standing)
        case .recognisePerson: standing.kind == .person ? .refused(.operatorOnly) : .allowed
        case .listStaff, .listMandates: standing.isAdministrator ? .allowed : keeping(standing)
        case .rotateKey, .nameTimestampAuthority, .listAccounts: administering(standing)
        case .inviteAccount: unlessOwn(standing, subject) ?? inviting(standing, subject)
        case .registerOrganisation, .appointStaff, .dismissStaff, .resetSecondFactor, .disableAccount, .enableAccount:
            unlessOwn(standing, subject) ?? administering(standing)
        case .grantMandate, .endMandate: unlessOwn(standing, subject) ?? keeping(standing)
        case .recordFact: recordingFact(standing, subject)
        case .liftHold: lifting(standing, subject)
        case .approveDisposition, .adoptPolicy: subject.isOwnProposal ? .refused(.ownProposal) : keeping(standing)
        case .eraseEvent, .listRetention, .listHolds, .placeHold, .readDisposition, .proposeDisposition,
            .reviewDisposition, .cancelDisposition, .executeDisposition:
            keeping(standing)
        case .remind, .readOutbox, .collectBlobs: standing.kind == .person ? .refused(.operatorOnly) : .allowed
        }
    }

    /// Reading a dossier. Who may not learns nothing of it, not even that it is there (promise 4); only who could read it
    /// under a mandate is told that the mandate is not in force.
    private static func reading(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return unseen(standing) }
        if standing.kind != .person || standing.isRecordsManager || standing.isAgent(for: dossier.programme)
            || share(standing, dossier) != nil || isSuperUserOfPartner(standing, dossier)
            || standing.mandates.contains(where: { covers($0, dossier) })
        {
            return .allowed
        }
        if standing.otherMandates.contains(where: { covers($0, dossier) }) { return .refused(.mandateEnded) }
        return unseen(standing)
    }

    /// The answer about a dossier that somebody has nothing to do with: the same one as if it were not there.
    private static func unseen(_ standing: Standing) -> AccessDecision {
        standing.lacksAccess ? .refused(.accessWithdrawn) : .hidden
    }

    /// The widest perspective that somebody who may read a dossier has on it.
    static func perspective(of standing: Standing, on dossier: ActSubject.DossierRelation) -> Perspective {
        if standing.kind != .person || standing.isRecordsManager || standing.isAgent(for: dossier.programme) {
            return .agency
        }
        return standing.mandates.contains { covers($0, dossier) } ? .auditor : .beneficiary
    }

    private static func editing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return unseen(standing) }
        let share = share(standing, dossier)
        if standing.kind != .person || share == .editor || isSuperUserOfPartner(standing, dossier) { return .allowed }
        return withReason(share == .viewer ? .viewerOnly : .beneficiaryOnly, standing, subject)
    }

    private static func deciding(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return unseen(standing) }
        if standing.kind != .person || standing.isAgent(for: dossier.programme) { return .allowed }
        return withReason(.agentOnly, standing, subject)
    }

    private static func importing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard standing.kind == .person else { return .allowed }
        let programmes = [subject.dossier?.programme, subject.newProgramme].compactMap(\.self)
        return programmes.allSatisfy(standing.isAgent) && !programmes.isEmpty ? .allowed : .refused(.agentOnly)
    }

    private static func sharing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard let dossier = subject.dossier else { return unseen(standing) }
        if standing.kind != .person || isSuperUserOfPartner(standing, dossier) { return .allowed }
        return withReason(.superUserOnly, standing, subject)
    }

    private static func managing(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        if standing.kind != .person { return .allowed }
        guard let organisation = subject.organisation, standing.organisation == organisation else {
            return .refused(.otherOrganisation)
        }
        if standing.lacksAccess { return .refused(.accessWithdrawn) }
        return standing.access == .superUser ? .allowed : .refused(.superUserOnly)
    }

    /// Administrators invite anybody, super users the contacts of the organisation that they act for.
    private static func inviting(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        if standing.kind != .person || standing.isAdministrator { return .allowed }
        guard let organisation = standing.organisation else { return .refused(.administratorOnly) }
        if standing.lacksAccess { return .refused(.accessWithdrawn) }
        guard standing.access == .superUser else { return .refused(.superUserOnly) }
        return subject.places.contains(organisation) ? .allowed : .refused(.otherOrganisation)
    }

    private static func administering(_ standing: Standing) -> AccessDecision {
        standing.kind != .person || standing.isAdministrator ? .allowed : .refused(.administratorOnly)
    }

    private static func keeping(_ standing: Standing) -> AccessDecision {
        standing.kind != .person || standing.isRecordsManager ? .allowed : .refused(.recordsManagerOnly)
    }

    /// Facts are recorded by those who decide on the dossier and by those who look after retention.
    private static func recordingFact(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        subject.dossier != nil && standing.isRecordsManager ? .allowed : deciding(standing, subject)
    }

    /// Lifting a hold takes two. Of a confidential one nobody else learns that it is there.
    private static func lifting(_ standing: Standing, _ subject: ActSubject) -> AccessDecision {
        guard standing.kind != .person || standing.isRecordsManager else {
            return subject.isHidden ? .hidden : .refused(.recordsManagerOnly)
        }
        return subject.isOwnProposal ? .refused(.ownProposal) : .allowed
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
        switch reading(standing, subject) {
        case .allowed: .refused(refusal)
        case .refused(let reason): .refused(reason)
        case .hidden: .hidden
        }
    }

    /// How a dossier is shared with the actor, who cannot use it in the name of an organisation that took access away.
    private static func share(_ standing: Standing, _ dossier: ActSubject.DossierRelation) -> ContactRole.Kind? {
        standing.lacksAccess ? nil : dossier.sharedAs
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
    case ownSubmission, ownPowers, ownProposal, noPerson
    case viewerOnly, beneficiaryOnly, agentOnly, superUserOnly, administratorOnly, recordsManagerOnly, operatorOnly
    case otherOrganisation, accessWithdrawn, mandateEnded
}
