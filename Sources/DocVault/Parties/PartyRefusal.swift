/// Why something about persons, contacts, staff or mandates could not be done: one case per reason that is told.
public enum PartyRefusal: Hashable, Sendable {
    // Not here.
    case noContact(EmailAddress, EnterpriseNumber)
    case notSharedWith(EmailAddress, DossierCode)
    case notAppointed(EmailAddress)

    // Not acceptable as it is.
    case nameInvalid(String)
    case programmeInvalid(String)
    case purposeMissing
    case endsBeforeItBegins
    case namesMissing(EnterpriseNumber)
    case nationalNumberMissing(EmailAddress)
    /// Its check digits are wrong; it is not repeated.
    case nationalNumberInvalid
    case nationalNumberDiffers(EmailAddress)
    case chooseOrganisation(EmailAddress, [Organisation])

    // Not beside what is there.
    case emailTaken(EmailAddress)
    case nationalNumberTaken
    /// The person has a place elsewhere, so who manages this organisation does not say by which number to recognise them.
    case nationalNumberUnknown(EmailAddress)
    case lastSuperUser(EmailAddress, EnterpriseNumber)
    case representativeFirst(EnterpriseNumber)
    case alreadyAppointed(EmailAddress)
    case mandateExists(MandateCode)
    case mandateEnded(MandateCode)

    var kind: VaultError.Kind {
        switch self {
        case .noContact, .notSharedWith, .notAppointed: .notFound
        case .nameInvalid, .programmeInvalid, .purposeMissing, .endsBeforeItBegins, .namesMissing,
            .nationalNumberMissing, .nationalNumberInvalid, .nationalNumberDiffers, .chooseOrganisation:
            .invalid
        case .emailTaken, .nationalNumberTaken, .nationalNumberUnknown, .lastSuperUser, .representativeFirst,
            .alreadyAppointed, .mandateExists, .mandateEnded:
            .conflict
        }
    }

    /// The reason, for the person who wanted it.
    public var sentence: Sentence {
        switch self {
        case .noContact(let email, let number):
            Sentence("party.noContact", ["email": .text("\(email)"), "number": .text("\(number)")])
        case .notSharedWith(let email, let code):
            Sentence("party.notSharedWith", ["email": .text("\(email)"), "dossier": .text("\(code)")])
        case .notAppointed(let email): Sentence("party.notAppointed", ["email": .text("\(email)")])
        case .nameInvalid(let name): Sentence("party.nameInvalid", ["name": .quoted(name)])
        case .programmeInvalid(let name): Sentence("party.programmeInvalid", ["programme": .quoted(name)])
        case .purposeMissing: Sentence("party.purposeMissing")
        case .endsBeforeItBegins: Sentence("party.endsBeforeItBegins")
        case .namesMissing(let number): Sentence("party.namesMissing", ["number": .text("\(number)")])
        case .nationalNumberMissing(let email):
            Sentence("party.nationalNumberMissing", ["email": .text("\(email)")])
        case .nationalNumberInvalid: Sentence("party.nationalNumberInvalid")
        case .nationalNumberDiffers(let email):
            Sentence("party.nationalNumberDiffers", ["email": .text("\(email)")])
        case .chooseOrganisation(let email, let organisations):
            Sentence(
                "party.chooseOrganisation",
                [
                    "email": .text("\(email)"),
                    "organisations": .list(organisations.map { .sentence($0.sentence) }, separator: "; "),
                ])
        case .emailTaken(let email): Sentence("party.emailTaken", ["email": .text("\(email)")])
        case .nationalNumberTaken: Sentence("party.nationalNumberTaken")
        case .nationalNumberUnknown(let email):
            Sentence("party.nationalNumberUnknown", ["email": .text("\(email)")])
        case .lastSuperUser(let email, let number):
            Sentence("party.lastSuperUser", ["email": .text("\(email)"), "number": .text("\(number)")])
        case .representativeFirst(let number):
            Sentence("party.representativeFirst", ["number": .text("\(number)")])
        case .alreadyAppointed(let email): Sentence("party.alreadyAppointed", ["email": .text("\(email)")])
        case .mandateExists(let code): Sentence("party.mandateExists", ["mandate": .text("\(code)")])
        case .mandateEnded(let code): Sentence("party.mandateEnded", ["mandate": .text("\(code)")])
        }
    }

    /// What to do next, where there is something to do.
    var hint: Sentence? {
        switch self {
        case .chooseOrganisation: Sentence("party.hint.choose")
        case .nationalNumberMissing: Sentence("party.hint.nationalNumber")
        case .nationalNumberUnknown: Sentence("party.hint.nationalNumberUnknown")
        case .lastSuperUser: Sentence("party.hint.lastSuperUser")
        case .namesMissing: Sentence("party.hint.namesMissing")
        case .representativeFirst: Sentence("party.hint.representativeFirst")
        case .noContact, .notSharedWith, .notAppointed, .nameInvalid, .programmeInvalid, .purposeMissing,
            .endsBeforeItBegins, .nationalNumberInvalid, .nationalNumberDiffers, .emailTaken, .nationalNumberTaken,
            .alreadyAppointed,
            .mandateExists, .mandateEnded:
            nil
        }
    }
}

extension Organisation {
    /// Number and name, as they stand in a sentence.
    fileprivate var sentence: Sentence {
        Sentence(
            "party.organisation", ["number": .text("\(enterpriseNumber)"), "name": .localized(names)])
    }
}
