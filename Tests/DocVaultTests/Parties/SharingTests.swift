import Testing
import VaultTestSupport

@testable import DocVault

@Suite("sharing a dossier")
struct SharingTests {
    private let scene: PartyScene
    private let director: Vault
    private static let (founder, company) = (PartyScene.founder, PartyScene.company)
    private static let (secretary, institute) = (PartyScene.secretary, PartyScene.institute)

    init() async throws {
        scene = try await PartyScene()
        director = try await scene.acting(PartyScene.director)
        try await scene.addSecretary(.user)
    }

    private static let hidden = VaultError.dossierNotFound(.sample, nearest: nil)

    private func reads(_ vault: Vault) async throws -> Bool {
        let listed = try await vault.dossiers().map(\.code)
        do {
            let (dossier, _) = try await vault.dossier(.sample)
            #expect(listed == [dossier.code])
            return true
        } catch let error as VaultError where error == Self.hidden {
            #expect(listed.isEmpty)
            return false
        }
    }

    private func attach(by vault: Vault) async throws {
        _ = try await vault.attach(
            Chunks(Array("a report".utf8)), named: #require(OriginalName("r.txt")), to: .e01, of: .sample, as: .report)
    }

    @Test("reaches one contact of any organisation, to read or to work on, and a user sees what is shared alone")
    func kinds() async throws {
        let (founder, secretary) = (try await scene.acting(Self.founder), try await scene.acting(Self.secretary))
        #expect(try await !reads(founder))
        #expect(try await !reads(secretary))
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .viewer)
        try await director.shareDossier(.sample, with: Self.secretary, at: Self.institute, as: .editor)
        #expect(try await reads(founder))
        #expect(try await reads(secretary))
        try await attach(by: secretary)
        try await scene.expectRefused(.viewerOnly, .attachPiece) {
            try await founder.attach([FoundFile](), to: .e01, of: .sample, as: .report) { _ in }
        }
        let event = try #require(try await scene.events().first { $0["action"] == .string("dossier.shared") })
        #expect(event["after"]?["person"]?["email"] == .string("founder@company.example"))
        #expect(event["after"]?["organisation"] == .string("0444.555.651"))
        #expect(event["after"]?["kind"] == .string("viewer"))
        #expect(event["before"] == .array([]))
    }

    @Test("an address counts in any spelling of its letters")
    func spelling() async throws {
        let spelt = try #require(EmailAddress("FOUNDER@Company.Example"))
        #expect(
            try await director.shareDossier(.sample, with: spelt, at: Self.company, as: .viewer).person.email
                == Self.founder)
    }

    @Test("is refused with the reason unless the person exists, is a contact of exactly that organisation, with access")
    func reasons() async throws {
        let stranger = try #require(EmailAddress("stranger@company.example"))
        try await scene.expectNothing(.sharingRefused(.unknownPerson(stranger))) {
            try await director.shareDossier(.sample, with: stranger, at: Self.company, as: .viewer)
        }
        for number in [Self.institute, try #require(EnterpriseNumber("0777.888.926"))] {
            try await scene.expectNothing(.sharingRefused(.otherOrganisation(Self.founder, number))) {
                try await director.shareDossier(.sample, with: Self.founder, at: number, as: .viewer)
            }
        }
        try await director.changeAccess(of: Self.secretary, at: Self.institute, to: .none)
        try await scene.expectNothing(.sharingRefused(.noAccess(Self.secretary, Self.institute))) {
            try await director.shareDossier(.sample, with: Self.secretary, at: Self.institute, as: .viewer)
        }
    }

    @Test("is for super users of a partner: who reads is told so, others do not learn that there is a dossier")
    func whoMay() async throws {
        try await director.shareDossier(.sample, with: Self.secretary, at: Self.institute, as: .viewer)
        let (founder, secretary) = (try await scene.acting(Self.founder), try await scene.acting(Self.secretary))
        for kind in ContactRole.Kind.allCases {
            try await scene.expectRefused(.superUserOnly, .shareDossier) {
                try await secretary.shareDossier(.sample, with: Self.founder, at: Self.company, as: kind)
            }
        }
        try await scene.expectRefused(.superUserOnly, .endSharing) {
            try await secretary.endSharing(of: .sample, with: Self.secretary, at: Self.institute)
        }
        let before = try await PartyState(of: scene.vault)
        await #expect(throws: Self.hidden) {
            try await founder.shareDossier(.sample, with: Self.founder, at: Self.company, as: .editor)
        }
        await #expect(throws: Self.hidden) { try await founder.sharings(of: .sample) }
        #expect(try await PartyState(of: scene.vault) == before)
        #expect(try await scene.events().last?["after"]?["reason"] == .string("hidden"))
        // A dossier that is not there is answered in the same way.
        let absent = try #require(DossierCode("2026-TEST-02"))
        await #expect(throws: VaultError.dossierNotFound(absent, nearest: nil)) {
            try await founder.shareDossier(absent, with: Self.founder, at: Self.company, as: .editor)
        }
    }

    @Test("counts from its first instant and no more at its end")
    func dates() async throws {
        let now = scene.clock.now().microsecondsSince1970
        let founder = try await scene.acting(Self.founder)
        try await director.shareDossier(
            .sample, with: Self.founder, at: Self.company, as: .editor,
            from: Instant(microsecondsSince1970: now + 1_000_000), to: Instant(microsecondsSince1970: now + 2_000_000))
        #expect(try await !reads(founder))
        scene.wait(1)
        #expect(try await reads(founder))
        scene.wait(1)
        #expect(try await !reads(founder))
    }

    @Test("ends after it begins, and never reaches back")
    func order() async throws {
        let now = scene.clock.now()
        let past = Instant(microsecondsSince1970: now.microsecondsSince1970 - 1)
        let future = Instant(microsecondsSince1970: now.microsecondsSince1970 + 1)
        for (from, to) in [(nil, now), (nil, past), (future, future), (future, now)] as [(Instant?, Instant)] {
            try await scene.expectNothing(.partyRefused(.endsBeforeItBegins)) {
                try await director.shareDossier(
                    .sample, with: Self.founder, at: Self.company, as: .viewer, from: from, to: to)
            }
        }
        let sharing = try await director.shareDossier(
            .sample, with: Self.founder, at: Self.company, as: .viewer, from: past)
        #expect(sharing.validFrom == now)
    }

    @Test("ends when it is ended, once")
    func end() async throws {
        let founder = try await scene.acting(Self.founder)
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .editor)
        scene.wait(1)
        try await director.endSharing(of: .sample, with: Self.founder, at: Self.company)
        #expect(try await !reads(founder))
        await #expect(throws: Self.hidden) { try await attach(by: founder) }
        let sharings = try await director.sharings(of: .sample)
        #expect(sharings.map(\.validTo) == [scene.clock.now()])
        let event = try #require(try await scene.events().last { $0["action"] == .string("dossier.sharingEnded") })
        #expect(event["before"]?["to"] == nil)
        #expect(event["after"]?["to"] == .string(scene.clock.now().description))
        try await scene.expectNothing(.partyRefused(.notSharedWith(Self.founder, .sample))) {
            try await director.endSharing(of: .sample, with: Self.founder, at: Self.company)
        }
    }

    @Test("one that has not begun can be ended, and never begins")
    func endBeforeBegin() async throws {
        let later = Instant(microsecondsSince1970: scene.clock.now().microsecondsSince1970 + 5_000_000)
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .editor, from: later)
        try await director.endSharing(of: .sample, with: Self.founder, at: Self.company)
        scene.wait(10)
        #expect(try await !reads(scene.acting(Self.founder)))
        try await scene.expectNothing(.partyRefused(.notSharedWith(Self.founder, .sample))) {
            try await director.endSharing(of: .sample, with: Self.founder, at: Self.company)
        }
    }

    @Test("anew takes the place of what was there, and in the same way changes nothing")
    func again() async throws {
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .editor)
        let count = try await scene.events().count
        scene.wait(1)
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .editor)
        #expect(try await scene.events().count == count)
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .viewer)
        let sharings = try await director.sharings(of: .sample)
        #expect(sharings.map(\.kind) == [.editor, .viewer])
        #expect(sharings.map(\.validTo) == [scene.clock.now(), nil])
        let founder = try await scene.acting(Self.founder)
        try await scene.expectRefused(.viewerOnly, .attachPiece) {
            try await founder.attach([FoundFile](), to: .e01, of: .sample, as: .report) { _ in }
        }
    }

    @Test("with a contact stands and falls with their access")
    func withdrawn() async throws {
        let secretary = try await scene.acting(Self.secretary)
        try await director.shareDossier(.sample, with: Self.secretary, at: Self.institute, as: .editor)
        try await attach(by: secretary)
        try await director.changeAccess(of: Self.secretary, at: Self.institute, to: .none)
        try await scene.expectRefused(.accessWithdrawn, .attachPiece) {
            try await secretary.attach([FoundFile](), to: .e01, of: .sample, as: .report) { _ in }
        }
        await #expect(throws: VaultError.refused(.accessWithdrawn)) { try await secretary.dossier(.sample) }
        #expect(try await secretary.dossiers().isEmpty)
        try await director.changeAccess(
            of: Self.secretary, at: Self.institute, to: .user, nationalNumber: .fictional(3))
        #expect(try await reads(secretary))
    }

    @Test("counts for the organisation that it was given for, not for another of the same person")
    func otherHat() async throws {
        try await director.createContact(.named(Self.founder, 2), of: Self.institute, access: .user)
        try await director.shareDossier(.sample, with: Self.founder, at: Self.company, as: .editor)
        #expect(try await reads(scene.acting(Self.founder, for: Self.company)))
        #expect(try await !reads(scene.acting(Self.founder, for: Self.institute)))
    }
}
