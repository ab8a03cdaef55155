extension Vault {
    /// Tells of the organisations: all of them to the agency, to others those that they are a contact of.
    public func organisations() async throws -> [Organisation] {
        try await database.view(.listOrganisations, by: context) { connection, admission in
            guard let person = admission.standing.personOfOwnPlaces else {
                return try PartyRecords.organisations(in: connection)
            }
            return try ContactRecords.places(of: person, in: connection).map(\.organisation)
        }
    }

    /// A page of the organisations, in the order of their numbers.
    package func organisations(
        after number: EnterpriseNumber?, limit: Int
    ) async throws -> ListPage<Organisation, EnterpriseNumber> {
        try await database.view(.listOrganisations, by: context) { connection, admission in
            guard let person = admission.standing.personOfOwnPlaces else {
                let found = try PartyRecords.organisations(after: number, limit: limit + 1, in: connection)
                return ListPage(found, limit: limit, position: \.enterpriseNumber)
            }
            // Nobody has places in many organisations.
            let own = try ContactRecords.places(of: person, in: connection).map(\.organisation)
            let sorted = own.sorted { $0.enterpriseNumber.digits < $1.enterpriseNumber.digits }
            let rest = sorted.filter { $0.enterpriseNumber.digits > number?.digits ?? "" }
            return ListPage(rest, limit: limit, position: \.enterpriseNumber)
        }
    }

    /// An organisation and its contacts, those without access as well.
    /// - Throws: ``VaultError/organisationNotFound(_:)``.
    public func contacts(of number: EnterpriseNumber) async throws -> (Organisation, [Contact]) {
        try await database.view(.readOrganisation, of: .organisation(number), by: context) { connection, admission in
            guard let id = admission.organisation else { throw VaultError.organisationNotFound(number) }
            return (
                try PartyRecords.organisation(id, in: connection), try ContactRecords.contacts(of: id, in: connection)
            )
        }
    }

    /// Adds a contact to an organisation that has a legal representative already (portal guide §2.2).
    ///
    /// Somebody who is in the vault already keeps name and language, and must be named with their national number.
    /// - Parameter access: ``Contact/Access/none`` prepares a contact who gets access later, and needs no number yet.
    /// - Throws: ``VaultError/organisationNotFound(_:)``; ``VaultError/contactExists(_:_:)``;
    ///   ``VaultError/partyRefused(_:)`` when the person cannot be recognised.
    @discardableResult
    public func createContact(
        _ person: NewPerson, of number: EnterpriseNumber, access: Contact.Access
    ) async throws -> Contact {
        let identifiers = identifiers
        let numberHash = try await numberHash(of: person.nationalNumber)
        return try await database.perform(.createContact, on: .organisation(number), by: context) {
            connection, journal, admission in
            guard let id = admission.organisation else { throw VaultError.organisationNotFound(number) }
            guard try ContactRecords.isRepresented(id, in: connection) else {
                throw VaultError.partyRefused(.representativeFirst(number))
            }
            if let known = try PersonRecords.person(person.email, in: connection),
                try ContactRecords.contact(known.id, of: id, in: connection) != nil
            {
                throw VaultError.contactExists(person.email, number)
            }
            let recognition = Recognition(
                numberHash: numberHash, isRequired: access != .none, organisation: id, admission: admission)
            let person = try recognition.person(person, identifiers: identifiers, at: journal.now, in: connection)
            let contact = Contact(person: person, access: access, isLegalRepresentative: false)
            try Self.add(contact, to: id, number, connection, &journal)
            return contact
        }
    }

    /// Gives, changes or withdraws a contact's access (portal guide §2.3). A contact is never deleted.
    /// - Parameter nationalNumber: Asked for where somebody without access is to get some, as the guide has it.
    /// - Throws: ``VaultError/organisationNotFound(_:)``; ``VaultError/partyRefused(_:)`` when there is no such contact,
    ///   it is the last super user, or the person cannot be recognised.
    @discardableResult
    public func changeAccess(
        of email: EmailAddress, at number: EnterpriseNumber, to access: Contact.Access,
        nationalNumber: NationalNumber? = nil
    ) async throws -> Contact {
        let numberHash = try await numberHash(of: nationalNumber)
        return try await database.perform(.changeAccess, on: .organisation(number), by: context) {
            connection, journal, admission in
            guard let id = admission.organisation else { throw VaultError.organisationNotFound(number) }
            guard let person = try PersonRecords.person(email, in: connection),
                let old = try ContactRecords.contact(person.id, of: id, in: connection)
            else { throw VaultError.partyRefused(.noContact(email, number)) }
            guard access != old.access else { return old }
            if old.access == .superUser {
                guard try ContactRecords.hasSuperUser(id, besides: person.id, in: connection) else {
                    throw VaultError.partyRefused(.lastSuperUser(email, number))
                }
            }
            if old.access == .none {
                let recognition = Recognition(
                    numberHash: numberHash, isRequired: true, organisation: id, admission: admission)
                try recognition.recognise(person, in: connection)
            }
            let new = Contact(person: person, access: access, isLegalRepresentative: old.isLegalRepresentative)
            try ContactRecords.change(person.id, of: id, to: access, in: connection)
            try journal.append(
                .accessChanged, JournalSubject(.person, person.id), before: old.canonical(of: number),
                after: new.canonical(of: number))
            return new
        }
    }
}

extension Standing {
    /// The person who is told only of the organisations that they are a contact of; `nil` for the agency.
    fileprivate var personOfOwnPlaces: Person.ID? {
        isAdministrator || isRecordsManager || !programmes.isEmpty ? nil : person
    }
}
