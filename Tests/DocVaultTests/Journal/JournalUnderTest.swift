import Foundation
import SystemPackage
import VaultTestSupport

@testable import DocVault

/// A vault in a folder of its own, whose files a test may change behind its back.
struct JournalUnderTest {
    let folder: VaultFolder
    let vault: Vault
    let clock: FixedClock

    var path: FilePath { folder.path }

    /// Lends a new vault with the sample dossier in it and everything published.
    static func lend(
        executor: BlockingExecutor = BlockingExecutor(width: 8), _ body: (JournalUnderTest) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let (path, clock) = (directory.appending("vault"), FixedClock())
            try await VaultFolder.create(at: path, clock: clock)
            let folder = try VaultFolder(opening: path)
            let journal = JournalUnderTest(
                folder: folder, vault: try Vault.open(folder, clock: clock, executor: executor), clock: clock)
            _ = try await journal.vault.importDossier(DossierDescription(json: SampleDossier.json))
            try await journal.vault.publishJournal()
            try await body(journal)
        }
    }

    /// Attaches one made-up document to the sample dossier, and returns its identifier.
    @discardableResult
    func attach(_ name: String) async throws -> Document.ID {
        let content = Chunks([Array("the content of \(name)".utf8)])
        return try await vault.attach(
            content, named: OriginalName(name)!, to: .e01, of: .sample, as: .report
        ).document
    }

    /// Deposits one made-up file, and returns the deposit.
    func deposit(_ name: String) async throws -> Deposit.ID? {
        let file = path.removingLastComponent().appending(name)
        try write(Array("the content of \(name)".utf8), to: file)
        return try await vault.attach(FolderWalk([file]), to: .e01, of: .sample, as: .report) { _ in }
    }

    /// Appends an event that no act stands behind.
    func append(_ action: JournalAction, before: CanonicalJSON = nil, after: CanonicalJSON) async throws {
        let subject = JournalSubject(.key, vault.identifiers.next(JournalKeys.self))
        let catalog = JournaledDatabase(try SQLiteDatabase(file: folder.catalog), clock: clock)
        try await catalog.write(by: vault.context) { _, journal in
            _ = try journal.append(action, subject, before: before, after: after)
        }
    }

    func event(_ sequence: Int) async throws -> StoredEvent? {
        try await vault.database.view(.readJournal, by: vault.context) { connection, _ in
            try JournalRecords.event(sequence, in: connection)
        }
    }

    func keys() throws -> JournalKeys { try vault.published.keys }
    func flaw(since note: [UInt8]? = nil) async throws -> JournalFlaw? {
        try await vault.verifyJournal(since: note).flaw
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path.appending(name).string)))
    }

    func write(_ bytes: [UInt8], to name: String) throws { try write(bytes, to: path.appending(name)) }

    private func write(_ bytes: [UInt8], to file: FilePath) throws {
        try Data(bytes).write(to: URL(filePath: file.string))
        // What this changes is a key, as often as not.
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.string)
    }

    /// Copies a file or a folder, in the place of what has that name.
    func copy(_ name: String, to other: String) throws {
        let target = path.appending(other).string
        if exists(other) { try FileManager.default.removeItem(atPath: target) }
        try FileManager.default.copyItem(atPath: path.appending(name).string, toPath: target)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path.appending(name).string) }
}
