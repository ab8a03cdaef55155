public import SystemPackage

/// A vault: where proof lives from the day it is handed in until the day it may be destroyed.
///
/// Each use case is a method, in a file of its own. What a method returned is durable.
public struct Vault: Sendable {
    let blobs: any BlobStore
    let database: any SQLDatabase
    let clock: any VaultClock
    let identifiers: IdentifierSource
    let executor: BlockingExecutor
    /// Where an export keeps what it must write twice; on the disk of the vault, so that memory does not grow.
    let scratch: FilePath

    /// Puts a vault together from its parts, as tests and other backends need it.
    public init(
        blobs: any BlobStore, database: any SQLDatabase, clock: any VaultClock, executor: BlockingExecutor,
        scratch: FilePath
    ) {
        (self.blobs, self.database, self.clock, self.executor) = (blobs, database, clock, executor)
        self.scratch = scratch
        identifiers = IdentifierSource(clock: clock)
    }

    /// Opens the vault in a folder. The tree of blobs is not looked at, so this takes the same time at any size.
    /// - Throws: ``VaultError/vaultNotFound(folder:)``, ``VaultError/vaultTooNew(found:supported:)``.
    public static func open(
        _ folder: VaultFolder, clock: any VaultClock = SystemClock(),
        executor: BlockingExecutor = BlockingExecutor()
    ) throws(VaultError) -> Vault {
        let database =
            folder.isWritable ? try SQLiteDatabase(file: folder.catalog) : try SQLiteDatabase(readOnly: folder.catalog)
        let blobs = FileSystemBlobStore(
            root: folder.path, executor: executor, identifiers: IdentifierSource(clock: clock))
        return Vault(blobs: blobs, database: database, clock: clock, executor: executor, scratch: folder.staging)
    }
}
