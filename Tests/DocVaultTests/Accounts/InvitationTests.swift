import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a link to set a password")
struct InvitationTests {
    private let scene: SignInScene
    private let invalid = VaultError.accountRefused(.linkInvalid)
    init() async throws { scene = try await SignInScene() }

    private func accept(_ secret: String, newcomer: NewPerson? = nil, code: String? = nil) async throws
        -> StartedSession
    {
        try await scene.vault.acceptInvitation(
            secret, password: SignInScene.password, newcomer: newcomer, code: code)
    }

    @Test("counts once, and begins a session; the journal names the person")
    func once() async throws {
        let link = try await scene.vault.invite(PartyScene.director)
        let started = try await accept(link.secret)
        #expect(started.signedIn.person.email == PartyScene.director)
        #expect(try await scene.lastEvent() == ["account.passwordSet", "director@institute.example", nil])
        await #expect(throws: invalid) { _ = try await accept(link.secret) }
        for forged in ["", "dvi_", AccountSecret(new: .invitation).text, started.secret] {
            await #expect(throws: invalid) { _ = try await accept(forged) }
        }
    }

    @Test("counts for a week, a reset for an hour, and only the newest one")
    func life() async throws {
        let link = try await scene.vault.invite(PartyScene.director)
        #expect(link.expiresAt == scene.clock.now().advanced(by: .seconds(604_800)))
        scene.clock.advance(bySeconds: 604_800)
        await #expect(throws: invalid) { _ = try await accept(link.secret) }
        let first = try await scene.vault.invite(PartyScene.director)
        let second = try await scene.vault.invite(PartyScene.director)
        await #expect(throws: invalid) { _ = try await accept(first.secret) }
        let session = try await accept(second.secret)
        await #expect(throws: VaultError.accountRefused(.accountExists(PartyScene.director))) {
            try await scene.vault.invite(PartyScene.director)
        }
        let reset = try await scene.vault.invite(PartyScene.director, for: .reset)
        #expect(reset.expiresAt == scene.clock.now().advanced(by: .seconds(3_600)))
        _ = try await accept(reset.secret)
        #expect(try await scene.vault.recognise(session: session.secret) == nil)
        await #expect(throws: VaultError.accountRefused(.noAccount(PartyScene.founder))) {
            try await scene.vault.invite(PartyScene.founder, for: .reset)
        }
    }

    @Test("does not count for a password that may be none, and then still counts for another")
    func refusedPassword() async throws {
        let link = try await scene.vault.invite(PartyScene.director)
        await #expect(throws: VaultError.accountRefused(.passwordTooShort(minimum: 12))) {
            _ = try await scene.vault.acceptInvitation(link.secret, password: Password("short"))
        }
        _ = try await accept(link.secret)
    }

    @Test("is not made for, and is taken from, a disabled account")
    func disabled() async throws {
        let link = try await scene.vault.invite(PartyScene.director)
        try await scene.vault.disableAccount(PartyScene.director)
        await #expect(throws: invalid) { _ = try await accept(link.secret) }
        await #expect(throws: VaultError.accountRefused(.accountDisabled(PartyScene.director))) {
            try await scene.vault.invite(PartyScene.director)
        }
    }

    @Test("is made by a super user for their contacts who have no other place and no password")
    func superUser() async throws {
        try await scene.parties.addSecretary()
        let director = try await scene.activate().signedIn.vault
        let link = try await director.invite(PartyScene.secretary)
        #expect(try await scene.lastEvent().prefix(2) == ["account.invited", "director@institute.example"])
        await #expect(throws: VaultError.refused(.otherOrganisation)) { try await director.invite(PartyScene.founder) }
        await #expect(throws: VaultError.refused(.otherOrganisation)) {
            try await director.invite(EmailAddress("nobody@nowhere.example")!)
        }
        await #expect(throws: VaultError.refused(.ownPowers)) {
            try await director.invite(PartyScene.director, for: .reset)
        }
        let secretary = try await accept(link.secret).signedIn.vault
        await #expect(throws: VaultError.refused(.superUserOnly)) { try await secretary.invite(PartyScene.founder) }
        await #expect(throws: VaultError.refused(.administratorOnly)) {
            try await director.invite(PartyScene.secretary, for: .reset)
        }
        try await director.createContact(.named(PartyScene.founder, 2), of: PartyScene.institute, access: .user)
        await #expect(throws: VaultError.refused(.administratorOnly)) {
            try await director.invite(PartyScene.founder)
        }
        let administrator = try await scene.activate(SignInScene.administrator).signedIn.vault
        try await administrator.invite(PartyScene.founder)
        try await administrator.invite(PartyScene.secretary, for: .reset)
        await #expect(throws: VaultError.refused(.ownPowers)) {
            try await administrator.disableAccount(SignInScene.administrator)
        }
    }

    @Test("makes the first administrator, while nobody has an account")
    func first() async throws {
        let earlier = try #require(try await scene.vault.firstSignInLink())
        let link = try #require(try await scene.vault.firstSignInLink())
        let chief = try #require(EmailAddress("chief@agency.example"))
        let newcomer = try NewPerson.named(chief, nil)
        await #expect(throws: invalid) { _ = try await accept(earlier.secret, newcomer: newcomer) }
        await #expect(throws: VaultError.accountRefused(.personNeeded)) { _ = try await accept(link.secret) }
        let taken = try NewPerson.named(PartyScene.director, nil)
        await #expect(throws: VaultError.partyRefused(.emailTaken(PartyScene.director))) {
            _ = try await accept(link.secret, newcomer: taken)
        }
        let started = try await accept(link.secret, newcomer: newcomer)
        #expect(try await started.signedIn.vault.accounts().map(\.person.email) == [chief])
        #expect(try await scene.vault.staff().contains { $0.person.email == chief && $0.position == .administrator })
        #expect(try await scene.vault.firstSignInLink() == nil)
        await #expect(throws: invalid) { _ = try await accept(link.secret, newcomer: newcomer) }
    }

    @Test("to become the first administrator counts no more when somebody else has an account")
    func tooLate() async throws {
        let link = try #require(try await scene.vault.firstSignInLink())
        try await scene.activate()
        let newcomer = try NewPerson.named(try #require(EmailAddress("chief@agency.example")), nil)
        await #expect(throws: invalid) { _ = try await accept(link.secret, newcomer: newcomer) }
    }
}
