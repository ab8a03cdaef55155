internal import SystemPackage

/// What a ``Vault`` is put together from.
final class VaultParts: Sendable {
    let blobs: any BlobStore
    let database: GuardedDatabase
    let clock: any VaultClock
    let identifiers: IdentifierSource
    /// Threads for files and hashing.
    let executor: BlockingExecutor
    let catalogThreads: BlockingExecutor
    /// Where an export keeps what it must write twice, so that memory does not grow: on the disk of the vault, or in the
    /// system's folder for temporary files when the vault cannot be written to.
    let scratch: FilePath
    /// The published journal; `nil` for a vault that is put together without a folder.
    let journal: JournalPublisher?
    /// What numbers of the National Register are recognised by.
    let keyedHash: KeyedHash
    /// The copy of the policy in force that lies in the folder, for people; `nil` for a vault without one.
    let policyFile: FilePath?
    /// What signing in needs.
    let desk: SignInDesk
    /// Counts deposits, for those who watch the service.
    let tally: DepositTally
    /// What this process has open of files that arrive in parts.
    let uploads: UploadsUnderWay

    init(
        blobs: any BlobStore, database: GuardedDatabase, clock: any VaultClock, executor: BlockingExecutor,
        catalogThreads: BlockingExecutor, scratch: FilePath, journal: JournalPublisher?, keyedHash: KeyedHash,
        policyFile: FilePath?, desk: SignInDesk, tally: DepositTally = DepositTally(),
        uploads: UploadsUnderWay = UploadsUnderWay()
    ) {
        (self.blobs, self.database, self.clock, self.executor) = (blobs, database, clock, executor)
        (self.catalogThreads, self.scratch, self.journal) = (catalogThreads, scratch, journal)
        (self.keyedHash, self.policyFile, self.desk) = (keyedHash, policyFile, desk)
        (self.tally, self.uploads) = (tally, uploads)
        identifiers = IdentifierSource(clock: clock)
    }

    /// The same parts with another desk.
    func with(_ desk: SignInDesk) -> VaultParts {
        VaultParts(
            blobs: blobs, database: database, clock: clock, executor: executor, catalogThreads: catalogThreads,
            scratch: scratch, journal: journal, keyedHash: keyedHash, policyFile: policyFile, desk: desk, tally: tally,
            uploads: uploads)
    }
}
