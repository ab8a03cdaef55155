internal import Synchronization
public import SystemPackage

/// Blobs as files of a folder, named by their digest.
///
/// A deposit is written to a file without a name, synchronised, linked under its digest and the folder synchronised, in
/// this order: nothing is visible that is not durable. Linking never replaces, so of two equal deposits one wins and the
/// other compares. See `docs/formats/vault-folder.md`.
public final class FileSystemBlobStore: BlobStore {
    let layout: BlobPathLayout
    let fileSystem: any FileSystem
    let executor: BlockingExecutor
    /// Tells damaged copies of one blob apart in quarantine.
    let identifiers: IdentifierSource
    /// Held while a damaged copy is replaced, so that two repairers do not set each other's good copy aside.
    let repair = Mutex(())
    /// See ``CollectedBlobStore/shards``.
    public let shards: [String]
    private let sharedCommit = SharedCommit()
    private let watchCount = Atomic(0)

    /// - Parameter root: The folder of a vault, as ``makeFolders(in:fileSystem:)`` made it.
    public convenience init(
        root: FilePath, fileSystem: any FileSystem = LinuxFileSystem(), executor: BlockingExecutor,
        identifiers: IdentifierSource
    ) {
        self.init(
            root: root, fileSystem: fileSystem, executor: executor, identifiers: identifiers,
            shards: BlobPathLayout.shards)
    }

    /// - Parameter shards: Those that a walk comes by: all, but in a test that knows where its few blobs are.
    init(
        root: FilePath, fileSystem: any FileSystem, executor: BlockingExecutor, identifiers: IdentifierSource,
        shards: [String]
    ) {
        layout = BlobPathLayout(root: root)
        self.fileSystem = fileSystem
        self.executor = executor
        self.identifiers = identifiers
        self.shards = shards
    }

    /// Makes the folders a store needs, shards included, and returns when they survive a power cut.
    public static func makeFolders(
        in root: FilePath, fileSystem: any FileSystem = LinuxFileSystem()
    ) throws(VaultError) {
        let layout = BlobPathLayout(root: root)
        try onVault { () throws(SystemCallFailure) in
            for folder in [layout.blobs, layout.staging, layout.quarantine, layout.trash, layout.leases] {
                try fileSystem.makeFolder(folder, permissions: .folder)
            }
            try fileSystem.makeFolders(BlobPathLayout.shards, in: layout.blobs, permissions: .folder)
            try fileSystem.synchronizeAll(fileSystem.open(root))
        }
    }

    public func put<Content: AsyncSequence & Sendable>(
        _ content: Content, accepting accept: (BlobDescriptor) throws -> Void
    ) async throws -> BlobDeposit where Content.Element == [UInt8] {
        try await executor.run {
            let watch = try watchWriteback()
            let file = try createStaged()
            var writer = try StagingWriter(file: file, fileSystem: fileSystem)
            for try await chunk in content {
                try chunk.withUnsafeBytes { try writer.write($0) }
            }
            let written = try writer.finish()
            try accept(written.descriptor)
            return try await sharedCommit.commit(
                // Not before: a long upload would keep removals waiting.
                written.staged(under: takeLease()), watchedBy: watch, alone: { try commit($0) },
                together: { try commitTogether($0.map { .success(.written($0)) }, watchedBy: $1) })
        }
    }

    public func descriptor(of digest: Digest) async throws -> BlobDescriptor? {
        try await executor.run {
            try onVault { () throws(SystemCallFailure) in
                try fileSystem.status(at: layout.blob(digest))
            }.map { BlobDescriptor(digest: digest, sizeInBytes: $0.sizeInBytes) }
        }
    }

    public func remove(_ permit: RemovalPermit) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try fileSystem.remove(layout.trashed(permit)) }
    }
}

/// A handle to which the kernel reports every error of writing out that happened since it was opened (`syncfs(2)`).
///
/// The number is taken after opening, so the watch with the lowest number was there before any byte of the others.
struct WritebackWatch: Sendable {
    let folder: OpenFile
    let number: Int
}

/// Bytes that are written but have no name yet, and what they are.
struct StagedBlob {
    let file: OpenFile
    let descriptor: BlobDescriptor
    let mediaType: MediaType
    /// Taken before the store looks whether the bytes are there.
    let lease: BlobLease

    func deposit(_ outcome: BlobDeposit.Outcome) -> BlobDeposit {
        BlobDeposit(descriptor: descriptor, mediaType: mediaType, outcome: outcome, lease: lease)
    }
}

extension FileSystemBlobStore {
    /// Begins to watch for errors of writing out. Called before the first byte is written that is to be synchronised.
    func watchWriteback() throws(VaultError) -> WritebackWatch {
        let folder = try onVault { () throws(SystemCallFailure) in try fileSystem.open(layout.staging) }
        return WritebackWatch(folder: folder, number: watchCount.add(1, ordering: .sequentiallyConsistent).newValue)
    }

    func createStaged() throws(VaultError) -> OpenFile {
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.createUnnamed(in: layout.staging, permissions: .blob)
        }
    }

    /// Makes one staged blob durable and visible. **The point of durability of its bytes is the return of this.**
    func commit(_ staged: StagedBlob) throws(VaultError) -> BlobDeposit {
        try onVault { () throws(SystemCallFailure) in try fileSystem.synchronizeData(staged.file) }
        let outcome = try reveal(staged)
        // Also when the blob was here: its first depositor may not have come to this step yet.
        try synchronizeName(of: staged.descriptor.digest)
        return staged.deposit(outcome)
    }

    func synchronizeName(of digest: Digest) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try fileSystem.synchronizeFolder(layout.shard(of: digest)) }
    }

    /// Gives a staged blob, whose bytes are durable, its name; or compares it with the copy that has the name.
    func reveal(_ staged: StagedBlob) throws(VaultError) -> BlobDeposit.Outcome {
        let path = layout.blob(staged.descriptor.digest)
        var outcome = BlobDeposit.Outcome.stored
        while true {
            do throws(SystemCallFailure) {
                try fileSystem.link(staged.file, to: path)
                return outcome
            } catch {
                guard error.errno == .fileExists else { throw VaultError(error) }
            }
            guard try setAsideIfDamaged(staged) else { return .alreadyPresent }
            outcome = .replacedDamaged
        }
    }

    /// Compares the stored copy with a staged one and, if it differs, moves it to quarantine.
    /// - Returns: Whether the name is free now.
    private func setAsideIfDamaged(_ staged: StagedBlob) throws(VaultError) -> Bool {
        let digest = staged.descriptor.digest
        let path = layout.blob(digest)
        return try repair.withLock { _ throws(VaultError) in
            try onVault { () throws(SystemCallFailure) in
                guard let status = try fileSystem.status(at: path) else { return true }
                if status.sizeInBytes == staged.descriptor.sizeInBytes,
                    try isEqual(staged.file, try fileSystem.open(path))
                {
                    return false
                }
                try setAside(digest)
                return true
            }
        }
    }

    /// Moves a damaged copy to quarantine and makes that durable. Called with `repair` held.
    func setAside(_ digest: Digest) throws(SystemCallFailure) {
        let suffix = identifiers.next(FileSystemBlobStore.self).description
        try moveAway(layout.blob(digest), to: layout.quarantined(digest, suffix: suffix))
        try fileSystem.synchronizeFolder(layout.quarantine)
        try fileSystem.synchronizeFolder(layout.shard(of: digest))
    }

    private func isEqual(_ left: OpenFile, _ right: OpenFile) throws(SystemCallFailure) -> Bool {
        let first = ReadBuffer()
        let second = ReadBuffer()
        var offset: Int64 = 0
        while true {
            let count = try fileSystem.fill(first, from: left, at: offset)
            guard try fileSystem.fill(second, from: right, at: offset) == count,
                first.holdsSame(as: second, count: count)
            else { return false }
            guard count > 0 else { return true }
            offset += Int64(count)
        }
    }
}

extension FilePermissions {
    /// A blob never changes: nobody may write to it, not its owner either.
    static let blob: FilePermissions = [.ownerRead, .groupRead, .otherRead]
    static let folder: FilePermissions = [.ownerReadWriteExecute, .groupReadExecute]
}

/// Runs calls on the vault's own folder and turns their failure into the vault's error, here and nowhere else.
func onVault<Value>(_ body: () throws(SystemCallFailure) -> Value) throws(VaultError) -> Value {
    do throws(SystemCallFailure) {
        return try body()
    } catch {
        throw VaultError(error)
    }
}
