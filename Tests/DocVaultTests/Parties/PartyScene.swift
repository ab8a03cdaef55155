import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A vault with the sample dossier, whose coordinator is an institute, and with the first people in it: the institute's
/// director and that of a company that has no part in the dossier.
struct PartyScene {
    static let institute = EnterpriseNumber("0987.654.394")!
    static let company = EnterpriseNumber("0444.555.651")!
    static let director = EmailAddress("director@institute.example")!
    static let secretary = EmailAddress("secretary@institute.example")!
    static let founder = EmailAddress("founder@company.example")!

    let clock = FixedClock()
    /// The vault for acts of somebody with a shell.
    let vault: Vault

    init() async throws {
        let made = try await Vault.sample(
            blobs: InMemoryBlobStore(), database: SQLiteDatabase.inMemory(), clock: clock, scratch: FilePath("/tmp"),
            BlockingExecutor(width: 2))
        vault = made.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        try await vault.registerOrganisation(Self.institute, representative: .named(Self.director, 1))
        try await vault.registerOrganisation(
            Self.company, names: LocalizedText([.en: "A fictional company"]), representative: .named(Self.founder, 2))
    }

    /// The vault for acts of a person.
    func acting(_ email: EmailAddress, for number: EnterpriseNumber? = nil) async throws -> Vault {
        try await vault.acting(as: email, for: number, through: "root")
    }

    /// The institute's secretary, as a contact.
    @discardableResult
    func addSecretary(_ access: Contact.Access = .user) async throws -> Contact {
        try await acting(Self.director).createContact(.named(Self.secretary, 3), of: Self.institute, access: access)
    }

    /// Moves the clock by whole seconds.
    func wait(_ seconds: Int64) { clock.advance(bySeconds: seconds) }

    /// The events from one on, in order.
    func events(since first: Int = 0) async throws -> [CanonicalJSON] {
        try await vault.database.view(.readJournal, by: vault.context) { connection, _ in
            var events: [CanonicalJSON] = []
            try JournalRecords.forEach(in: connection) { event in
                if event.sequence >= first, let opening = event.opening {
                    events.append(try CanonicalJSON(canonical: opening.body))
                }
            }
            return events
        }
    }

    /// Expects that an act is refused, and leaves nothing but an event that says so.
    func expectRefused(
        _ refusal: AccessRefusal, _ act: Act, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async throws {
        let before = try await PartyState(of: vault)
        let count = try await events().count
        await #expect(throws: VaultError.refused(refusal), sourceLocation: sourceLocation) { try await body() }
        #expect(try await PartyState(of: vault) == before, sourceLocation: sourceLocation)
        let new = try await events(since: count)
        #expect(
            new.map { [$0["action"], $0["after"]?["act"], $0["after"]?["reason"]] } == [
                [.string("act.refused"), .string(act.rawValue), .string(refusal.rawValue)]
            ], sourceLocation: sourceLocation)
    }

    /// Expects that something is not possible, and leaves nothing at all.
    func expectNothing(
        _ error: VaultError, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async throws {
        let before = try await PartyState(of: vault)
        let count = try await events().count
        await #expect(throws: error, sourceLocation: sourceLocation) { try await body() }
        #expect(try await PartyState(of: vault) == before, sourceLocation: sourceLocation)
        #expect(try await events().count == count, sourceLocation: sourceLocation)
    }
}

/// All that the catalog knows of people.
struct PartyState: Hashable {
    let rows: [String]

    private static let statements: [SQLStatement] = [
        """
        SELECT email || ' ' || given_name || ' ' || family_name || ' ' || language || ' '
            || COALESCE(hex(national_number_hash), '-') AS row
        FROM person ORDER BY id
        """,
        """
        SELECT hex(person_id) || ' ' || hex(organisation_id) || ' ' || access || ' ' || is_legal_representative AS row
        FROM contact ORDER BY person_id, organisation_id
        """,
        """
        SELECT hex(person_id) || ' ' || hex(organisation_id) || ' ' || kind || ' ' || valid_from || ' '
            || COALESCE(valid_to, '-') AS row
        FROM contact_role ORDER BY id
        """,
        """
        SELECT hex(person_id) || ' ' || role || ' ' || programme || ' ' || valid_from || ' '
            || COALESCE(valid_to, '-') AS row
        FROM staff_role ORDER BY id
        """,
        """
        SELECT code || ' ' || hex(person_id) || ' ' || scope || ' ' || target || ' ' || valid_from || ' ' || valid_to
            AS row
        FROM mandate ORDER BY id
        """,
        """
        SELECT enterprise_number || ' ' || COALESCE(name_fr, '-') || COALESCE(name_nl, '-') || COALESCE(name_en, '-')
            AS row
        FROM organisation ORDER BY id
        """,
    ]

    init(of vault: Vault) async throws {
        rows = try await vault.database.view(.readJournal, by: vault.context) { connection, _ in
            try Self.statements.flatMap { try connection.rows(of: $0).map { try $0.text("row") } }
        }
    }
}

extension NewPerson {
    /// Somebody made up, with a national number made from a serial number.
    static func named(_ email: EmailAddress, _ serial: Int?) throws -> NewPerson {
        try NewPerson(
            email: email, givenName: "Claude", familyName: "Exemple", language: .fr,
            nationalNumber: serial.map(NationalNumber.fictional))
    }
}

extension NationalNumber {
    /// A number of nobody: the month of birth is 99, which no number has.
    static func fictionalDigits(_ serial: Int, bornFrom2000: Bool = false) -> String {
        let nine = 709_900_000 + serial
        let check = 97 - (bornFrom2000 ? 2_000_000_000 + nine : nine) % 97
        return "\(nine)" + (check < 10 ? "0\(check)" : "\(check)")
    }

    static func fictional(_ serial: Int) -> NationalNumber { NationalNumber(fictionalDigits(serial))! }
}

extension CanonicalJSON {
    /// The member of an object; `nil` where there is none.
    subscript(key: String) -> CanonicalJSON? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }
}
