import Synchronization
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// For whom a bag is made, and what nobody is given.
@Suite("The perspective of an export")
struct PerspectiveTests {
    private static let auditor = EmailAddress("auditor@court.example")!
    private static let director = EmailAddress("director@institute.example")!

    /// Lends a vault with a piece, an auditor whose mandate lasts 100 seconds, and the coordinator's director.
    private func withPeople(
        _ body: (_ vault: Vault, _ auditor: Vault, _ director: Vault, _ folder: FilePath, _ clock: FixedClock)
            async throws ->
            Void
    ) async throws {
        let clock = FixedClock()
        try await withSampleVault(clock: clock) { made, folder, _ in
            let vault = made.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
            try await vault.attachSample([try folder.appending("piece").write(sampleBytes(5_000))])
            let now = clock.now()
            try await vault.grantMandate(
                MandateCode("AUDIT-2026-03")!, to: .new(.named(Self.auditor, nil)), over: .dossier(.sample),
                purpose: "the yearly audit", from: now,
                to: Instant(microsecondsSince1970: now.microsecondsSince1970 + 100_000_000))
            try await vault.registerOrganisation(PartyScene.institute, representative: .named(Self.director, 1))
            let auditor = try await vault.acting(as: Self.auditor, through: "root")
            let director = try await vault.acting(as: Self.director, for: PartyScene.institute, through: "root")
            try await body(vault, auditor, director, folder, clock)
        }
    }

    @Test("is that of who acts, and a narrower one can be asked for, a wider one cannot")
    func widest() async throws {
        try await withPeople { vault, auditor, director, _, _ in
            for (actor, own, refused) in [
                (vault, Perspective.agency, [] as [Perspective]), (auditor, .auditor, [.agency]),
                (director, .beneficiary, [.agency, .auditor]),
            ] {
                #expect(try await actor.prepareExport(.sample, as: .tar).request.perspective == own)
                for perspective in Perspective.allCases {
                    if refused.contains(perspective) {
                        await #expect(throws: VaultError.self) {
                            _ = try await actor.prepareExport(.sample, perspective: perspective, as: .tar)
                        }
                    } else {
                        let export = try await actor.prepareExport(.sample, perspective: perspective, as: .tar)
                        #expect(export.request.perspective == perspective)
                    }
                }
            }
        }
    }

    @Test("ends with the mandate, also amid a download")
    func mandateEnds() async throws {
        try await withPeople { _, auditor, _, folder, clock in
            let export = try await auditor.prepareExport(.sample, as: .tar)
            let received = Mutex<[UInt8]>([])
            await #expect(throws: VaultError.refused(.mandateEnded)) {
                try await auditor.streamExport(export) { bytes in
                    received.withLock { $0 += bytes }
                    clock.advance(bySeconds: 1_000)
                }
            }
            let broken = try folder.appending("broken.tar").write(received.withLock { $0 })
            #expect(throws: TestError.self) { try run("/usr/bin/env", "tar", "-tf", broken.string) }
            await #expect(throws: VaultError.refused(.mandateEnded)) {
                _ = try await auditor.prepareExport(.sample, as: .tar)
            }
            await #expect(throws: VaultError.refused(.mandateEnded)) {
                try await auditor.exportDossier(.sample, to: folder.appending("late.zip"), as: .zip)
            }
        }
    }

    @Test("decides which events are opened, and all are proved")
    func events() {
        #expect(Perspective.agency.opens("finding.dismissed"))
        #expect(!Perspective.auditor.opens("finding.dismissed"))
        #expect(!Perspective.beneficiary.opens("finding.raised"))
        #expect(!Perspective.auditor.opens("dossier.shared"))
        for perspective in Perspective.allCases { #expect(perspective.opens("document.attached")) }
    }
}
