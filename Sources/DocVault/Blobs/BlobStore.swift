/// A place where blobs are kept under the digest of their content.
///
/// A blob is immutable. Implementations make it visible in one step, so a reader sees all of it or none, and survive a
/// crash at any point without showing a partial blob. Each passes `BlobStoreContractTests`.
public protocol BlobStore: Sendable {
    /// Stores `content`, which is read once, and returns what is now known of it.
    ///
    /// When it returns, the blob survives a power cut. Storing what is already present changes nothing, except that a
    /// stored copy found damaged is set aside and replaced. Equal contents stored at the same moment give one blob.
    /// From the look whether it is present until the deposit's lease is let go of, it is not removed.
    /// - Parameter accept: Asked when all bytes have come, and before any are kept: what they are.
    /// - Throws: ``VaultError/storageFull``, ``VaultError/vaultReadOnly`` or ``VaultError/storageFailed(_:)``; whatever
    ///   `content` and `accept` throw, unchanged. Nothing is kept then.
    func put<Content: AsyncSequence & Sendable>(
        _ content: Content, accepting accept: (BlobDescriptor) throws -> Void
    ) async throws -> BlobDeposit where Content.Element == [UInt8]

    /// Returns what is known of a blob, or `nil` if it is not here. The content is not read.
    func descriptor(of digest: Digest) async throws -> BlobDescriptor?

    /// Calls `consume` with the blob's chunks, in order, and waits for it: a slow client holds one chunk.
    ///
    /// - Important: What was consumed is proved to be the blob only when this returns. A copy that turns out damaged is
    ///   set aside and ``VaultError/blobCorrupt(_:)`` thrown after the last chunk.
    /// - Throws: ``VaultError/blobNotFound(_:)`` before the first call; whatever `consume` throws, unchanged.
    func read(_ digest: Digest, _ consume: (_ chunk: [UInt8]) async throws -> Void) async throws

    /// Calls `consume` with the chunks of a part of the blob: `range` cut to what there is. The part is not verified.
    /// - Throws: as ``read(_:_:)``, without ``VaultError/blobCorrupt(_:)``.
    func read(_ digest: Digest, in range: Range<Int64>, _ consume: (_ chunk: [UInt8]) async throws -> Void) async throws

    /// Removes for good what was put into the trash under a permit. Removing what is not there succeeds.
    ///
    /// There is no other way to remove bytes. Those in their place, whatever their digest, are not touched: a blob is put
    /// into the trash first (``CollectedBlobStore/trash(_:)``).
    func remove(_ permit: RemovalPermit) throws(VaultError)
}

extension BlobStore {
    /// Stores `content`, whatever it is.
    public func put<Content: AsyncSequence & Sendable>(_ content: Content) async throws -> BlobDeposit
    where Content.Element == [UInt8] {
        try await put(content) { _ in }
    }
}

/// A blob store with a faster way to take files that are in the file system already.
public protocol FileDepositing: BlobStore {
    /// Stores the files, and returns for each what ``BlobStore/put(_:)`` would have returned or thrown, in order.
    ///
    /// When it returns, all blobs survive a power cut. The files share what synchronising costs, so a batch of some
    /// hundred small ones is ten times as fast as one by one. A file that cannot be read fails alone.
    /// - Parameter knownSizes: The sizes of which the vault has blobs. A large file of another size is certainly new and
    ///   is hashed while it is written; one of these sizes is hashed first and not written if it is present.
    func put(_ files: [SourceFile], knownSizes: Set<Int64>) async -> [Result<BlobDeposit, VaultError>]
}

/// What a deposit came to.
public struct BlobDeposit: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// The bytes were not here before.
        case stored
        /// The same bytes were here, and were compared.
        case alreadyPresent
        /// A damaged copy was here; it is in quarantine, and these bytes have taken its place.
        case replacedDamaged
    }

    public let descriptor: BlobDescriptor
    /// What the first bytes look like: noted while they pass, so that nothing is read twice.
    public let mediaType: MediaType
    public let outcome: Outcome
    /// Keeps the bytes from being removed until they are recorded: whoever records the deposit holds it until then.
    public let lease: BlobLease

    public init(descriptor: BlobDescriptor, mediaType: MediaType, outcome: Outcome, lease: BlobLease) {
        (self.descriptor, self.mediaType, self.outcome, self.lease) = (descriptor, mediaType, outcome, lease)
    }

    public static func == (left: BlobDeposit, right: BlobDeposit) -> Bool {
        (left.descriptor, left.mediaType, left.outcome) == (right.descriptor, right.mediaType, right.outcome)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(descriptor)
        hasher.combine(mediaType)
        hasher.combine(outcome)
    }
}
