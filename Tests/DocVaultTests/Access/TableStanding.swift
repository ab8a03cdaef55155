import VaultTestSupport

@testable import DocVault

/// The people of `docs/access.md`, by its words, as the rules see them.
///
/// The dossier is one of programme `P` with one partner.
enum TableStanding: String, CaseIterable {
    case operatorAccount = "operator"
    case system
    case administrator
    case agent
    case agentOfAnotherProgramme = "agent of another programme"
    case recordsManager = "records manager"
    case auditor
    case auditorWhoseMandateEnded = "auditor, mandate ended"
    case auditorOfSomethingElse = "auditor of something else"
    case superUser = "super user"
    case user
    case contactWithoutAccess = "contact without access"
    case superUserOfAnotherOrganisation = "super user of another organisation"
    case editor
    case viewer
    case stranger
    case personWithoutOrganisation = "person without organisation"

    static let partner = identifiers.next(Organisation.self)
    static let otherOrganisation = identifiers.next(Organisation.self)
    static let programme = "P"
    static let actor = identifiers.next(Person.self)
    private static let somebodyElse = identifiers.next(Person.self)
    private static let dossier = identifiers.next(Dossier.self)
    private static let identifiers = IdentifierSource(clock: FixedClock())

    var standing: Standing {
        switch self {
        case .operatorAccount: return Standing(kind: .operatorAccount)
        case .system: return Standing(kind: .system)
        default: break
        }
        var standing = Standing(kind: .person, person: Self.actor)
        switch self {
        case .operatorAccount, .system, .personWithoutOrganisation: break
        case .administrator: standing.isAdministrator = true
        case .agent: standing.programmes = [Self.programme]
        case .agentOfAnotherProgramme: standing.programmes = ["Q"]
        case .recordsManager: standing.isRecordsManager = true
        case .auditor: standing.mandates = [.organisation(Self.partner)]
        case .auditorWhoseMandateEnded: standing.otherMandates = [.programme(Self.programme)]
        case .auditorOfSomethingElse: standing.mandates = [.programme("Q"), .organisation(Self.otherOrganisation)]
        case .superUser: standing.act(for: Self.partner, .superUser)
        case .user, .editor, .viewer: standing.act(for: Self.partner, .user)
        case .contactWithoutAccess: standing.act(for: Self.partner, Contact.Access.none)
        case .superUserOfAnotherOrganisation: standing.act(for: Self.otherOrganisation, .superUser)
        case .stranger: standing.act(for: Self.otherOrganisation, .user)
        }
        return standing
    }

    /// The dossier, its partner and somebody, as an act may be done to them.
    var subject: ActSubject {
        var subject = ActSubject()
        subject.dossier = Self.relation(sharedAs: self == .editor ? .editor : self == .viewer ? .viewer : nil)
        subject.organisation = Self.partner
        subject.person = Self.somebodyElse
        subject.places = [Self.partner]
        subject.newProgramme = Self.programme
        return subject
    }

    static func relation(sharedAs kind: ContactRole.Kind?) -> ActSubject.DossierRelation {
        ActSubject.DossierRelation(
            id: dossier, code: .sample, programme: programme, partners: [partner], sharedAs: kind)
    }
}

extension Standing {
    fileprivate mutating func act(for organisation: Organisation.ID, _ access: Contact.Access) {
        (self.organisation, self.access) = (organisation, access)
    }
}

/// The special cases of `docs/access.md`, by its words.
enum TableCircumstance: String, CaseIterable {
    case ownSubmission = "own submission"
    case ownProposal = "own proposal"
    case confidentialHold = "confidential hold"
    case aboutOneself = "about oneself"
    case newDossier = "new dossier"
    case toAnotherProgramme = "to another programme"
    case accessWithdrawn = "access withdrawn since"
    case noSuchDossier = "no such dossier"

    func change(_ standing: inout Standing, _ subject: inout ActSubject) {
        switch self {
        case .ownSubmission: subject.isOwnSubmission = true
        case .ownProposal: subject.isOwnProposal = true
        case .confidentialHold: subject.isHidden = true
        case .aboutOneself: subject.person = standing.person
        case .newDossier, .noSuchDossier: subject.dossier = nil
        case .toAnotherProgramme: subject.newProgramme = "R"
        case .accessWithdrawn: standing.access = Contact.Access.none
        }
    }
}
