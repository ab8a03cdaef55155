internal import Foundation
internal import Synchronization
internal import SystemPackage

/// Writes the journal's tiles and signs checkpoints over them.
///
/// The catalog is what counts; this follows it. Tiles are synchronised before the checkpoint that covers them is signed, so a
/// crash leaves at most tiles that no checkpoint covers yet, and the next run takes up where this one stopped.
package final class JournalPublisher: Sendable {
    /// How many events are taken from the catalog at once.
    private static let batchSize = 65_536

    let folder: JournalFolder
    private let keyFolder: FilePath
    private let origin: String
    private let database: JournaledDatabase
    private let executor: BlockingExecutor
    /// One publication at a time in this process; the lock file keeps other processes out.
    private let turn = Mutex(())

    init(
        folder: JournalFolder, keys keyFolder: FilePath, origin: String, database: JournaledDatabase,
        executor: BlockingExecutor
    ) {
        (self.folder, self.keyFolder, self.origin) = (folder, keyFolder, origin)
        (self.database, self.executor) = (database, executor)
    }

    /// The keys as they are now: another process may have changed them.
    var keys: JournalKeys {
        get throws(VaultError) { try JournalKeys(in: keyFolder, origin: origin) }
    }

    /// The checkpoint that was published last, if there is one.
    /// - Throws: ``JournalFlaw`` when it is not this vault's.
    package func checkpoint() throws -> PublishedCheckpoint? {
        guard let note = try folder.file("checkpoint") else { return nil }
        return PublishedCheckpoint(note: note, checkpoint: try Self.open(note, try keys))
    }

    static func open(_ note: [UInt8], _ keys: JournalKeys) throws(JournalFlaw) -> Checkpoint {
        do throws(CheckpointError) {
            return try Checkpoint.open(note, origin: keys.origin, keys: keys.verifierKeys)
        } catch {
            switch error {
            case .otherLog(let origin): throw .checkpointOfOtherLog(origin: origin)
            case .note(.noKnownSignature), .note(.invalidSignature): throw .checkpointByOtherKey
            case .note, .malformedText, .malformedOrigin, .malformedSize, .malformedRoot, .malformedExtension:
                throw .checkpointUnreadable
            }
        }
    }

    /// Brings tiles and checkpoint up to the catalog, and returns the checkpoint over all events.
    /// - Throws: ``JournalFlaw`` when what was published is not a beginning of what the catalog has.
    @discardableResult
    package func publish() async throws -> PublishedCheckpoint {
        let known = try await database.read { try JournalRecords.end(in: $0).size }
        if let current = try checkpoint(), current.checkpoint.size == known { return current }
        return try await executor.run { try await publishLocked() }
    }

    private func publishLocked() async throws -> PublishedCheckpoint {
        let lock = try FileLock(folder.path.appending("lock"))
        defer { lock.release() }
        var published = try checkpoint()
        // Read after the checkpoint: another process may have published what was recorded since.
        let size = try await database.read { try JournalRecords.end(in: $0).size }
        while (published?.checkpoint.size ?? -1) < size {
            let grown = try await extend(published?.checkpoint, to: size)
            published = grown
        }
        guard let published else { throw JournalFlaw.checkpointMissing }
        guard published.checkpoint.size <= size else {
            throw JournalFlaw.checkpointBeyondJournal(size: published.checkpoint.size, events: size)
        }
        return published
    }

    /// The newest checkpoint that can be had: on a disk that cannot be written to, the one that is there.
    func publishIfPossible() async throws -> PublishedCheckpoint {
        do {
            return try await publish()
        } catch VaultError.vaultReadOnly {
            guard let present = try checkpoint() else { throw JournalFlaw.checkpointMissing }
            return present
        }
    }

    private func extend(_ old: Checkpoint?, to size: Int) async throws -> PublishedCheckpoint {
        let start = old?.size ?? 0
        let end = min(size, start + Self.batchSize)
        let entries = try await database.read { try JournalRecords.commitments(start..<end, in: $0) }
        let watch = try folder.watch()
        let tree = try TiledTree(size: start, source: folder)
        let growth = try tree.growth(by: entries.map { MerkleTree.leafHash(of: $0) })
        for tile in growth.tiles {
            try folder.write(tile.bytes, to: tile.coordinate.path)
        }
        let partial = EntryBundleCoordinate(index: start / 256, treeSize: start)
        let present = try partial.flatMap { try folder.file($0.path) } ?? []
        for bundle in try bundles(from: start, partial: present, by: entries) {
            try folder.write(bundle.bytes, to: bundle.coordinate.path)
        }
        // Checked after the tiles were read: the old root must be that of the tree which the new one extends.
        if let old, try TiledTree(size: old.size, source: folder).root() != old.root {
            throw JournalFlaw.historyRewritten(size: old.size)
        }
        try folder.synchronize(watch)
        let checkpoint = try Checkpoint(origin: origin, size: growth.newSize, root: growth.newRoot)
        let note = try checkpoint.signed(with: keys.signer()).bytes
        try folder.replace(note, at: "checkpoint")
        try removeNarrowTiles(of: start, before: end)
        return PublishedCheckpoint(note: note, checkpoint: checkpoint)
    }

    private func bundles(
        from size: Int, partial: [UInt8], by entries: [[UInt8]]
    ) throws(JournalFlaw) -> [(coordinate: EntryBundleCoordinate, bytes: [UInt8])] {
        do throws(EntryBundleError) {
            return try EntryBundle.growth(from: size, partial: partial, by: entries)
        } catch {
            let path = EntryBundleCoordinate(index: size / 256, treeSize: size)?.path ?? "tile/entries"
            throw .tileDamaged(path: path, firstSequence: size / 256 * 256)
        }
    }

    /// Removes partial tiles that the new checkpoint no longer needs.
    private func removeNarrowTiles(of oldSize: Int, before newSize: Int) throws {
        for level in 0..<8 {
            let index = (oldSize >> (8 * level)) / 256
            guard let old = TileCoordinate(level: level, index: index, treeSize: oldSize), !old.isFull,
                let new = TileCoordinate(level: level, index: index, treeSize: newSize), new != old
            else { continue }
            try folder.remove(old.path)
            guard level == 0, let bundle = EntryBundleCoordinate(index: index, treeSize: oldSize) else { continue }
            try folder.remove(bundle.path)
        }
    }
}

/// A checkpoint as it was published: the signed text, and what it says.
package struct PublishedCheckpoint: Sendable {
    package let note: [UInt8]
    package let checkpoint: Checkpoint
}

/// Keeps other processes out while a journal is published. The kernel lets go of it when the process ends.
private struct FileLock {
    private let descriptor: Int32

    init(_ path: FilePath) throws(VaultError) {
        descriptor = path.withPlatformString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else {
            throw VaultError(SystemCallFailure(call: "open", path: "", errno: Errno(rawValue: errno)))
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw VaultError(SystemCallFailure(call: "flock", path: "", errno: Errno(rawValue: errno)))
            }
        }
    }

    func release() { close(descriptor) }
}
