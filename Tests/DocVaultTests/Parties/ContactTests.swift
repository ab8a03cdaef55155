import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("contacts and their access")
struct ContactTests {
    private let scene: PartyScene
    private static let newcomer = EmailAddress("newcomer@institute.example")!

    init() async throws { scene = try await PartyScene() }

    private func access(of email: EmailAddress) async throws -> Contact.Access? {
        try await scene.vault.contacts(of: PartyScene.institute).1.first { $0.person.email == email }?.access
    }

    @Test("a super user adds contacts, who may be super users and add others")
    func delegation() async throws {
        try await scene.addSecretary(.superUser)
        let secretary = try await scene.acting(PartyScene.secretary)
        try await secretary.createContact(.named(Self.newcomer, 4), of: PartyScene.institute, access: .superUser)
        #expect(try await access(of: Self.newcomer) == .superUser)
        let event = try #require(try await scene.events().last)
        #expect(event["action"] == .string("contact.created"))
        #expect(event["actor"]?["name"] == .string("secretary@institute.example"))
        #expect(event["actor"]?["through"] == .string("root"))
        #expect(event["onBehalfOf"]?["name"] == .string("0987.654.394"))
        #expect(event["after"]?["isLegalRepresentative"] == .bool(false))
    }

    @Test("a user gives nobody access and takes it from nobody")
    func user() async throws {
        try await scene.addSecretary(.user)
        let secretary = try await scene.acting(PartyScene.secretary)
        for access in Contact.Access.allCases {
            try await scene.expectRefused(.superUserOnly, .createContact) {
                try await secretary.createContact(.named(Self.newcomer, 4), of: PartyScene.institute, access: access)
            }
        }
        try await scene.expectRefused(.superUserOnly, .changeAccess) {
            try await secretary.changeAccess(of: PartyScene.secretary, at: PartyScene.institute, to: .superUser)
        }
        try await scene.expectRefused(.superUserOnly, .changeAccess) {
            try await secretary.changeAccess(of: PartyScene.director, at: PartyScene.institute, to: .none)
        }
        await #expect(throws: VaultError.refused(.superUserOnly)) {
            try await secretary.contacts(of: PartyScene.institute)
        }
    }

    @Test("a super user manages no other organisation, not even one that is not there")
    func otherOrganisation() async throws {
        let director = try await scene.acting(PartyScene.director)
        for number in [PartyScene.company, EnterpriseNumber("0777.888.926")!] {
            try await scene.expectRefused(.otherOrganisation, .createContact) {
                try await director.createContact(.named(Self.newcomer, 4), of: number, access: .user)
            }
            try await scene.expectRefused(.otherOrganisation, .changeAccess) {
                try await director.changeAccess(of: PartyScene.founder, at: number, to: .none)
            }
            await #expect(throws: VaultError.refused(.otherOrganisation)) { try await director.contacts(of: number) }
        }
    }

    @Test("an organisation without contacts waits for its legal representative")
    func representativeFirst() async throws {
        let vault = try await Vault.sample(
            blobs: InMemoryBlobStore(), database: SQLiteDatabase.inMemory(), scratch: "/tmp", BlockingExecutor(width: 2)
        )
        await #expect(throws: VaultError.partyRefused(.representativeFirst(PartyScene.institute))) {
            try await vault.createContact(.named(Self.newcomer, 4), of: PartyScene.institute, access: .user)
        }
    }

    @Test("access needs the national number; a contact without access may wait for it")
    func number() async throws {
        let director = try await scene.acting(PartyScene.director)
        for access in [Contact.Access.superUser, .user] {
            try await scene.expectNothing(.partyRefused(.nationalNumberMissing(Self.newcomer))) {
                try await director.createContact(.named(Self.newcomer, nil), of: PartyScene.institute, access: access)
            }
        }
        try await director.createContact(.named(Self.newcomer, nil), of: PartyScene.institute, access: .none)
        try await scene.expectNothing(.partyRefused(.nationalNumberMissing(Self.newcomer))) {
            try await director.changeAccess(of: Self.newcomer, at: PartyScene.institute, to: .superUser)
        }
        try await director.changeAccess(
            of: Self.newcomer, at: PartyScene.institute, to: .user, nationalNumber: .fictional(4))
        #expect(try await access(of: Self.newcomer) == .user)
        #expect(try await scene.vault.person(forNationalNumber: .fictional(4))?.email == Self.newcomer)
    }

    @Test("from none to access the number is asked for again and must be the one that is recorded; otherwise it is not")
    func again() async throws {
        try await scene.addSecretary(.none)
        let director = try await scene.acting(PartyScene.director)
        let (secretary, institute) = (PartyScene.secretary, PartyScene.institute)
        for access in [Contact.Access.superUser, .user] {
            try await scene.expectNothing(.partyRefused(.nationalNumberMissing(secretary))) {
                try await director.changeAccess(of: secretary, at: institute, to: access)
            }
            try await scene.expectNothing(.partyRefused(.nationalNumberDiffers(secretary))) {
                try await director.changeAccess(
                    of: secretary, at: institute, to: access, nationalNumber: .fictional(4))
            }
        }
        try await director.changeAccess(of: secretary, at: institute, to: .user, nationalNumber: .fictional(3))
        let steps: [Contact.Access] = [.superUser, .user, .none]
        for step in steps {
            try await director.changeAccess(of: secretary, at: institute, to: step)
            #expect(try await access(of: secretary) == step)
        }
        let changes = try await scene.events().filter { $0["action"] == .string("contact.accessChanged") }
        #expect(changes.map { $0["before"]?["access"] } == ["none", "user", "superUser", "user"].map { .string($0) })
        #expect(changes.map { $0["after"]?["access"] } == ["user", "superUser", "user", "none"].map { .string($0) })
    }

    @Test("the last super user stays one, and another may take it from them")
    func lastSuperUser() async throws {
        let director = try await scene.acting(PartyScene.director)
        let (mine, institute) = (PartyScene.director, PartyScene.institute)
        try await scene.addSecretary(.user)
        for access in [Contact.Access.user, .none] {
            try await scene.expectNothing(.partyRefused(.lastSuperUser(mine, institute))) {
                try await director.changeAccess(of: mine, at: institute, to: access)
            }
            try await scene.expectNothing(.partyRefused(.lastSuperUser(mine, institute))) {
                try await scene.vault.changeAccess(of: mine, at: institute, to: access)
            }
        }
        try await director.changeAccess(of: PartyScene.secretary, at: institute, to: .superUser)
        try await scene.acting(PartyScene.secretary).changeAccess(of: mine, at: institute, to: .none)
        // The very next act of who lost access is refused, with a choice made before.
        try await scene.expectRefused(.accessWithdrawn, .changeAccess) {
            try await director.changeAccess(of: mine, at: institute, to: .superUser, nationalNumber: .fictional(1))
        }
        await #expect(throws: VaultError.refused(.accessWithdrawn)) { try await director.contacts(of: institute) }
        #expect(try await director.dossiers().isEmpty)
        // The contact is still there.
        #expect(try await access(of: mine) == Contact.Access.none)
    }

    @Test("two super users who withdraw each other at the same moment leave one")
    func race() async throws {
        try await scene.addSecretary(.superUser)
        let (director, secretary) = (
            try await scene.acting(PartyScene.director), try await scene.acting(PartyScene.secretary)
        )
        async let first = director.changeAccess(of: PartyScene.secretary, at: PartyScene.institute, to: .none)
        async let second = secretary.changeAccess(of: PartyScene.director, at: PartyScene.institute, to: .none)
        var done = 0
        do { _ = try await first; done += 1 } catch VaultError.refused(.accessWithdrawn) {}
        do { _ = try await second; done += 1 } catch VaultError.refused(.accessWithdrawn) {}
        #expect(done == 1)
        let contacts = try await scene.vault.contacts(of: PartyScene.institute).1
        #expect(contacts.count { $0.access == .superUser } == 1)
    }

    @Test("what changes nothing leaves no event, and a contact is added once")
    func unchanged() async throws {
        try await scene.addSecretary(.user)
        let director = try await scene.acting(PartyScene.director)
        let count = try await scene.events().count
        try await director.changeAccess(of: PartyScene.secretary, at: PartyScene.institute, to: .user)
        #expect(try await scene.events().count == count)
        try await scene.expectNothing(.contactExists(PartyScene.secretary, PartyScene.institute)) {
            try await director.createContact(
                .named(PartyScene.secretary, 3), of: PartyScene.institute, access: .superUser)
        }
        try await scene.expectNothing(.partyRefused(.noContact(PartyScene.founder, PartyScene.institute))) {
            try await director.changeAccess(of: PartyScene.founder, at: PartyScene.institute, to: .user)
        }
        try await scene.expectNothing(.partyRefused(.noContact(Self.newcomer, PartyScene.institute))) {
            try await director.changeAccess(of: Self.newcomer, at: PartyScene.institute, to: .user)
        }
    }
}

@Suite("recognising somebody who is in the vault already")
struct RecognitionTests {
    private let scene: PartyScene
    init() async throws { scene = try await PartyScene() }

    @Test("a contact of another organisation is added with their own number, and keeps their name")
    func elsewhere() async throws {
        let director = try await scene.acting(PartyScene.director)
        let (founder, institute) = (PartyScene.founder, PartyScene.institute)
        try await scene.expectNothing(.partyRefused(.nationalNumberMissing(founder))) {
            // Without access too: an address alone tells nobody whose it is.
            try await director.createContact(.named(founder, nil), of: institute, access: .none)
        }
        try await scene.expectNothing(.partyRefused(.nationalNumberDiffers(founder))) {
            try await director.createContact(.named(founder, 4), of: institute, access: .user)
        }
        let typed = try NewPerson(
            email: founder, givenName: "Camille", familyName: "Autre", language: .nl, nationalNumber: .fictional(2))
        let contact = try await director.createContact(typed, of: institute, access: .user)
        #expect(contact.person.name == "Claude Exemple")
        #expect(contact.person.language == .fr)
    }

    @Test("nobody makes themselves recognised as a member of the staff who has no number yet")
    func takeover() async throws {
        let clerk = EmailAddress("clerk@agency.example")!
        try await scene.vault.appointStaff(.new(.named(clerk, nil)), as: .administrator)
        let director = try await scene.acting(PartyScene.director)
        try await scene.expectNothing(.partyRefused(.nationalNumberUnknown(clerk))) {
            try await director.createContact(.named(clerk, 66), of: PartyScene.institute, access: .none)
        }
        // The agency may record it.
        try await scene.vault.createContact(.named(clerk, 66), of: PartyScene.institute, access: .none)
        #expect(try await scene.vault.person(forNationalNumber: .fictional(66))?.email == clerk)
    }

    @Test("nor as a contact of another organisation who waits for their number")
    func takeoverByAccess() async throws {
        let waiting = EmailAddress("waiting@company.example")!
        try await scene.acting(PartyScene.founder).createContact(
            .named(waiting, nil), of: PartyScene.company, access: .none)
        let director = try await scene.acting(PartyScene.director)
        try await scene.expectNothing(.partyRefused(.nationalNumberUnknown(waiting))) {
            try await director.createContact(.named(waiting, 66), of: PartyScene.institute, access: .user)
        }
        try await scene.vault.createContact(.named(waiting, nil), of: PartyScene.institute, access: .none)
        try await scene.expectNothing(.partyRefused(.nationalNumberUnknown(waiting))) {
            try await director.changeAccess(
                of: waiting, at: PartyScene.institute, to: .user, nationalNumber: .fictional(66))
        }
    }

    @Test("one number is one person")
    func taken() async throws {
        let director = try await scene.acting(PartyScene.director)
        let other = EmailAddress("other@institute.example")!
        try await scene.expectNothing(.partyRefused(.nationalNumberTaken)) {
            try await director.createContact(.named(other, 2), of: PartyScene.institute, access: .user)
        }
        try await director.createContact(.named(other, nil), of: PartyScene.institute, access: .none)
        try await scene.expectNothing(.partyRefused(.nationalNumberTaken)) {
            try await director.changeAccess(
                of: other, at: PartyScene.institute, to: .user, nationalNumber: .fictional(2))
        }
        try await scene.expectNothing(.partyRefused(.nationalNumberTaken)) {
            try await scene.vault.appointStaff(.new(.named(EmailAddress("x@agency.example")!, 2)), as: .recordsManager)
        }
    }

    @Test("an unknown number is nobody's")
    func unknown() async throws {
        #expect(try await scene.vault.person(forNationalNumber: .fictional(999)) == nil)
        #expect(try await scene.vault.person(forNationalNumber: .fictional(1))?.email == PartyScene.director)
    }
}
