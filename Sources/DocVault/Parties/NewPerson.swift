/// What is told of a person who is to have a place in the vault.
public struct NewPerson: Sendable {
    public let email: EmailAddress
    public let givenName: String
    public let familyName: String
    public let language: Language
    /// What the person is recognised by when they sign in; never stored itself.
    public let nationalNumber: NationalNumber?

    /// - Throws: ``VaultError/partyRefused(_:)`` for a name that is blank, longer than 100 characters, or has control
    ///   characters in it.
    public init(
        email: EmailAddress, givenName: String, familyName: String, language: Language,
        nationalNumber: NationalNumber? = nil
    ) throws(VaultError) {
        for name in [givenName, familyName] where !isWord(name) { throw .partyRefused(.nameInvalid(name)) }
        (self.email, self.givenName, self.familyName) = (email, givenName, familyName)
        (self.language, self.nationalNumber) = (language, nationalNumber)
    }
}

/// Somebody who is to have a role: known already, or not yet.
public enum PersonReference: Sendable {
    case known(EmailAddress)
    case new(NewPerson)

    public var email: EmailAddress {
        switch self {
        case .known(let email): email
        case .new(let person): person.email
        }
    }
}

/// Whether a text can stand as a name or the like: not blank, at most 100 characters, nothing that is not shown.
func isWord(_ text: String) -> Bool {
    text.count <= 100 && text.contains { !$0.isWhitespace } && visible(text) == text
}
