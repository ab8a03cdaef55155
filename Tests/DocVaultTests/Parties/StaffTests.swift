import Testing
import VaultTestSupport

@testable import DocVault

@Suite("the agency's staff")
struct StaffTests {
    private let scene: PartyScene
    private static let clerk = EmailAddress("clerk@agency.example")!
    private static let archivist = EmailAddress("archivist@agency.example")!
    private static let agent = EmailAddress("agent@agency.example")!
    private static let positions: [StaffPosition] = [.agent(programme: "TEST"), .recordsManager, .administrator]

    init() async throws {
        scene = try await PartyScene()
        try await scene.vault.appointStaff(.new(.named(Self.clerk, 20)), as: .administrator)
        try await scene.vault.appointStaff(.new(.named(Self.archivist, 21)), as: .recordsManager)
        try await scene.vault.appointStaff(.new(.named(Self.agent, 22)), as: .agent(programme: "TEST"))
    }

    private func reads(_ email: EmailAddress) async throws -> Bool {
        let vault = try await scene.acting(email)
        let listed = try await vault.dossiers().map(\.code)
        do {
            _ = try await vault.dossier(.sample)
            #expect(listed == [.sample])
            return true
        } catch VaultError.dossierNotFound {
            #expect(listed.isEmpty)
            return false
        }
    }

    @Test("an agent reads the dossiers of a programme, a records manager all, an administrator none")
    func reading() async throws {
        #expect(try await reads(Self.agent))
        #expect(try await reads(Self.archivist))
        #expect(try await !reads(Self.clerk))
        let other = EmailAddress("other@agency.example")!
        try await scene.vault.appointStaff(.new(.named(other, 23)), as: .agent(programme: "OTHER"))
        #expect(try await !reads(other))
        try await scene.vault.appointStaff(.known(other), as: .agent(programme: "*"))
        #expect(try await reads(other))
    }

    @Test("is appointed by administrators, and by nobody for themselves")
    func whoMay() async throws {
        for email in [Self.agent, Self.archivist, PartyScene.director] {
            let vault = try await scene.acting(email)
            for position in Self.positions {
                try await scene.expectRefused(.ownPowers, .appointStaff) {
                    try await vault.appointStaff(.known(email), as: position)
                }
                try await scene.expectRefused(.administratorOnly, .appointStaff) {
                    try await vault.appointStaff(.known(PartyScene.founder), as: position)
                }
            }
            try await scene.expectRefused(.administratorOnly, .dismissStaff) {
                try await vault.dismissStaff(Self.clerk, from: .administrator)
            }
        }
        let clerk = try await scene.acting(Self.clerk)
        for position in Self.positions {
            try await scene.expectRefused(.ownPowers, .appointStaff) {
                try await clerk.appointStaff(.known(Self.clerk), as: position)
            }
        }
        try await clerk.appointStaff(.known(Self.archivist), as: .agent(programme: "TEST"))
        let event = try #require(try await scene.events().last)
        #expect(event["action"] == .string("staff.appointed"))
        #expect(event["after"]?["role"] == .string("agent"))
        #expect(event["after"]?["programme"] == .string("TEST"))
        #expect(event["actor"]?["name"] == .string("clerk@agency.example"))
    }

    @Test("who is dismissed may nothing more at the very next act")
    func dismissal() async throws {
        let agent = try await scene.acting(Self.agent)
        _ = try await agent.dossier(.sample)
        scene.wait(1)
        try await scene.vault.dismissStaff(Self.agent, from: .agent(programme: "TEST"))
        #expect(try await !reads(Self.agent))
        await #expect(throws: VaultError.dossierNotFound(.sample, nearest: nil)) { try await agent.dossier(.sample) }
        let mine = try await scene.vault.staff().filter { $0.person.email == Self.agent }
        #expect(mine.map(\.validTo) == [scene.clock.now()])
        try await scene.expectNothing(.partyRefused(.notAppointed(Self.agent))) {
            try await scene.vault.dismissStaff(Self.agent, from: .agent(programme: "TEST"))
        }
        // A later appointment begins where it begins.
        try await scene.vault.appointStaff(.known(Self.agent), as: .agent(programme: "TEST"))
        #expect(try await reads(Self.agent))
    }

    @Test("a role counts from its first instant and no more at its end")
    func dates() async throws {
        let now = scene.clock.now().microsecondsSince1970
        let (from, to) = (
            Instant(microsecondsSince1970: now + 1_000_000), Instant(microsecondsSince1970: now + 2_000_000)
        )
        let temporary = EmailAddress("temporary@agency.example")!
        try await scene.vault.appointStaff(.new(.named(temporary, nil)), as: .recordsManager, from: from, to: to)
        #expect(try await !reads(temporary))
        scene.wait(1)
        #expect(try await reads(temporary))
        scene.wait(1)
        #expect(try await !reads(temporary))
    }

    @Test("what cannot be leaves nothing")
    func refused() async throws {
        let vault = scene.vault
        let now = scene.clock.now()
        let stranger = EmailAddress("stranger@agency.example")!
        try await scene.expectNothing(.personNotFound(stranger)) {
            try await vault.appointStaff(.known(stranger), as: .recordsManager)
        }
        try await scene.expectNothing(.partyRefused(.emailTaken(Self.agent))) {
            try await vault.appointStaff(.new(.named(Self.agent, 22)), as: .recordsManager)
        }
        try await scene.expectNothing(.partyRefused(.alreadyAppointed(Self.archivist))) {
            try await vault.appointStaff(.known(Self.archivist), as: .recordsManager)
        }
        try await scene.expectNothing(.partyRefused(.endsBeforeItBegins)) {
            try await vault.appointStaff(.known(Self.agent), as: .recordsManager, to: now)
        }
        for programme in ["", " ", "a\nb", String(repeating: "x", count: 101)] {
            try await scene.expectNothing(.partyRefused(.programmeInvalid(programme))) {
                try await vault.appointStaff(.known(Self.agent), as: .agent(programme: programme))
            }
        }
        try await scene.expectNothing(.partyRefused(.notAppointed(Self.agent))) {
            try await vault.dismissStaff(Self.agent, from: .agent(programme: "OTHER"))
        }
        try await scene.expectNothing(.personNotFound(stranger)) {
            try await vault.dismissStaff(stranger, from: .recordsManager)
        }
    }

    @Test("is listed to those who look after accounts and records")
    func list() async throws {
        for email in [Self.clerk, Self.archivist] {
            let vault = try await scene.acting(email)
            #expect(try await vault.staff().map(\.person.email) == [Self.agent, Self.archivist, Self.clerk])
            #expect(try await vault.mandates().isEmpty)
        }
        for email in [Self.agent, PartyScene.director] {
            let vault = try await scene.acting(email)
            await #expect(throws: VaultError.refused(.recordsManagerOnly)) { try await vault.staff() }
            await #expect(throws: VaultError.refused(.recordsManagerOnly)) { try await vault.mandates() }
        }
    }
}
