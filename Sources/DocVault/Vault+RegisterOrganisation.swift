extension Vault {
    /// Registers a legal representative of an organisation, who may then give access to others (portal guide §1.1).
    ///
    /// The organisation is added if it is not there yet; one that came in with a dossier gets its first contact this way.
    /// - Parameters:
    ///   - names: What the organisation is called; `nil` leaves the names that it has.
    ///   - representative: A director registered in the Crossroads Bank for Enterprises, with their national number.
    /// - Throws: ``VaultError/contactExists(_:_:)``; ``VaultError/partyRefused(_:)`` when a new organisation has no name,
    ///   or the person cannot be recognised.
    @discardableResult
    public func registerOrganisation(
        _ number: EnterpriseNumber, names: LocalizedText? = nil, representative: NewPerson
    ) async throws -> Contact {
        let identifiers = identifiers
        let numberHash = try await numberHash(of: representative.nationalNumber)
        let target = ActTarget.person(representative.email)
        return try await database.perform(.registerOrganisation, on: target, by: context) {
            connection, journal, admission in
            let id = try Self.register(number, names: names, identifiers: identifiers, connection, &journal)
            let recognition = Recognition(
                numberHash: numberHash, isRequired: true, organisation: id, admission: admission)
            let person = try recognition.person(
                representative, identifiers: identifiers, at: journal.now, in: connection)
            let contact = Contact(person: person, access: .superUser, isLegalRepresentative: true)
            try Self.add(contact, to: id, number, connection, &journal)
            return contact
        }
    }

    private static func register(
        _ number: EnterpriseNumber, names: LocalizedText?, identifiers: IdentifierSource,
        _ connection: any SQLConnection, _ journal: inout JournalAppender
    ) throws -> Organisation.ID {
        let known = try PartyRecords.identifier(of: number, in: connection)
        let old = try known.map { try PartyRecords.organisation($0, in: connection) }
        guard let names = names ?? old?.names else { throw VaultError.partyRefused(.namesMissing(number)) }
        let organisation = Organisation(enterpriseNumber: number, names: names)
        if organisation != old {
            try PartyRecords.put(organisation, identifiers: identifiers, at: journal.now, connection)
        }
        guard let id = try PartyRecords.identifier(of: number, in: connection) else {
            throw VaultError.organisationNotFound(number)
        }
        if organisation != old {
            try journal.append(
                .organisationRegistered, JournalSubject(.organisation, id), before: old?.canonical ?? nil,
                after: organisation.canonical)
        }
        return id
    }

    /// Adds a contact that is not there yet.
    static func add(
        _ contact: Contact, to organisation: Organisation.ID, _ number: EnterpriseNumber,
        _ connection: any SQLConnection, _ journal: inout JournalAppender
    ) throws {
        guard try ContactRecords.contact(contact.person.id, of: organisation, in: connection) == nil else {
            throw VaultError.contactExists(contact.person.email, number)
        }
        try ContactRecords.insert(contact, of: organisation, at: journal.now, in: connection)
        try journal.append(
            .contactCreated, JournalSubject(.person, contact.person.id), after: contact.canonical(of: number))
    }
}
