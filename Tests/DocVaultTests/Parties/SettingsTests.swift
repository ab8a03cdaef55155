import Testing
import VaultTestSupport

@testable import DocVault

@Suite("one's own settings")
struct SettingsTests {
    private let scene: PartyScene
    init() async throws { scene = try await PartyScene() }

    @Test("are an address and a language; everything else stays")
    func change() async throws {
        let director = try await scene.acting(PartyScene.director)
        let new = try #require(EmailAddress("director@home.example"))
        let person = try await director.changeOwnSettings(email: new, language: .nl)
        #expect(person.email == new)
        #expect(person.language == .nl)
        await #expect(throws: VaultError.personNotFound(PartyScene.director)) {
            try await scene.acting(PartyScene.director)
        }
        #expect(try await scene.vault.contacts(of: PartyScene.institute).1.map(\.person) == [person])
        // The choice made before is of a person, not of an address.
        #expect(try await director.dossiers().count == 1)
        let event = try #require(try await scene.events().last)
        #expect(event["action"] == .string("person.settingsChanged"))
        #expect(event["before"]?["email"] == .string("director@institute.example"))
        #expect(event["after"]?["email"] == .string("director@home.example"))
        #expect(event["after"]?["language"] == .string("nl"))
    }

    @Test("an address belongs to one person")
    func taken() async throws {
        let director = try await scene.acting(PartyScene.director)
        let spelt = try #require(EmailAddress("Founder@COMPANY.example"))
        try await scene.expectNothing(.partyRefused(.emailTaken(PartyScene.founder))) {
            try await director.changeOwnSettings(email: spelt, language: .en)
        }
    }

    @Test("that change nothing leave no event")
    func unchanged() async throws {
        let director = try await scene.acting(PartyScene.director)
        let count = try await scene.events().count
        try await director.changeOwnSettings(email: PartyScene.director, language: .fr)
        try await director.changeOwnSettings()
        #expect(try await scene.events().count == count)
    }

    @Test("are a person's: the operator has none, and nobody changes another's")
    func person() async throws {
        let before = try await PartyState(of: scene.vault)
        await #expect(throws: VaultError.refused(.noPerson)) {
            try await scene.vault.changeOwnSettings(language: .nl)
        }
        #expect(try await PartyState(of: scene.vault) == before)
    }
}
