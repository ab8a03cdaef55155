import Testing
import VaultTestSupport

@testable import DocVault

@Suite("acting as a person")
struct ActingAsTests {
    private let scene: PartyScene
    init() async throws { scene = try await PartyScene() }

    private func organisation(of vault: Vault) -> String? { vault.context.onBehalfOf?.name }

    @Test("is for the only organisation there is")
    func only() async throws {
        let director = try await scene.acting(PartyScene.director)
        #expect(organisation(of: director) == "0987.654.394")
        #expect(director.context.actor.name == "director@institute.example")
        #expect(director.context.actor.through == "root")
        #expect(director.context.request == scene.vault.context.request)
    }

    @Test("where there are several one is chosen, and the refusal names them in the reader's language")
    func several() async throws {
        let institute = try await scene.acting(PartyScene.director)
        try await institute.createContact(.named(PartyScene.founder, 2), of: PartyScene.institute, access: .user)
        let error = await #expect(throws: VaultError.self) { try await scene.acting(PartyScene.founder) }
        #expect(
            error?.message(in: .fr)
                == "founder@company.example agit pour plusieurs organisations : 0444.555.651 (A fictional company); "
                + "0987.654.394 (A fictional institute)")
        #expect(error?.hint(in: .nl) == "noem die waarvoor u handelt met --for NUMMER")
        #expect(
            organisation(of: try await scene.acting(PartyScene.founder, for: PartyScene.company)) == "0444.555.651")
        // What was withdrawn is no choice any more, unless it is named; then the rules refuse.
        try await institute.changeAccess(of: PartyScene.founder, at: PartyScene.institute, to: .none)
        #expect(organisation(of: try await scene.acting(PartyScene.founder)) == "0444.555.651")
        let withdrawn = try await scene.acting(PartyScene.founder, for: PartyScene.institute)
        await #expect(throws: VaultError.refused(.accessWithdrawn)) { try await withdrawn.dossier(.sample) }
    }

    @Test("is refused for an organisation that the person is no contact of, and for nobody")
    func refused() async throws {
        try await scene.expectNothing(.partyRefused(.noContact(PartyScene.director, PartyScene.company))) {
            _ = try await scene.acting(PartyScene.director, for: PartyScene.company)
        }
        let unknown = EnterpriseNumber("0777.888.926")!
        try await scene.expectNothing(.partyRefused(.noContact(PartyScene.director, unknown))) {
            _ = try await scene.acting(PartyScene.director, for: unknown)
        }
        let stranger = EmailAddress("stranger@institute.example")!
        try await scene.expectNothing(.personNotFound(stranger)) { _ = try await scene.acting(stranger) }
    }

    @Test("is no right: a person does not become another, and does not look persons up by number")
    func noStep() async throws {
        let director = try await scene.acting(PartyScene.director)
        await #expect(throws: VaultError.refused(.operatorOnly)) {
            try await director.acting(as: PartyScene.founder, through: "root")
        }
        await #expect(throws: VaultError.refused(.operatorOnly)) {
            try await director.person(forNationalNumber: .fictional(2))
        }
        await #expect(throws: VaultError.refused(.administratorOnly)) {
            try await director.places(of: PartyScene.founder)
        }
        #expect(try await director.places(of: PartyScene.director).organisations.map(\.access) == [.superUser])
    }

    @Test("for no organisation is what staff do")
    func staff() async throws {
        let archivist = EmailAddress("archivist@agency.example")!
        try await scene.vault.appointStaff(.new(.named(archivist, 21)), as: .recordsManager)
        #expect(organisation(of: try await scene.acting(archivist)) == nil)
    }
}
