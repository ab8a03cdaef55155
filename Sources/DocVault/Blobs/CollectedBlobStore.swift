/// A blob store from which a collector takes what nothing refers to.
///
/// A blob leaves in two steps: into the trash, where it can be taken back, and for good. The steps are decided by rows of
/// the catalog; the permits of these calls are made only where those rows change. The calls are synchronous and short,
/// because some are made within a transaction of the catalog: see ``BlobCollector``.
public protocol CollectedBlobStore: BlobStore {
    /// Becomes the one who collects, until the turn is let go of or the process ends; `nil` while somebody else does.
    func beginCollecting() throws(VaultError) -> CollectionTurn?

    /// Draws a line after the deposits that have begun.
    func barrier() throws(VaultError) -> BlobBarrier

    /// Whether somebody holds a lease that was taken since the last barrier: then a collector makes pauses.
    func isDepositUnderWay() throws(VaultError) -> Bool

    /// Moves a blob into the trash: it is absent then. Nothing happens when it is not in its place.
    ///
    /// Survives a power cut only after ``synchronizeTrash()``.
    func trash(_ permit: RemovalPermit) throws(VaultError)

    /// Makes sure that a blob is in its place: moves it back from the trash, unless it was stored anew meanwhile. Survives a
    /// power cut when it returns.
    /// - Returns: `false` when it is neither here nor there.
    func takeBack(_ permit: RemovalPermit) throws(VaultError) -> Bool

    /// Returns when what was moved into the trash and what was removed from it survives a power cut.
    func synchronizeTrash() throws(VaultError)

    /// What is in the trash, by the names that permits have for it. Memory grows with their number.
    func trashNames() throws(VaultError) -> [String]

    /// The beginnings of digests, in hexadecimal, by which the store is walked; every blob has one of them.
    var shards: [String] { get }

    /// The digests of the blobs in one shard, in order.
    func digests(inShard shard: String) throws(VaultError) -> [Digest]

    /// The size of a blob and since when its bytes have been here; `nil` if it is not here.
    func presence(of digest: Digest) throws(VaultError) -> BlobPresence?
}

/// What a store knows of a blob in its place.
public struct BlobPresence: Hashable, Sendable {
    public let sizeInBytes: Int64
    /// When its bytes were written.
    public let since: Instant
}
