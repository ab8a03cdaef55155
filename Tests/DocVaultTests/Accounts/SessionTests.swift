import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a session")
struct SessionTests {
    private let scene: SignInScene
    init() async throws { scene = try await SignInScene() }

    private func isKnown(_ started: StartedSession) async throws -> Bool {
        try await scene.vault.recognise(session: started.secret) != nil
    }

    @Test("ends half an hour after it was last used")
    func idle() async throws {
        let started = try await scene.activate()
        for _ in 0..<5 {
            scene.clock.advance(bySeconds: 1_799)
            #expect(try await isKnown(started))
        }
        scene.clock.advance(bySeconds: 1_800)
        #expect(try await !isKnown(started))
    }

    @Test("ends twelve hours after it began, used or not")
    func absolute() async throws {
        let started = try await scene.activate()
        for _ in 0..<43 {
            scene.clock.advance(bySeconds: 1_000)
            #expect(try await isKnown(started))
        }
        let found = try #require(try await scene.vault.recognise(session: started.secret))
        let session = try found.requireSession()
        #expect(session.expiresAt == session.createdAt.advanced(by: .seconds(43_200)))
        scene.clock.advance(bySeconds: 200)
        #expect(try await !isKnown(started))
    }

    @Test("is noted as used once a minute")
    func noted() async throws {
        let started = try await scene.activate()
        func seenAt() async throws -> Instant? {
            try await scene.vault.recognise(session: started.secret)?.requireSession().seenAt
        }
        let begun = scene.clock.now()
        scene.clock.advance(bySeconds: 59)
        #expect(try await seenAt() == begun)
        scene.clock.advance(bySeconds: 1)
        #expect(try await seenAt() == scene.clock.now())
        #expect(try await started.signedIn.vault.sessions().map(\.seenAt) == [scene.clock.now()])
    }

    @Test("is that of no forged secret")
    func forged() async throws {
        let secret = try await scene.activate().secret
        for forged in [
            "", "dvs_", secret.lowercased() + "x", String(secret.dropLast()), AccountSecret(new: .session).text,
            secret.replacing("dvs_", with: "dvt_"), " " + secret, secret + "\n", String(repeating: "é", count: 47),
        ] {
            #expect(try await scene.vault.recognise(session: forged) == nil)
            #expect(try await scene.vault.recognise(token: forged) == nil)
        }
    }

    @Test("gets another secret with another organisation, and the old one is worth nothing")
    func rotation() async throws {
        let institute = try await scene.parties.acting(PartyScene.director)
        try await institute.createContact(.named(PartyScene.founder, 2), of: PartyScene.institute, access: .user)
        let first = try await scene.activate(PartyScene.founder)
        #expect(first.signedIn.organisation == nil)
        #expect(first.places.count == 2)
        let second = try await scene.vault.chooseOrganisation(PartyScene.institute, inSession: first.secret)
        #expect(second.signedIn.organisation == PartyScene.institute)
        #expect(second.secret != first.secret)
        #expect(try await !isKnown(first))
        let found = try #require(try await scene.vault.recognise(session: second.secret))
        let (before, after) = (try first.signedIn.requireSession(), try found.requireSession())
        #expect(after.id == before.id)
        #expect(after.createdAt == before.createdAt)
        #expect(after.csrf != before.csrf)
        #expect(after.csrf.count == 43)
        #expect(found.vault.context.onBehalfOf?.name == "0987.654.394")
        await #expect(throws: VaultError.accountRefused(.sessionNotFound)) {
            _ = try await scene.vault.chooseOrganisation(PartyScene.company, inSession: first.secret)
        }
        await #expect(
            throws: VaultError.partyRefused(.noContact(PartyScene.founder, EnterpriseNumber("0123.456.749")!))
        ) {
            _ = try await scene.vault.chooseOrganisation(EnterpriseNumber("0123.456.749")!, inSession: second.secret)
        }
        #expect(try await isKnown(second))
        let third = try await scene.vault.chooseOrganisation(nil, inSession: second.secret)
        #expect(third.signedIn.organisation == nil)
    }

    @Test("is ended by its person, one or all, and by nobody else")
    func ending() async throws {
        let (first, director) = (try await scene.activate(), try await scene.parties.acting(PartyScene.director))
        let (second, third) = (try await scene.signIn(), try await scene.signIn())
        let founder = try await scene.activate(PartyScene.founder)
        let id = try first.signedIn.requireSession().id
        await #expect(throws: VaultError.accountRefused(.sessionNotFound)) {
            try await founder.signedIn.vault.endSession(id)
        }
        #expect(try await director.sessions().count == 3)
        try await first.signedIn.vault.endSession(id)
        #expect(try await !isKnown(first))
        try await second.signedIn.vault.endSessions(but: second.signedIn.requireSession().id)
        #expect(try await isKnown(second))
        #expect(try await !isKnown(third))
        try await second.signedIn.vault.endSessions()
        #expect(try await !isKnown(second))
        #expect(try await isKnown(founder))
        await #expect(throws: VaultError.refused(.noPerson)) { try await scene.vault.endSessions() }
    }

    @Test("ends with the account, and with the password; what rights it gives is looked up at each act")
    func disabled() async throws {
        let (first, second) = (try await scene.activate(), try await scene.signIn())
        try await first.signedIn.vault.changePassword(
            from: SignInScene.password, to: SignInScene.wrong, keeping: first.signedIn.requireSession().id)
        #expect(try await isKnown(first))
        #expect(try await !isKnown(second))
        try await scene.vault.disableAccount(PartyScene.director)
        #expect(try await !isKnown(first))
        try await scene.vault.enableAccount(PartyScene.director)
        #expect(try await !isKnown(first))
        #expect(try await scene.refusal(PartyScene.director, SignInScene.wrong) == nil)
    }

    @Test("is needed to change the password, and so is the old one, as slowly as at signing in")
    func passwordChange() async throws {
        let vault = try await scene.activate().signedIn.vault
        let wrong = VaultError.accountRefused(.wrongCredentials)
        for _ in 0..<5 {
            await #expect(throws: wrong) {
                try await vault.changePassword(from: SignInScene.wrong, to: SignInScene.wrong)
            }
        }
        await #expect(throws: VaultError.accountRefused(.waitFirst(seconds: 1))) {
            try await vault.changePassword(from: SignInScene.password, to: SignInScene.wrong)
        }
        await #expect(throws: VaultError.accountRefused(.passwordTooShort(minimum: 12))) {
            try await vault.changePassword(from: SignInScene.password, to: Password("short"))
        }
    }
}
