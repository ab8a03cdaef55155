import SystemPackage
import VaultTestSupport

@testable import DocVault

/// A vault in a folder, with the sample dossier and an institute's director in it, where acts are tried.
struct ActStage {
    let clock: FixedClock
    let catalog: UnwritableJournal
    let folder: FilePath
    /// The vault for the act that is tried.
    let vault: Vault
    /// The vault for acts of somebody with a shell, who may look at everything.
    let owner: Vault

    /// A dossier whose application is being written, and one that waits for the decision whether it is admissible.
    static let preparation = DossierCode("2026-TEST-02")!
    static let submitted = DossierCode("2026-TEST-03")!
    static let d01 = DisbursementCode("D01")!

    private init(_ other: ActStage, vault: Vault) {
        (catalog, folder, clock, owner, self.vault) = (other.catalog, other.folder, other.clock, other.owner, vault)
    }

    private init(in directory: FilePath) async throws {
        clock = FixedClock()
        folder = directory.appending("vault")
        try await VaultFolder.create(at: folder, clock: clock)
        let opened = try VaultFolder(opening: folder)
        catalog = UnwritableJournal(over: try SQLiteDatabase(file: opened.catalog))
        owner = Vault.open(opened, over: catalog, clock: clock, executor: BlockingExecutor(width: 4))
            .signingIn(at: SignInDesk(keysIn: opened.keys, passwords: .quick))
            .acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        vault = owner
        _ = try await vault.importDossier(DossierDescription(json: SampleDossier.json))
        try await vault.registerOrganisation(PartyScene.institute, representative: .named(PartyScene.director, 1))
        try await vault.publishJournal()
    }

    static func lend(_ body: (ActStage) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in try await body(ActStage(in: directory)) }
    }

    /// The same stage, where somebody else does what is done.
    func actedBy(_ context: ActContext) -> ActStage {
        ActStage(self, vault: owner.acting(as: context))
    }

    /// The description of a dossier like the sample, with another code, in another state, and with a checklist.
    func description(_ code: DossierCode, _ state: Dossier.State) throws -> DossierDescription {
        let text = String(decoding: SampleDossier.json, as: UTF8.self)
            .replacing(SampleDossier.code, with: code.text)
            .replacing("\"state\": \"granted\"", with: "\"state\": \"\(state.rawValue)\"")
            .replacing(
                "\"dueDate\": \"2026-02-28\"", with: "\"dueDate\": \"2026-02-28\", \"checklists\": [\"directives-d\"]")
        return try DossierDescription(json: Array(text.utf8))
    }

    func importDossier(_ code: DossierCode, _ state: Dossier.State) async throws {
        _ = try await vault.importDossier(description(code, state))
    }

    /// Attaches one made-up document to the sample dossier.
    @discardableResult
    func attach(
        _ content: String = "some proof", as piece: PieceCode = .report, to requirement: RequirementCode = .e01
    ) async throws -> Document.ID {
        try await vault.attach(
            Chunks([Array(content.utf8)]), named: OriginalName("proof.txt")!, to: requirement, of: .sample, as: piece
        ).document
    }

    func attachAll() async throws {
        for piece in [PieceCode.report, .equipment, .salary] { try await attach(piece.text, as: piece) }
    }

    /// Submits the sample dossier's first requirement, by another account: nobody decides on what they submitted.
    func submitAll() async throws {
        try await attachAll()
        let colleague = ActContext(operator: "colleague", request: IdentifierSource(clock: clock).next())
        _ = try await owner.acting(as: colleague).submit(.e01, of: .sample, reason: "all there is")
    }

    func addSecretary() async throws {
        try await vault.createContact(.named(PartyScene.secretary, 2), of: PartyScene.institute, access: .user)
    }

    /// The actions of the events from one on.
    func actions(since first: Int) async throws -> [String] {
        try await catalog.read { connection in
            var actions: [String] = []
            try JournalRecords.forEach(in: connection) { if $0.sequence >= first { actions.append($0.action) } }
            return actions
        }
    }

    var eventCount: Int {
        get async throws { try await catalog.read { try JournalRecords.end(in: $0).size } }
    }
}
