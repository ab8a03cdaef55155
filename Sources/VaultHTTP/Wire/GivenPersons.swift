internal import DocVault

/// What a body tells of somebody who is to have a place in the vault.
struct GivenPerson {
    let givenName: String?
    let familyName: String?
    let language: Language?
    let nationalNumber: NationalNumber?

    /// The members, besides the address.
    static let names = ["givenName", "familyName", "language", "nationalNumber"]

    /// Reads the members of an object. What is wrong is noted where it stands.
    init(_ required: (String) -> DescriptionField?, _ optional: (String) -> DescriptionField?) {
        (givenName, familyName) = (required("givenName")?.word(), required("familyName")?.word())
        language = required("language")?.choice()
        nationalNumber = optional("nationalNumber")?.nationalNumber
    }

    /// - Returns: `nil` when something could not be read.
    func person(at email: EmailAddress?) throws -> NewPerson? {
        guard let email, let givenName, let familyName, let language else { return nil }
        return try NewPerson(
            email: email, givenName: givenName, familyName: familyName, language: language,
            nationalNumber: nationalNumber)
    }
}

extension DescriptionField {
    /// Somebody with their address.
    func newPerson() throws -> NewPerson? {
        guard let members = members(among: ["email"] + GivenPerson.names) else { return nil }
        let email = members["email"]?.email()
        return try GivenPerson({ members[$0] }, members.given).person(at: email)
    }

    /// Somebody whose address stands elsewhere.
    func newcomer(at email: EmailAddress?) throws -> NewPerson? {
        guard let members = members(among: GivenPerson.names) else { return nil }
        return try GivenPerson({ members[$0] }, members.given).person(at: email)
    }
}

extension BodyFields {
    /// Somebody who is known by their address, or is told of in `person`.
    func personReference() throws -> PersonReference? {
        let email = self["email"]?.email()
        guard let newcomer = optional("person") else { return email.map(PersonReference.known) }
        return try newcomer.newcomer(at: email).map(PersonReference.new)
    }
}

extension DescriptionField {
    /// A name, or the like.
    func word() -> String? { text(atMost: 100) }

    /// A number of the National Register. What was given is not said again.
    var nationalNumber: NationalNumber? {
        guard let text else { return nil }
        return NationalNumber(text) ?? refuse(VaultError.partyRefused(.nationalNumberInvalid).sentence)
    }
}

extension DescriptionMembers {
    /// A member that may be left out, or `null`.
    func given(_ name: String) -> DescriptionField? {
        guard let field = optional(name) else { return nil }
        if case .null = field.json.value { return nil }
        return field
    }
}

extension Call {
    /// The reason that is all of a body.
    func reason() async throws -> String {
        let body = try await body("reason")
        let reason = body.reason()
        guard body.isSound, let reason else { throw body.refusal }
        return reason
    }
}
