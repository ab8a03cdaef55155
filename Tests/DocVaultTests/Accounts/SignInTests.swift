import Testing
import VaultTestSupport

@testable import DocVault

@Suite("signing in")
struct SignInTests {
    private let scene: SignInScene
    private let stranger = EmailAddress("nobody@nowhere.example")!
    init() async throws { scene = try await SignInScene() }

    @Test("by address and password makes a session, for the only organisation there is")
    func right() async throws {
        try await scene.activate()
        let started = try await scene.signIn()
        #expect(started.signedIn.person.email == PartyScene.director)
        #expect(started.signedIn.organisation == PartyScene.institute)
        #expect(started.places.map(\.organisation.enterpriseNumber) == [PartyScene.institute])
        let found = try #require(try await scene.vault.recognise(session: started.secret))
        #expect(found.person == started.signedIn.person)
        #expect(found.means == started.signedIn.means)
        #expect(try await found.vault.dossiers().count == 1)
        try await found.vault.changeOwnSettings(language: .nl)
        #expect(try await scene.lastEvent() == ["person.settingsChanged", "director@institute.example", nil])
    }

    @Test(
        "is answered alike, after the same work, for a wrong password, an unknown, a disabled and an uninvited person")
    func alike() async throws {
        try await scene.activate()
        try await scene.activate(SignInScene.administrator)
        try await scene.vault.disableAccount(SignInScene.administrator)
        let before = scene.work.count
        #expect(try await scene.refusal() == .wrongCredentials)
        #expect(scene.work.count == before + 1)
        #expect(try await scene.refusal(stranger) == .wrongCredentials)
        #expect(scene.work.count == before + 2)
        #expect(try await scene.refusal(SignInScene.administrator, SignInScene.password) == .wrongCredentials)
        #expect(scene.work.count == before + 3)
        #expect(try await scene.refusal(PartyScene.founder, SignInScene.password) == .wrongCredentials)
        #expect(scene.work.count == before + 4)
        let long = Password(String(repeating: "x", count: 1_000_000))
        #expect(try await scene.refusal(PartyScene.director, long) == .wrongCredentials)
        #expect(scene.work.count == before + 5)
    }

    @Test("slows down who fails, a quarter of an hour at most, and forgets it at the first success")
    func slowing() async throws {
        try await scene.activate()
        for _ in 0..<5 { #expect(try await scene.refusal() == .wrongCredentials) }
        var waits: [Int] = []
        for _ in 0..<14 {
            // While one has to wait, not even the right password counts, nor is any computed.
            let work = scene.work.count
            guard case .waitFirst(let seconds)? = try await scene.refusal(PartyScene.director, SignInScene.password)
            else {
                Issue.record("no wait")
                return
            }
            #expect(scene.work.count == work)
            waits.append(seconds)
            scene.clock.advance(bySeconds: Int64(seconds))
            #expect(try await scene.refusal() == .wrongCredentials)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
        // Others are not kept waiting by that.
        try await scene.activate(SignInScene.administrator)
        #expect(try await scene.refusal(SignInScene.administrator, SignInScene.password) == nil)
        scene.clock.advance(bySeconds: 900)
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == nil)
        #expect(try await scene.refusal() == .wrongCredentials)
        #expect(try await scene.refusal() == .wrongCredentials)
    }

    @Test("slows down an address that tries one account after the other")
    func address() async throws {
        for number in 0..<30 {
            let email = try #require(EmailAddress("guess\(number)@nowhere.example"))
            #expect(try await scene.refusal(email, from: "192.0.2.7") == .wrongCredentials)
        }
        #expect(try await scene.refusal(stranger, from: "192.0.2.7") == .waitFirst(seconds: 1))
        #expect(try await scene.refusal(stranger, from: "192.0.2.8") == .wrongCredentials)
    }

    @Test("does not forget who failed when the service is started anew")
    func restart() async throws {
        try await withTemporaryDirectory { folder in
            let first = scene.vault.signingIn(at: SignInDesk(keysIn: folder, passwords: .quick))
            for _ in 0..<5 {
                await #expect(throws: VaultError.accountRefused(.wrongCredentials)) {
                    _ = try await first.signIn(stranger, password: SignInScene.wrong)
                }
            }
            let second = scene.vault.signingIn(at: SignInDesk(keysIn: folder, passwords: .quick))
            await #expect(throws: VaultError.accountRefused(.waitFirst(seconds: 1))) {
                _ = try await second.signIn(stranger, password: SignInScene.wrong)
            }
            // A day later it is forgotten, and swept out.
            scene.clock.advance(bySeconds: 86_401)
            try await second.sweepSignIns()
            await #expect(throws: VaultError.accountRefused(.wrongCredentials)) {
                _ = try await second.signIn(stranger, password: SignInScene.wrong)
            }
        }
    }

    @Test("renews the hash of a password that was made at another cost")
    func renewal() async throws {
        try await scene.activate()
        let dearer = PasswordHasher(cost: try #require(ScryptCost(logN: 5, blockSize: 8, parallelization: 1)))
        let vault = scene.vault.signingIn(at: SignInDesk(passwords: dearer))
        _ = try await vault.signIn(PartyScene.director, password: SignInScene.password)
        let account = try await vault.database.look { connection, _ in
            try AccountRecords.account(PartyScene.director, in: connection)
        }
        #expect(account?.password?.cost.logN == 5)
        _ = try await vault.signIn(PartyScene.director, password: SignInScene.password)
    }

    @Test("by another service finds the person by the verified address, and then by what the service calls them")
    func federated() async throws {
        func signIn(_ subject: String, _ email: EmailAddress?) async throws -> StartedSession {
            try await scene.vault.signIn(issuer: "https://id.example", subject: subject, verifiedEmail: email)
        }
        let unknown = VaultError.accountRefused(.unknownElsewhere)
        await #expect(throws: unknown) { _ = try await signIn("7", nil) }
        await #expect(throws: unknown) { _ = try await signIn("7", stranger) }
        let first = try await signIn("7", PartyScene.director)
        #expect(first.signedIn.person.email == PartyScene.director)
        #expect(try await scene.lastEvent().first == "account.identityLinked")
        // Another address later is still the same person, and no event.
        let count = try await scene.parties.events().count
        #expect(try await signIn("7", PartyScene.founder).signedIn.person.email == PartyScene.director)
        #expect(try await signIn("7", nil).signedIn.person.email == PartyScene.director)
        #expect(try await scene.parties.events().count == count)
        try await scene.vault.disableAccount(PartyScene.director)
        await #expect(throws: VaultError.accountRefused(.wrongCredentials)) { _ = try await signIn("7", nil) }
        await #expect(throws: unknown) { _ = try await signIn("8", PartyScene.director) }
    }

    @Test("by another service takes back what it gave out, once and for ten minutes")
    func state() async throws {
        let begun = try await scene.vault.beginFederatedSignIn()
        #expect(try await scene.vault.finishFederatedSignIn(state: begun.state) == begun)
        #expect(try await scene.vault.finishFederatedSignIn(state: begun.state) == nil)
        let late = try await scene.vault.beginFederatedSignIn()
        scene.clock.advance(bySeconds: 600)
        #expect(try await scene.vault.finishFederatedSignIn(state: late.state) == nil)
        #expect(try await scene.vault.finishFederatedSignIn(state: AccountSecret(new: .state).text) == nil)
        #expect(try await scene.vault.finishFederatedSignIn(state: "") == nil)
    }
}
