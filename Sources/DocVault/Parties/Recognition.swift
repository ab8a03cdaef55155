/// The proof by which somebody who gives access names the right person: the national register number (portal guide §2.2).
///
/// A number is recorded once. Whoever manages one organisation cannot say by which number a person is recognised who has
/// a place elsewhere: with a number of their own they could sign in as that person.
struct Recognition {
    /// What ``KeyedHash`` made of the number that was given, if one was.
    let numberHash: [UInt8]?
    /// Whether a number must be given.
    let isRequired: Bool
    let organisation: Organisation.ID
    let admission: Admission

    /// The person, found by their address or added.
    func person(
        _ wanted: NewPerson, identifiers: IdentifierSource, at now: Instant, in connection: any SQLConnection
    ) throws -> Person {
        if let known = try PersonRecords.person(wanted.email, in: connection) {
            // Whoever types an address learns a name only with the number as well.
            try recognise(known, isRequired: isRequired || !isTrusted, in: connection)
            return known
        }
        if isRequired, numberHash == nil {
            throw VaultError.partyRefused(.nationalNumberMissing(wanted.email))
        }
        try requireFree(in: connection)
        return try PersonRecords.insert(
            wanted, numberHash: numberHash, as: identifiers.next(), at: now, in: connection)
    }

    /// Compares the number with the one that is recorded, or records it.
    func recognise(_ person: Person, in connection: any SQLConnection) throws {
        try recognise(person, isRequired: isRequired, in: connection)
    }

    private func recognise(_ person: Person, isRequired: Bool, in connection: any SQLConnection) throws {
        guard let numberHash else {
            if isRequired { throw VaultError.partyRefused(.nationalNumberMissing(person.email)) }
            return
        }
        if let recorded = try PersonRecords.numberHash(of: person.id, in: connection) {
            guard recorded == numberHash else { throw VaultError.partyRefused(.nationalNumberDiffers(person.email)) }
            return
        }
        guard try isTrusted || !PersonRecords.hasPlace(person.id, besides: organisation, in: connection) else {
            throw VaultError.partyRefused(.nationalNumberUnknown(person.email))
        }
        try requireFree(in: connection)
        try PersonRecords.put(numberHash: numberHash, for: person.id, in: connection)
    }

    /// Whether the actor looks after all persons of the vault.
    private var isTrusted: Bool { admission.standing.kind != .person || admission.standing.isAdministrator }

    private func requireFree(in connection: any SQLConnection) throws {
        guard let numberHash, try PersonRecords.person(numberHash: numberHash, in: connection) != nil else { return }
        throw VaultError.partyRefused(.nationalNumberTaken)
    }
}
