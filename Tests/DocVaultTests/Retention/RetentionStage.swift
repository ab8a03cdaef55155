import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A vault in memory with two records managers, where time is moved by hand.
struct RetentionStage {
    static let first = EmailAddress("first@agency.example")!
    static let second = EmailAddress("second@agency.example")!
    static let agent = EmailAddress("agent@agency.example")!

    let clock: FixedClock
    let vault: Vault
    /// Two records managers, and an agent of the programme.
    let manager: Vault
    let colleague: Vault
    let agent: Vault

    init(
        on day: String = "2026-11-21", blobs: any BlobStore = InMemoryBlobStore(),
        database: (any SQLDatabase)? = nil
    ) async throws {
        clock = FixedClock(
            microsecondsSince1970: Instant(startOf: CivilDate(day)!).microsecondsSince1970 + 36_000_000_000)
        let catalog = try database ?? SQLiteDatabase.inMemory()
        let made = Vault(
            blobs: blobs, database: catalog, clock: clock, executor: BlockingExecutor(width: 2),
            scratch: FilePath("/tmp"))
        vault = made.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        try await vault.appointStaff(.new(.named(Self.first, 11)), as: .recordsManager)
        try await vault.appointStaff(.new(.named(Self.second, 12)), as: .recordsManager)
        try await vault.appointStaff(.new(.named(Self.agent, 13)), as: .agent(programme: "TEST"))
        manager = try await vault.acting(as: Self.first, through: "root")
        colleague = try await vault.acting(as: Self.second, through: "root")
        agent = try await vault.acting(as: Self.agent, through: "root")
    }

    /// Adds a dossier like the sample.
    @discardableResult
    func importDossier(
        _ code: String = SampleDossier.code, endingOn end: String = "2026-12-31", regimes: String = "\"regional\"",
        state: Dossier.State = .granted
    ) async throws -> DossierCode {
        let text = String(decoding: SampleDossier.json, as: UTF8.self)
            .replacing(SampleDossier.code, with: code)
            .replacing("\"endDate\": \"2026-12-31\"", with: "\"endDate\": \"\(end)\"")
            .replacing("\"decreeDate\": \"2024-12-01\"", with: "\"decreeDate\": \"2015-01-01\"")
            .replacing(
                "\"from\": \"2025-01-01\", \"to\": \"2026-12-31\"",
                with: "\"from\": \"2015-01-01\", \"to\": \"2026-12-31\""
            )
            .replacing("\"regimes\": [\"regional\"]", with: "\"regimes\": [\(regimes)]")
            .replacing("\"state\": \"granted\"", with: "\"state\": \"\(state.rawValue)\"")
        _ = try await vault.importDossier(DossierDescription(json: Array(text.utf8)))
        return DossierCode(code)!
    }

    @discardableResult
    func attach(
        _ content: String, named name: String = "proof.txt", to requirement: RequirementCode = .e01,
        of dossier: DossierCode = .sample
    ) async throws -> Document.ID {
        try await vault.attach(
            Chunks([Array(content.utf8)]), named: OriginalName(name)!, to: requirement, of: dossier, as: .report
        ).document
    }

    /// Moves the clock to ten o'clock of a day.
    func go(to day: String) {
        let target = Instant(startOf: CivilDate(day)!).microsecondsSince1970 + 36_000_000_000
        clock.advance(bySeconds: (target - clock.now().microsecondsSince1970) / 1_000_000)
    }

    func eligibleOn(_ document: Document.ID) async throws -> String? {
        try await vault.explainRetention(of: document).eligibleOn?.description
    }

    /// Proposes by one, approves by the other, and waits for the grace to end.
    func approved(_ selection: DisposalSelection = .everything) async throws -> DispositionCode {
        let proposed = try await manager.proposeDisposition(.destroy, of: selection, reason: "the time is over")
        let approved = try await colleague.approveDisposition(
            proposed.code, list: proposed.listDigest, authorisation: "AG-1")
        go(to: try #require(approved.executableOn).description)
        return proposed.code
    }

    /// Whether the rows that lists are made from are what the facts come to, for every dossier.
    func expectCurrent(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let codes = try await vault.dossiers().map(\.code)
        let stale = try await vault.database.view(.readJournal, by: vault.context) { connection, _ in
            try codes.filter { code in
                try !ObligationCheck.isCurrent(DossierRecords.require(code, in: connection), in: connection)
            }
        }
        #expect(stale == [], sourceLocation: sourceLocation)
    }

    func isDisposed(_ document: Document.ID) async throws -> Bool {
        do {
            _ = try await vault.blob(of: document)
            return false
        } catch VaultError.retentionRefused(.documentDisposed) {
            return true
        }
    }
}
