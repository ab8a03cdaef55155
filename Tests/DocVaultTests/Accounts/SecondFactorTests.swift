import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a second factor")
struct SecondFactorTests {
    private let scene: SignInScene
    init() async throws { scene = try await SignInScene() }

    /// The director's secret, confirmed.
    private func enrol() async throws -> String {
        let director = try await scene.activate().signedIn.vault
        let new = try await director.beginSecondFactor()
        #expect(new.uri.contains(new.secret))
        await #expect(throws: VaultError.accountRefused(.wrongCode)) {
            try await director.confirmSecondFactor("000000x")
        }
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == nil)
        try await director.confirmSecondFactor(scene.code(of: new.secret))
        return new.secret
    }

    @Test("asks for a code from when it was confirmed; each code counts once")
    func codes() async throws {
        let secret = try await enrol()
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == .codeNeeded)
        // The one it was confirmed with has been used.
        let used = try scene.code(of: secret)
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password, code: used) == .wrongCode)
        let next = try scene.code(of: secret, in: 1)
        #expect(try await scene.refusal(PartyScene.director, SignInScene.wrong, code: next) == .wrongCredentials)
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password, code: next) == nil)
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password, code: next) == .wrongCode)
    }

    @Test("is not tried out by whoever has the password")
    func guessing() async throws {
        _ = try await enrol()
        for _ in 0..<5 {
            #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == .codeNeeded)
            #expect(try await scene.refusal(PartyScene.director, SignInScene.password, code: "none") == .wrongCode)
        }
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == .waitFirst(seconds: 1))
    }

    @Test("is not taken away by a forgotten password")
    func reset() async throws {
        let secret = try await enrol()
        let link = try await scene.vault.invite(PartyScene.director, for: .reset).secret
        await #expect(throws: VaultError.accountRefused(.codeNeeded)) {
            _ = try await scene.vault.acceptInvitation(link, password: SignInScene.wrong)
        }
        _ = try await scene.vault.acceptInvitation(
            link, password: SignInScene.wrong, code: scene.code(of: secret, in: 1))
    }

    @Test("is removed by its person with password and code, or by an administrator")
    func removal() async throws {
        let secret = try await enrol()
        let director = try await scene.parties.acting(PartyScene.director).signingIn(at: scene.vault.desk)
        await #expect(throws: VaultError.accountRefused(.secondFactorPresent)) {
            _ = try await director.beginSecondFactor()
        }
        await #expect(throws: VaultError.accountRefused(.wrongCode)) {
            try await director.removeSecondFactor(password: SignInScene.password, code: "000000x")
        }
        try await director.removeSecondFactor(
            password: SignInScene.password, code: scene.code(of: secret, in: 1))
        #expect(try await scene.lastEvent().first == "account.secondFactorRemoved")
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == nil)
        await #expect(throws: VaultError.accountRefused(.noSecondFactor)) {
            try await scene.vault.resetSecondFactor(of: PartyScene.director)
        }
        let new = try await director.beginSecondFactor()
        try await director.confirmSecondFactor(scene.code(of: new.secret))
        try await scene.vault.resetSecondFactor(of: PartyScene.director)
        #expect(try await scene.refusal(PartyScene.director, SignInScene.password) == nil)
    }
}
