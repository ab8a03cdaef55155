internal import Foundation
public import SystemPackage

/// A vault: where proof lives from the day it is handed in until the day it may be destroyed.
///
/// Each use case is a method, in a file of its own. What a method returned is durable.
public struct Vault: Sendable {
    let blobs: any BlobStore
    let database: GuardedDatabase
    let clock: any VaultClock
    let identifiers: IdentifierSource
    let executor: BlockingExecutor
    /// Where an export keeps what it must write twice, so that memory does not grow: on the disk of the vault, or in the
    /// system's folder for temporary files when the vault cannot be written to.
    let scratch: FilePath
    /// Who acts, and why: what the events of this value's acts say.
    let context: ActContext
    /// The published journal; `nil` for a vault that is put together without a folder.
    let journal: JournalPublisher?
    /// What numbers of the National Register are recognised by.
    let keyedHash: KeyedHash
    /// The copy of the policy in force that lies in the folder, for people; `nil` for a vault without one.
    let policyFile: FilePath?
    /// What signing in needs.
    let desk: SignInDesk
    /// Counts deposits, for those who watch the service; shared by all values that stand for this vault.
    let tally: DepositTally
    /// What this process has open of files that arrive in parts.
    let uploads: UploadsUnderWay

    /// Puts a vault together from its parts, as tests and other backends need it.
    public init(
        blobs: any BlobStore, database: any SQLDatabase, clock: any VaultClock, executor: BlockingExecutor,
        scratch: FilePath
    ) {
        self.init(
            blobs: blobs, database: GuardedDatabase(JournaledDatabase(database, clock: clock), clock: clock),
            clock: clock, executor: executor, scratch: scratch, context: .ofProgram(clock: clock), journal: nil,
            keyedHash: KeyedHash(), policyFile: nil, desk: SignInDesk())
    }

    /// Puts a vault together whose journal is published in a folder. Its keys are made when they are not there.
    package init(
        blobs: any BlobStore, database: any SQLDatabase, clock: any VaultClock, executor: BlockingExecutor,
        scratch: FilePath, journalIn folder: FilePath
    ) throws(VaultError) {
        let origin = JournalKeys.origin(of: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))
        let keys = folder.appending("keys")
        if (try? JournalKeys(in: keys, origin: origin)) == nil { try JournalKeys.create(in: keys, origin: origin) }
        try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().makeFolder(folder.appending("journal"), permissions: .folder)
        }
        let journaled = JournaledDatabase(database, clock: clock)
        self.init(
            blobs: blobs, database: GuardedDatabase(journaled, clock: clock), clock: clock, executor: executor,
            scratch: scratch, context: .ofProgram(clock: clock),
            journal: JournalPublisher(
                folder: JournalFolder(folder.appending("journal")), keys: keys, origin: origin, database: journaled,
                executor: executor),
            keyedHash: KeyedHash(), policyFile: nil, desk: SignInDesk(keysIn: keys))
    }

    private init(
        blobs: any BlobStore, database: GuardedDatabase, clock: any VaultClock, executor: BlockingExecutor,
        scratch: FilePath, context: ActContext, journal: JournalPublisher?, keyedHash: KeyedHash, policyFile: FilePath?,
        desk: SignInDesk, uploads: UploadsUnderWay = UploadsUnderWay(), tally: DepositTally = DepositTally()
    ) {
        self.tally = tally
        (self.blobs, self.database, self.clock, self.executor) = (blobs, database, clock, executor)
        (self.scratch, self.context, self.journal, self.keyedHash) = (scratch, context, journal, keyedHash)
        (self.policyFile, self.desk, self.uploads) = (policyFile, desk, uploads)
        identifiers = IdentifierSource(clock: clock)
    }

    /// The language of the person who acts, as they set it; `nil` where nobody said as whom they act.
    package var language: Language? { context.language }

    /// The same vault, for acts done under other circumstances.
    package func acting(as context: ActContext) -> Vault {
        Vault(
            blobs: blobs, database: database, clock: clock, executor: executor, scratch: scratch, context: context,
            journal: journal, keyedHash: keyedHash, policyFile: policyFile, desk: desk, uploads: uploads, tally: tally)
    }

    /// The same vault, where people sign in at another desk: other times, another cost of passwords.
    package func signingIn(at desk: SignInDesk) -> Vault {
        Vault(
            blobs: blobs, database: database, clock: clock, executor: executor, scratch: scratch, context: context,
            journal: journal, keyedHash: keyedHash, policyFile: policyFile, desk: desk, uploads: uploads, tally: tally)
    }

    /// Opens the vault in a folder. The tree of blobs is not looked at, so this takes the same time at any size.
    /// - Throws: ``VaultError/vaultTooNew(found:supported:)``, ``VaultError/keyUnusable(_:)``.
    public static func open(
        _ folder: VaultFolder, clock: any VaultClock = SystemClock(),
        executor: BlockingExecutor = BlockingExecutor()
    ) throws(VaultError) -> Vault {
        let engine =
            folder.isWritable ? try SQLiteDatabase(file: folder.catalog) : try SQLiteDatabase(readOnly: folder.catalog)
        return open(folder, over: engine, clock: clock, executor: executor)
    }

    /// Opens the vault in a folder over a catalog that was opened already.
    package static func open(
        _ folder: VaultFolder, over engine: any SQLDatabase, clock: any VaultClock, executor: BlockingExecutor
    ) -> Vault {
        let database = JournaledDatabase(engine, clock: clock)
        let blobs = FileSystemBlobStore(
            root: folder.path, executor: executor, identifiers: IdentifierSource(clock: clock))
        let journal = JournalPublisher(
            folder: JournalFolder(folder.journal), keys: folder.keys, origin: folder.origin,
            database: database, executor: executor)
        let scratch = folder.isWritable ? folder.staging : FilePath(FileManager.default.temporaryDirectory.path)
        return Vault(
            blobs: blobs, database: GuardedDatabase(database, clock: clock), clock: clock, executor: executor,
            scratch: scratch, context: .ofProgram(clock: clock), journal: journal,
            keyedHash: KeyedHash(keysIn: folder.keys), policyFile: folder.policy, desk: SignInDesk(keysIn: folder.keys))
    }
}

extension ActContext {
    /// What the program does by itself.
    static func ofProgram(clock: any VaultClock) -> ActContext {
        ActContext(principal: .system, actor: .system, request: IdentifierSource(clock: clock).next())
    }
}
