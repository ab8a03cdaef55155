internal import Foundation
public import SystemPackage

/// A vault: where proof lives from the day it is handed in until the day it may be destroyed.
///
/// Each use case is a method, in a file of its own. What a method returned is durable.
public struct Vault: Sendable {
    /// What all values that stand for one vault share. One reference, because each request makes values and hands them on.
    private let parts: VaultParts
    /// Who acts, and why: what the events of this value's acts say.
    let context: ActContext

    var blobs: any BlobStore { parts.blobs }
    var database: GuardedDatabase { parts.database }
    var clock: any VaultClock { parts.clock }
    var identifiers: IdentifierSource { parts.identifiers }
    var executor: BlockingExecutor { parts.executor }
    /// The threads that read the catalog, as many as it has readers: whoever mostly reads had better work on them.
    package var catalogThreads: BlockingExecutor { parts.catalogThreads }
    var scratch: FilePath { parts.scratch }
    var journal: JournalPublisher? { parts.journal }
    var keyedHash: KeyedHash { parts.keyedHash }
    var policyFile: FilePath? { parts.policyFile }
    var desk: SignInDesk { parts.desk }
    var tally: DepositTally { parts.tally }
    var uploads: UploadsUnderWay { parts.uploads }

    /// Puts a vault together from its parts, as tests and other backends need it.
    public init(
        blobs: any BlobStore, database: any SQLDatabase, clock: any VaultClock, executor: BlockingExecutor,
        scratch: FilePath
    ) {
        self.init(
            VaultParts(
                blobs: blobs, database: GuardedDatabase(JournaledDatabase(database, clock: clock), clock: clock),
                clock: clock, executor: executor, catalogThreads: executor, scratch: scratch, journal: nil,
                keyedHash: KeyedHash(), policyFile: nil, desk: SignInDesk()),
            context: .ofProgram(clock: clock))
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
            VaultParts(
                blobs: blobs, database: GuardedDatabase(journaled, clock: clock), clock: clock, executor: executor,
                catalogThreads: executor, scratch: scratch,
                journal: JournalPublisher(
                    folder: JournalFolder(folder.appending("journal")), keys: keys, origin: origin,
                    database: journaled, executor: executor),
                keyedHash: KeyedHash(), policyFile: nil, desk: SignInDesk(keysIn: keys)),
            context: .ofProgram(clock: clock))
    }

    private init(_ parts: VaultParts, context: ActContext) { (self.parts, self.context) = (parts, context) }

    /// The language of the person who acts, as they set it; `nil` where nobody said as whom they act.
    package var language: Language? { context.language }

    /// The same vault, for acts done under other circumstances.
    package func acting(as context: ActContext) -> Vault { Vault(parts, context: context) }

    /// The same vault, where people sign in at another desk: other times, another cost of passwords.
    package func signingIn(at desk: SignInDesk) -> Vault { Vault(parts.with(desk), context: context) }

    /// Opens the vault in a folder. The tree of blobs is not looked at, so this takes the same time at any size.
    /// - Throws: ``VaultError/vaultTooNew(found:supported:)``, ``VaultError/keyUnusable(_:)``.
    public static func open(
        _ folder: VaultFolder, clock: any VaultClock = SystemClock(),
        executor: BlockingExecutor = BlockingExecutor()
    ) throws(VaultError) -> Vault {
        let threads = SQLiteDatabase.makeThreads()
        let engine =
            folder.isWritable
            ? try SQLiteDatabase(file: folder.catalog, executor: threads)
            : try SQLiteDatabase(readOnly: folder.catalog, executor: threads)
        return open(folder, over: engine, clock: clock, executor: executor, catalogThreads: threads)
    }

    /// Opens the vault in a folder over a catalog that was opened already.
    package static func open(
        _ folder: VaultFolder, over engine: any SQLDatabase, clock: any VaultClock, executor: BlockingExecutor,
        catalogThreads: BlockingExecutor? = nil
    ) -> Vault {
        let database = JournaledDatabase(engine, clock: clock)
        let blobs = FileSystemBlobStore(
            root: folder.path, executor: executor, identifiers: IdentifierSource(clock: clock))
        let journal = JournalPublisher(
            folder: JournalFolder(folder.journal), keys: folder.keys, origin: folder.origin,
            database: database, executor: executor)
        let scratch = folder.isWritable ? folder.staging : FilePath(FileManager.default.temporaryDirectory.path)
        return Vault(
            VaultParts(
                blobs: blobs, database: GuardedDatabase(database, clock: clock), clock: clock, executor: executor,
                catalogThreads: catalogThreads ?? executor, scratch: scratch, journal: journal,
                keyedHash: KeyedHash(keysIn: folder.keys), policyFile: folder.policy,
                desk: SignInDesk(keysIn: folder.keys)),
            context: .ofProgram(clock: clock))
    }
}

extension ActContext {
    /// What the program does by itself.
    static func ofProgram(clock: any VaultClock) -> ActContext {
        ActContext(principal: .system, actor: .system, request: IdentifierSource(clock: clock).next())
    }
}
