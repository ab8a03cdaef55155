/// What somebody is at the instant of an act: read from the catalog in the act's own transaction, never kept.
package struct Standing: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case system, operatorAccount, person }

    package var kind: Kind
    package var person: Person.ID?
    /// The organisation that the person acts for, and their access there; `nil` without a contact.
    package var organisation: Organisation.ID?
    package var access: Contact.Access?
    /// The programmes whose agent the person is; `*` is every programme.
    package var programmes: Set<String> = []
    package var isRecordsManager = false
    package var isAdministrator = false
    package var mandates: [MandateScope] = []
    /// Mandates that have ended or have not begun: the reason that a refusal names.
    package var otherMandates: [MandateScope] = []

    package init(kind: Kind, person: Person.ID? = nil) { (self.kind, self.person) = (kind, person) }

    /// Whether this is an agent for a programme.
    func isAgent(for programme: String) -> Bool { programmes.contains(programme) || programmes.contains("*") }

    /// Whether the person acts for an organisation that took their access away or never gave them any.
    var lacksAccess: Bool {
        guard organisation != nil else { return false }
        return switch access {
        case .superUser, .user: false
        case .some(.none), nil: true
        }
    }
}

/// What a mandate covers.
package enum MandateScope: Hashable, Sendable {
    case dossier(DossierCode)
    case programme(String)
    case organisation(Organisation.ID)
}

/// What an act is done to, and what the actor has to do with it.
package struct ActSubject: Hashable, Sendable {
    /// A dossier, as far as access depends on it.
    package struct DossierRelation: Hashable, Sendable {
        package let id: Dossier.ID
        package let code: DossierCode
        package let programme: String
        package let partners: Set<Organisation.ID>
        /// How it is shared with the actor at this instant.
        package let sharedAs: ContactRole.Kind?

        package init(
            id: Dossier.ID, code: DossierCode, programme: String, partners: Set<Organisation.ID>,
            sharedAs: ContactRole.Kind?
        ) {
            (self.id, self.code, self.programme, self.partners) = (id, code, programme, partners)
            self.sharedAs = sharedAs
        }
    }

    package var dossier: DossierRelation?
    /// The organisation that the act is about, when it is about one.
    package var organisation: Organisation.ID?
    /// The person whose powers the act changes.
    package var person: Person.ID?
    /// The organisations that this person is a contact of, where the act depends on it.
    package var places: Set<Organisation.ID> = []
    /// The programme of a dossier that is not there yet.
    package var newProgramme: String?
    /// Whether the actor submitted what is decided on.
    package var isOwnSubmission = false
    /// Whether the actor proposed what a second person must approve.
    package var isOwnProposal = false
    /// Whether only some may know that the thing is there.
    package var isHidden = false

    package init() {}
}
