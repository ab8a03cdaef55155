import Testing
import VaultTestSupport

@testable import DocVault

@Suite("registering an organisation")
struct OrganisationTests {
    private static let other = EnterpriseNumber("0777.888.926")!
    private static let newcomer = EmailAddress("newcomer@other.example")!

    @Test("the first contact is a legal representative and super user, and the events say so")
    func first() async throws {
        let scene = try await PartyScene()
        let (organisation, contacts) = try await scene.vault.contacts(of: PartyScene.institute)
        // The names are those that came with the dossier.
        #expect(organisation.names.text(in: .en) == "A fictional institute")
        #expect(contacts.map(\.person.email) == [PartyScene.director])
        #expect(contacts.map(\.access) == [.superUser])
        #expect(contacts.map(\.isLegalRepresentative) == [true])
        let events = try await scene.events()
        #expect(
            events.suffix(3).map { $0["action"] } == [
                .string("contact.created"), .string("organisation.registered"), .string("contact.created"),
            ])
        #expect(events.last?["before"] == .null)
        #expect(events.last?["after"]?["organisation"] == .string("0444.555.651"))
        #expect(events.last?["after"]?["access"] == .string("superUser"))
        #expect(events.last?["actor"]?["kind"] == .string("operator"))
    }

    @Test("further legal representatives may follow, and bring new names")
    func second() async throws {
        let scene = try await PartyScene()
        let names = LocalizedText([.fr: "Un institut fictif"])
        try await scene.vault.registerOrganisation(
            PartyScene.institute, names: names, representative: .named(Self.newcomer, 9))
        let (organisation, contacts) = try await scene.vault.contacts(of: PartyScene.institute)
        #expect(organisation.names == names)
        #expect(contacts.map(\.isLegalRepresentative) == [true, true])
    }

    @Test("a director of two organisations is one person")
    func sameDirector() async throws {
        let scene = try await PartyScene()
        try await scene.vault.registerOrganisation(
            Self.other, names: LocalizedText([.en: "Another"]), representative: .named(PartyScene.director, 1))
        let places = try await scene.vault.places(of: PartyScene.director)
        #expect(places.organisations.map(\.organisation.enterpriseNumber) == [Self.other, PartyScene.institute])
    }

    @Test("what cannot be registered leaves nothing")
    func refused() async throws {
        let scene = try await PartyScene()
        let vault = scene.vault
        try await scene.expectNothing(.partyRefused(.namesMissing(Self.other))) {
            try await vault.registerOrganisation(Self.other, representative: .named(Self.newcomer, 9))
        }
        try await scene.expectNothing(.contactExists(PartyScene.director, PartyScene.institute)) {
            try await vault.registerOrganisation(PartyScene.institute, representative: .named(PartyScene.director, 1))
        }
        try await scene.expectNothing(.partyRefused(.nationalNumberMissing(Self.newcomer))) {
            try await vault.registerOrganisation(PartyScene.institute, representative: .named(Self.newcomer, nil))
        }
        try await scene.expectNothing(.partyRefused(.nationalNumberTaken)) {
            try await vault.registerOrganisation(PartyScene.institute, representative: .named(Self.newcomer, 1))
        }
        try await scene.expectNothing(.partyRefused(.nationalNumberDiffers(PartyScene.founder))) {
            try await vault.registerOrganisation(PartyScene.institute, representative: .named(PartyScene.founder, 1))
        }
    }

    @Test("is for administrators, who do not register themselves")
    func whoMay() async throws {
        let scene = try await PartyScene()
        let clerk = EmailAddress("clerk@agency.example")!
        try await scene.vault.appointStaff(.new(.named(clerk, 20)), as: .administrator)
        let administrator = try await scene.acting(clerk)
        try await administrator.registerOrganisation(
            PartyScene.institute, representative: .named(Self.newcomer, 9))
        try await scene.expectRefused(.ownPowers, .registerOrganisation) {
            try await administrator.registerOrganisation(PartyScene.institute, representative: .named(clerk, 20))
        }
        let director = try await scene.acting(PartyScene.director)
        try await scene.expectRefused(.administratorOnly, .registerOrganisation) {
            try await director.registerOrganisation(PartyScene.company, representative: .named(Self.newcomer, 9))
        }
    }

    @Test("the agency sees all organisations, others see their own")
    func list() async throws {
        let scene = try await PartyScene()
        try await scene.vault.appointStaff(.new(.named(Self.newcomer, 9)), as: .agent(programme: "TEST"))
        #expect(
            try await scene.vault.organisations().map(\.enterpriseNumber) == [PartyScene.company, PartyScene.institute])
        #expect(try await scene.acting(Self.newcomer).organisations().count == 2)
        #expect(
            try await scene.acting(PartyScene.director).organisations().map(\.enterpriseNumber)
                == [PartyScene.institute])
    }

    @Test("a name is a name", arguments: ["", "  ", "a\u{1b}[2J", "\u{202e}txt", String(repeating: "x", count: 101)])
    func names(name: String) {
        #expect(throws: VaultError.partyRefused(.nameInvalid(name))) {
            try NewPerson(email: Self.newcomer, givenName: name, familyName: "Exemple", language: .nl)
        }
        #expect(throws: VaultError.partyRefused(.nameInvalid(name))) {
            try NewPerson(email: Self.newcomer, givenName: "Claude", familyName: name, language: .nl)
        }
    }
}
