import DocVault
import SystemPackage
import VaultTestSupport

extension Vault {
    /// A vault put together for a test, with the sample dossier in it.
    static func sample(
        blobs: any BlobStore, database: any SQLDatabase, clock: any VaultClock = FixedClock(), scratch: FilePath,
        _ executor: BlockingExecutor = BlockingExecutor(width: 8)
    ) async throws -> Vault {
        let vault = Vault(blobs: blobs, database: database, clock: clock, executor: executor, scratch: scratch)
        _ = try await vault.importDossier(DossierDescription(json: SampleDossier.json))
        return vault
    }

    /// Attaches files to the sample dossier, and returns what was told of each.
    @discardableResult
    func attachSample(
        _ paths: [FilePath], as piece: PieceCode = .report, to requirement: RequirementCode = .e01,
        facts: InvoiceFacts = .none
    ) async throws -> [FileAttachment] {
        var told: [FileAttachment] = []
        try await attach(FolderWalk(paths), to: requirement, of: .sample, as: piece, facts: facts) { told.append($0) }
        return told
    }
}

/// Lends a vault with its blobs on the real file system, its catalog in memory, and a folder for files.
func withSampleVault(
    clock: any VaultClock = FixedClock(),
    _ body: (_ vault: Vault, _ folder: FilePath, _ root: FilePath) async throws -> Void
) async throws {
    try await withTemporaryDirectory { folder in
        let root = folder.appending("vault")
        try root.makeFolder()
        root.makeBlobFolders()
        let files = folder.appending("files")
        try files.makeFolder()
        let executor = BlockingExecutor(width: 8)
        let vault = try Vault(
            blobs: FileSystemBlobStore(root: root, on: LinuxFileSystem(), executor),
            database: SQLiteDatabase.inMemory(), clock: clock, executor: executor,
            scratch: root.appending("staging"), journalIn: root)
        _ = try await vault.importDossier(DossierDescription(json: SampleDossier.json))
        try await body(vault, files, root)
    }
}

extension DossierCode {
    static let sample = DossierCode(SampleDossier.code)!
}

extension RequirementCode {
    static let e01 = RequirementCode("E01")!
    static let e02 = RequirementCode("E02")!
}

extension PieceCode {
    static let report = PieceCode("report")!
    static let equipment = PieceCode("equipment")!
    static let salary = PieceCode("salary")!
}

extension [FileAttachment] {
    var attached: [AttachedFile] { compactMap { try? $0.result.get() } }
}
