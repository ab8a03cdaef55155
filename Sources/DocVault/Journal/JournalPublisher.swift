internal import SystemPackage

/// Writes the journal's tiles and signs checkpoints over them.
///
/// The catalog is what counts; this follows it. Tiles are synchronised before the checkpoint that covers them is signed, so a
/// crash leaves at most tiles that no checkpoint covers yet, and the next run takes up where this one stopped.
package final class JournalPublisher: Sendable {
    /// How many events are taken from the catalog at once.
    private let batchSize: Int

    let folder: JournalFolder
    private let keyFolder: FilePath
    private let origin: String
    let database: JournaledDatabase
    let executor: BlockingExecutor
    /// Whose turn it is in this process. Without it, those who wait for the lock file could take all of the threads, and
    /// leave none to the one that has the lock.
    private let turn = Turn()

    init(
        folder: JournalFolder, keys keyFolder: FilePath, origin: String, database: JournaledDatabase,
        executor: BlockingExecutor, batchSize: Int = 65_536
    ) {
        self.batchSize = batchSize
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
        let keys = try keys
        return PublishedCheckpoint(note: note, checkpoint: try Self.open(note, of: origin, keys.published))
    }

    /// Opens a checkpoint that one of `keys` has signed while it counted.
    static func open(
        _ note: [UInt8], of origin: String, _ keys: [PublishedKey]
    ) throws(JournalFlaw) -> Checkpoint {
        let checkpoint: Checkpoint
        do throws(CheckpointError) {
            checkpoint = try Checkpoint.open(note, origin: origin, keys: keys.map(\.key))
        } catch {
            switch error {
            case .otherLog(let origin): throw .checkpointOfOtherLog(origin: origin)
            case .note(.noKnownSignature), .note(.invalidSignature): throw .checkpointByOtherKey
            case .note, .malformedText, .malformedOrigin, .malformedSize, .malformedRoot, .malformedExtension:
                throw .checkpointUnreadable
            }
        }
        if let signer = keys.signer(of: note, size: checkpoint.size), let lastSize = signer.lastSize,
            !signer.counts(for: checkpoint.size)
        {
            throw .checkpointByReplacedKey(
                fingerprint: signer.key.fingerprint, size: checkpoint.size, lastSize: lastSize)
        }
        return checkpoint
    }

    /// Brings tiles and checkpoint up to the catalog, and returns the checkpoint over all events.
    /// - Throws: ``JournalFlaw`` when what was published is not a beginning of what the catalog has.
    @discardableResult
    package func publish() async throws -> PublishedCheckpoint {
        let known = try await database.read { try JournalRecords.end(in: $0).size }
        if let current = try checkpoint(), current.checkpoint.size == known { return current }
        return try await executor.run { try await publishInTurn() }
    }

    private func publishInTurn() async throws -> PublishedCheckpoint {
        let lock = try await beginTurn()
        defer { end(lock) }
        return try await publishLocked()
    }

    /// Waits until nobody else, in any process that has the vault open, publishes or changes the keys.
    func beginTurn() async throws -> FileLock {
        await turn.take()
        do throws(VaultError) {
            return try FileLock(folder.path.appending("lock"))
        } catch {
            turn.giveBack()
            throw error
        }
    }

    func end(_ lock: FileLock) {
        lock.release()
        turn.giveBack()
    }

    /// Publishes, in a turn that has begun.
    func publishLocked() async throws -> PublishedCheckpoint {
        try await finishRotation()
        let size = try await database.read { try JournalRecords.end(in: $0).size }
        while true {
            if let published = try await publishBatch(of: size) { return published }
        }
    }

    /// Publishes the next batch of so many events, or returns the checkpoint when it is over all of them.
    ///
    /// The checkpoint on disk is all that is kept between batches: an optional held across them, and a call of itself, were
    /// both given too little memory by the compiler (Swift 6.3.1).
    private func publishBatch(of size: Int) async throws -> PublishedCheckpoint? {
        let former = try checkpoint()
        if let former, former.checkpoint.size >= size {
            guard former.checkpoint.size == size else {
                throw JournalFlaw.checkpointBeyondJournal(size: former.checkpoint.size, events: size)
            }
            return former
        }
        try await extend(former?.checkpoint, to: size)
        return nil
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

    private func extend(_ old: Checkpoint?, to size: Int) async throws {
        let start = old?.size ?? 0
        let end = min(size, start + batchSize)
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
        let note = try signed(checkpoint)
        try folder.replace(note, at: "checkpoint")
        try removeNarrowTiles(of: start, before: end)
    }

    private func signed(_ checkpoint: Checkpoint) throws -> [UInt8] {
        let keys = try keys
        let signer = try keys.signer()
        return try checkpoint.signed(with: signer).bytes
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
