/// Who a person is to the vault: where they may act, and as what.
public struct PersonPlaces: Hashable, Sendable {
    public let person: Person
    /// The organisations that they are a contact of, one without access as well.
    public let organisations: [Place]
    public let appointments: [StaffAppointment]
    public let mandates: [Mandate]
}

extension Vault {
    /// The same vault, for acts of a person: their own sign-in, or somebody with a shell who says so.
    ///
    /// This is only a choice. What the person may do is looked up anew at every act, and a choice that has lost its ground
    /// is refused at the next one. The journal names both the person and the account that the act was given through.
    /// - Parameters:
    ///   - number: The organisation to act for. Without one it is the only one that the person has access for.
    ///   - account: The account of this machine that acts as the person.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/partyRefused(_:)`` when the person is no contact of the
    ///   organisation, or has several to choose from.
    package func acting(
        as email: EmailAddress, for number: EnterpriseNumber? = nil, through account: String
    ) async throws -> Vault {
        let choice = try await database.view(.recognisePerson, by: context) { connection, _ in
            let person = try PersonRecords.require(email, in: connection)
            let places = try ContactRecords.places(of: person.id, in: connection)
            return Choice(person: person, place: try Place.choose(number, among: places, for: email))
        }
        return acting(
            as: ActContext(of: choice.person, for: choice.place, through: account, request: context.request))
    }

    /// The person who has a national register number: how somebody is recognised who signs in.
    package func person(forNationalNumber number: NationalNumber) async throws -> Person? {
        guard let hash = try await numberHash(of: number) else { return nil }
        return try await database.view(.recognisePerson, by: context) { connection, _ in
            try PersonRecords.person(numberHash: hash, in: connection)
        }
    }

    /// Where a person may act, and as what: for the person, and for those who look after accounts.
    /// - Throws: ``VaultError/personNotFound(_:)``.
    public func places(of email: EmailAddress) async throws -> PersonPlaces {
        try await database.view(.readPerson, of: .person(email), by: context) { connection, _ in
            let person = try PersonRecords.require(email, in: connection)
            return PersonPlaces(
                person: person, organisations: try ContactRecords.places(of: person.id, in: connection),
                appointments: try StaffRecords.appointments(of: person.id, in: connection),
                mandates: try MandateRecords.mandates(of: person.id, in: connection))
        }
    }

    /// What is stored of a number in its place. The key is a file, so this is off the cooperative pool.
    func numberHash(of number: NationalNumber?) async throws -> [UInt8]? {
        guard let number else { return nil }
        let keyedHash = keyedHash
        return try await executor.run { try keyedHash.hash(of: number) }
    }
}

/// A person, and the organisation that they act for, if for any.
private struct Choice: Sendable {
    let person: Person
    let place: Place?
}

extension ActContext {
    /// The acts of a person.
    /// - Parameters:
    ///   - place: The organisation that they act for, if for any.
    ///   - account: What the act is given through, when it is not their own sign-in.
    init(of person: Person, for place: Place?, through account: String?, request: Identifier<ActContext>) {
        self.init(
            principal: .person(person.id, place?.id),
            actor: JournalActor(
                kind: .person, name: person.email.description, identifier: person.id.description, through: account),
            onBehalfOf: place.map { place in
                JournalActor(
                    kind: .organisation, name: place.organisation.enterpriseNumber.description,
                    identifier: place.id.description)
            }, request: request, language: person.language)
    }
}

extension Place {
    /// The organisation that is named, or the only one that there is to act for; `nil` for somebody who acts for none.
    static func choose(
        _ number: EnterpriseNumber?, among places: [Place], for email: EmailAddress
    ) throws(VaultError) -> Place? {
        if let number {
            guard let place = places.first(where: { $0.organisation.enterpriseNumber == number }) else {
                throw .partyRefused(.noContact(email, number))
            }
            return place
        }
        let open = places.filter { $0.access != .none }
        guard open.count <= 1 else { throw .partyRefused(.chooseOrganisation(email, open.map(\.organisation))) }
        // Somebody whose only access was withdrawn is told so by the rules, not that they act for nobody.
        return open.first ?? (places.count == 1 ? places[0] : nil)
    }
}
