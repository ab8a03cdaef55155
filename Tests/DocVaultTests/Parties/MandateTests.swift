import Testing
import VaultTestSupport

@testable import DocVault

@Suite("an auditor's mandate")
struct MandateTests {
    private let scene: PartyScene
    private static let code = MandateCode("AUDIT-2026-03")!
    private static let auditor = EmailAddress("auditor@court.example")!

    init() async throws { scene = try await PartyScene() }

    /// An instant so many microseconds after the scene's beginning.
    private func instant(_ microseconds: Int64) -> Instant {
        Instant(microsecondsSince1970: FixedClock().now().microsecondsSince1970 + microseconds)
    }

    @discardableResult
    private func grant(
        over perimeter: Mandate.Perimeter = .dossier(.sample), from: Int64 = 0, to: Int64 = 10_000_000
    ) async throws -> Mandate {
        try await scene.vault.grantMandate(
            Self.code, to: .new(.named(Self.auditor, nil)), over: perimeter, purpose: "the yearly audit",
            from: instant(from), to: instant(to))
    }

    @Test(
        "covers a dossier, a programme or an organisation",
        arguments: [.dossier(.sample), .programme("TEST"), .organisation(PartyScene.institute)] as [Mandate.Perimeter])
    func perimeters(perimeter: Mandate.Perimeter) async throws {
        try await grant(over: perimeter)
        let auditor = try await scene.acting(Self.auditor)
        #expect(try await auditor.dossier(.sample).0.code == .sample)
        #expect(try await auditor.dossiers().map(\.code) == [.sample])
        try await scene.expectRefused(.beneficiaryOnly, .attachPiece) {
            try await auditor.attach([FoundFile](), to: .e01, of: .sample, as: .report) { _ in }
        }
        #expect(try await scene.vault.mandates().map(\.perimeter) == [perimeter])
    }

    @Test(
        "covers nothing else",
        arguments: [.programme("OTHER"), .programme("*"), .organisation(PartyScene.company)] as [Mandate.Perimeter])
    func elsewhere(perimeter: Mandate.Perimeter) async throws {
        try await grant(over: perimeter)
        let auditor = try await scene.acting(Self.auditor)
        await #expect(throws: VaultError.dossierNotFound(.sample, nearest: nil)) { try await auditor.dossier(.sample) }
        #expect(try await auditor.dossiers().isEmpty)
    }

    @Test(
        "counts from its first instant and no more at its end, to the microsecond",
        arguments: [
            // From, to, and whether it counts a second after it was granted.
            (0, 1_000_001, true), (0, 1_000_000, false), (0, 999_999, false), (1_000_000, 2_000_000, true),
            (1_000_001, 2_000_000, false), (-5_000_000, 1_000_001, true), (-5_000_000, -1_000_000, false),
        ] as [(Int64, Int64, Bool)])
    func instants(from: Int64, to: Int64, counts: Bool) async throws {
        try await grant(from: from, to: to)
        scene.wait(1)
        let auditor = try await scene.acting(Self.auditor)
        if counts {
            #expect(try await auditor.dossier(.sample).0.code == .sample)
            #expect(try await auditor.dossiers().count == 1)
        } else {
            await #expect(throws: VaultError.refused(.mandateEnded)) { try await auditor.dossier(.sample) }
            #expect(try await auditor.dossiers().isEmpty)
        }
    }

    @Test("ends when it is ended, once")
    func end() async throws {
        try await grant()
        let auditor = try await scene.acting(Self.auditor)
        _ = try await auditor.dossier(.sample)
        scene.wait(1)
        let ended = try await scene.vault.endMandate(Self.code)
        #expect(ended.validTo == scene.clock.now())
        await #expect(throws: VaultError.refused(.mandateEnded)) { try await auditor.dossier(.sample) }
        try await scene.expectNothing(.partyRefused(.mandateEnded(Self.code))) {
            try await scene.vault.endMandate(Self.code)
        }
        let events = try await scene.events().suffix(2)
        #expect(events.map { $0["action"] } == [.string("mandate.granted"), .string("mandate.ended")])
        #expect(events.first?["after"]?["purpose"] == .string("the yearly audit"))
        #expect(events.last?["before"]?["to"] == .string(instant(10_000_000).description))
        #expect(events.last?["after"]?["to"] == .string(scene.clock.now().description))
    }

    @Test("that has not begun can be ended, and never begins")
    func endBeforeBegin() async throws {
        try await grant(from: 5_000_000)
        try await scene.vault.endMandate(Self.code)
        scene.wait(6)
        let auditor = try await scene.acting(Self.auditor)
        await #expect(throws: VaultError.refused(.mandateEnded)) { try await auditor.dossier(.sample) }
        try await scene.expectNothing(.partyRefused(.mandateEnded(Self.code))) {
            try await scene.vault.endMandate(Self.code)
        }
    }

    @Test("is granted by records managers, and by nobody to themselves")
    func whoMay() async throws {
        let archivist = EmailAddress("archivist@agency.example")!
        let clerk = EmailAddress("clerk@agency.example")!
        try await scene.vault.appointStaff(.new(.named(archivist, 21)), as: .recordsManager)
        try await scene.vault.appointStaff(.new(.named(clerk, 20)), as: .administrator)
        try await grant()
        let second = MandateCode("AUDIT-2026-04")!
        for (email, refusal) in [
            (archivist, AccessRefusal.ownPowers), (clerk, .ownPowers), (Self.auditor, .ownPowers),
        ] {
            let vault = try await scene.acting(email)
            try await scene.expectRefused(refusal, .grantMandate) {
                try await vault.grantMandate(
                    second, to: .known(email), over: .programme("TEST"), purpose: "mine", from: instant(0),
                    to: instant(10))
            }
        }
        for email in [clerk, PartyScene.director] {
            let vault = try await scene.acting(email)
            try await scene.expectRefused(.recordsManagerOnly, .grantMandate) {
                try await vault.grantMandate(
                    second, to: .known(Self.auditor), over: .programme("TEST"), purpose: "theirs", from: instant(0),
                    to: instant(10))
            }
            try await scene.expectRefused(.recordsManagerOnly, .endMandate) { try await vault.endMandate(Self.code) }
        }
        let auditor = try await scene.acting(Self.auditor)
        try await scene.expectRefused(.ownPowers, .endMandate) { try await auditor.endMandate(Self.code) }
        try await scene.acting(archivist).endMandate(Self.code)
    }

    @Test("what cannot be leaves nothing")
    func refused() async throws {
        let absent = DossierCode("2026-TEST-02")!
        try await scene.expectNothing(.dossierNotFound(absent, nearest: .sample)) {
            try await grant(over: .dossier(absent))
        }
        let unknown = EnterpriseNumber("0777.888.926")!
        try await scene.expectNothing(.organisationNotFound(unknown)) { try await grant(over: .organisation(unknown)) }
        try await scene.expectNothing(.partyRefused(.programmeInvalid(" "))) { try await grant(over: .programme(" ")) }
        for to in [0, -1] as [Int64] {
            try await scene.expectNothing(.partyRefused(.endsBeforeItBegins)) { try await grant(from: 0, to: to) }
        }
        try await scene.expectNothing(.partyRefused(.purposeMissing)) {
            try await scene.vault.grantMandate(
                Self.code, to: .known(PartyScene.founder), over: .programme("TEST"), purpose: " \n", from: instant(0),
                to: instant(1))
        }
        try await scene.expectNothing(.personNotFound(Self.auditor)) {
            try await scene.vault.grantMandate(
                Self.code, to: .known(Self.auditor), over: .programme("TEST"), purpose: "p", from: instant(0),
                to: instant(1))
        }
        try await scene.expectNothing(.mandateNotFound(Self.code)) { try await scene.vault.endMandate(Self.code) }
        try await grant()
        try await scene.expectNothing(.partyRefused(.mandateExists(Self.code))) {
            try await scene.vault.grantMandate(
                Self.code, to: .known(Self.auditor), over: .programme("TEST"), purpose: "p", from: instant(0),
                to: instant(1))
        }
    }
}
