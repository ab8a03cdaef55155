import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a token")
struct TokenTests {
    private let scene: SignInScene
    private let day = CivilDate("2026-12-31")!
    init() async throws { scene = try await SignInScene() }

    @Test("acts for its person, by name, until its day is over")
    func life() async throws {
        let director = try await scene.parties.acting(PartyScene.director)
        let new = try await director.createToken(named: "nightly", scope: .write, expiresOn: day)
        let found = try #require(try await scene.vault.recognise(token: new.secret))
        #expect(found.person.email == PartyScene.director)
        #expect(found.organisation == PartyScene.institute)
        #expect(throws: VaultError.accountRefused(.sessionNeeded)) { try found.requireSession() }
        try await found.vault.changeOwnSettings(language: .nl)
        #expect(
            try await scene.lastEvent() == ["person.settingsChanged", "director@institute.example", "token nightly"])
        #expect(try await director.tokens().map(\.usedAt) == [scene.clock.now()])
        let left = Instant(endOf: day).microsecondsSince1970 - scene.clock.now().microsecondsSince1970
        scene.clock.advance(bySeconds: left / 1_000_000 - 1)
        #expect(try await scene.vault.recognise(token: new.secret) != nil)
        scene.clock.advance(bySeconds: 1)
        #expect(try await scene.vault.recognise(token: new.secret) == nil)
    }

    @Test("is made with a name, for a year at most, and for an organisation of one's own")
    func making() async throws {
        let director = try await scene.parties.acting(PartyScene.director)
        await #expect(throws: VaultError.accountRefused(.tokenNameInvalid(" "))) {
            _ = try await director.createToken(named: " ", scope: .read, expiresOn: day)
        }
        for day in ["2026-11-20", "2027-11-25"] {
            await #expect(throws: VaultError.accountRefused(.tokenLifeInvalid)) {
                _ = try await director.createToken(named: "x", scope: .read, expiresOn: CivilDate(day)!)
            }
        }
        await #expect(throws: VaultError.partyRefused(.noContact(PartyScene.director, PartyScene.company))) {
            _ = try await director.createToken(named: "x", scope: .read, for: PartyScene.company, expiresOn: day)
        }
        await #expect(throws: VaultError.refused(.noPerson)) {
            _ = try await scene.vault.createToken(named: "x", scope: .read, expiresOn: day)
        }
    }

    @Test("acts for the organisation that it is bound to, or the one that the request names")
    func organisations() async throws {
        let institute = try await scene.parties.acting(PartyScene.director)
        try await institute.createContact(.named(PartyScene.founder, 2), of: PartyScene.institute, access: .user)
        let founder = try await scene.parties.acting(PartyScene.founder, for: PartyScene.company)
        let bound = try await founder.createToken(
            named: "bound", scope: .read, for: PartyScene.company, expiresOn: day)
        let free = try await founder.createToken(named: "free", scope: .read, expiresOn: day)
        #expect(try await scene.vault.recognise(token: bound.secret)?.organisation == PartyScene.company)
        #expect(try await scene.vault.recognise(token: free.secret)?.organisation == nil)
        for number in [PartyScene.company, PartyScene.institute] {
            #expect(try await scene.vault.recognise(token: free.secret, for: number)?.organisation == number)
        }
        await #expect(throws: VaultError.accountRefused(.tokenOfOther(PartyScene.company))) {
            _ = try await scene.vault.recognise(token: bound.secret, for: PartyScene.institute)
        }
    }

    @Test("counts no more once it is revoked, or while the account is disabled, and only its person revokes it")
    func revoking() async throws {
        let director = try await scene.parties.acting(PartyScene.director)
        let new = try await director.createToken(named: "nightly", scope: .read, expiresOn: day)
        try await scene.vault.disableAccount(PartyScene.director)
        #expect(try await scene.vault.recognise(token: new.secret) == nil)
        try await scene.vault.enableAccount(PartyScene.director)
        #expect(try await scene.vault.recognise(token: new.secret) != nil)
        let founder = try await scene.parties.acting(PartyScene.founder)
        await #expect(throws: VaultError.accountRefused(.tokenNotFound)) { try await founder.revokeToken(new.token.id) }
        try await director.revokeToken(new.token.id)
        #expect(try await scene.lastEvent().first == "token.revoked")
        #expect(try await scene.vault.recognise(token: new.secret) == nil)
        #expect(try await director.tokens().map(\.revokedAt) == [scene.clock.now()])
        try await director.revokeToken(new.token.id)
    }
}
