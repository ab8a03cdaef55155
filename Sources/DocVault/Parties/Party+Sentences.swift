extension Contact.Access {
    public var sentence: Sentence {
        switch self {
        case .superUser: Sentence("party.access.superUser")
        case .user: Sentence("party.access.user")
        case .none: Sentence("party.access.none")
        }
    }
}

extension ContactRole.Kind {
    public var sentence: Sentence {
        switch self {
        case .editor: Sentence("party.contactRole.editor")
        case .viewer: Sentence("party.contactRole.viewer")
        }
    }
}

extension StaffPosition {
    public var sentence: Sentence {
        switch self {
        case .agent(programme: "*"): Sentence("party.staff.agentOfAll")
        case .agent(let programme): Sentence("party.staff.agent", ["programme": .text(visible(programme))])
        case .recordsManager: Sentence("party.staff.recordsManager")
        case .administrator: Sentence("party.staff.administrator")
        }
    }
}

extension Mandate.Perimeter {
    public var sentence: Sentence {
        switch self {
        case .dossier(let code): Sentence("party.perimeter.dossier", ["dossier": .text("\(code)")])
        case .programme(let programme):
            Sentence("party.perimeter.programme", ["programme": .text(visible(programme))])
        case .organisation(let number): Sentence("party.perimeter.organisation", ["number": .text("\(number)")])
        }
    }
}

extension Language {
    /// The language's name.
    public var sentence: Sentence {
        switch self {
        case .fr: Sentence("party.language.fr")
        case .nl: Sentence("party.language.nl")
        case .en: Sentence("party.language.en")
        }
    }
}
