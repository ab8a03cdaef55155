/// Persons in the catalog.
enum PersonRecords {
    private static let byEmail: SQLStatement = """
        SELECT id AS person_id, email, given_name, family_name, language FROM person WHERE email = $1
        """
    private static let byIdentifier: SQLStatement = """
        SELECT id AS person_id, email, given_name, family_name, language FROM person WHERE id = $1
        """
    private static let byNumber: SQLStatement = """
        SELECT id AS person_id, email, given_name, family_name, language FROM person WHERE national_number_hash = $1
        """

    static func person(_ email: EmailAddress, in connection: any SQLConnection) throws -> Person? {
        try connection.row(of: byEmail, [.text(email.description)]).map(Person.init)
    }

    static func person(_ id: Person.ID, in connection: any SQLConnection) throws -> Person? {
        try connection.row(of: byIdentifier, [.identifier(id)]).map(Person.init)
    }

    /// The person of a national register number, by what ``KeyedHash`` makes of it.
    static func person(numberHash: [UInt8], in connection: any SQLConnection) throws -> Person? {
        try connection.row(of: byNumber, [.bytes(numberHash)]).map(Person.init)
    }

    /// A person who must be there.
    /// - Throws: ``VaultError/personNotFound(_:)``.
    static func require(_ email: EmailAddress, in connection: any SQLConnection) throws -> Person {
        guard let person = try person(email, in: connection) else { throw VaultError.personNotFound(email) }
        return person
    }

    private static let number: SQLStatement = "SELECT national_number_hash FROM person WHERE id = $1"

    static func numberHash(of id: Person.ID, in connection: any SQLConnection) throws -> [UInt8]? {
        try connection.row(of: number, [.identifier(id)])?.optional("national_number_hash", SQLRow.bytes)
    }

    private static let insertion: SQLStatement = """
        INSERT INTO person (id, email, given_name, family_name, language, national_number_hash, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """

    static func insert(
        _ person: NewPerson, numberHash: [UInt8]?, as id: Person.ID, at now: Instant, in connection: any SQLConnection
    ) throws -> Person {
        try connection.execute(
            insertion,
            [
                .identifier(id), .text(person.email.description), .text(person.givenName), .text(person.familyName),
                .text(person.language), .bytes(numberHash), .instant(now),
            ])
        return Person(
            id: id, email: person.email, givenName: person.givenName, familyName: person.familyName,
            language: person.language)
    }

    private static let settings: SQLStatement = "UPDATE person SET email = $2, language = $3 WHERE id = $1"

    static func change(
        _ id: Person.ID, email: EmailAddress, language: Language, in connection: any SQLConnection
    ) throws {
        try connection.execute(settings, [.identifier(id), .text(email.description), .text(language)])
    }

    private static let numberChange: SQLStatement = "UPDATE person SET national_number_hash = $2 WHERE id = $1"

    static func put(numberHash: [UInt8], for id: Person.ID, in connection: any SQLConnection) throws {
        try connection.execute(numberChange, [.identifier(id), .bytes(numberHash)])
    }

    private static let placesElsewhere: SQLStatement = """
        SELECT (SELECT COUNT(*) FROM contact WHERE person_id = $1 AND organisation_id <> $2)
            + (SELECT COUNT(*) FROM staff_role WHERE person_id = $1)
            + (SELECT COUNT(*) FROM mandate WHERE person_id = $1) AS places
        """

    /// Whether the person has, or ever had, a place in the vault besides that of a contact of one organisation.
    static func hasPlace(
        _ id: Person.ID, besides organisation: Organisation.ID, in connection: any SQLConnection
    ) throws -> Bool {
        try connection.row(of: placesElsewhere, [.identifier(id), .identifier(organisation)])?.integer("places") != 0
    }
}

extension Person {
    /// Reads the columns `person_id`, `email`, `given_name`, `family_name` and `language`.
    init(_ row: SQLRow) throws(VaultError) {
        self.init(
            id: try row.identifier("person_id"), email: try row.parsed("email"), givenName: try row.text("given_name"),
            familyName: try row.text("family_name"), language: try row.choice("language"))
    }

    /// What the journal tells of a person: never more than address, name and language.
    var canonical: CanonicalJSON {
        ["email": .string(email.description), "language": .string(language.rawValue), "name": .string(name)]
    }
}
