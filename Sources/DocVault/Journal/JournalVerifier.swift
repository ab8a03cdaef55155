/// What verifying a journal found: the first flaw, or none.
public struct JournalReport: Hashable, Sendable {
    public internal(set) var eventCount = 0
    /// Events whose text and salt were erased; the log still proves that there was one.
    public internal(set) var erasedCount = 0
    /// How many events the published checkpoint covers.
    public internal(set) var checkpointSize = 0
    public internal(set) var flaw: JournalFlaw?

    public var isValid: Bool { flaw == nil }

    init(flaw: JournalFlaw? = nil) { self.flaw = flaw }
}

/// Recomputes a journal from the catalog and compares it with what was published and signed.
struct JournalVerifier {
    let folder: JournalFolder
    let keys: JournalKeys
    /// A checkpoint that somebody kept; history up to it must be what it was.
    let older: PublishedCheckpoint?

    /// Reads every event once, in one snapshot. Memory does not grow with their number.
    func verify(_ connection: any SQLConnection) throws -> JournalReport {
        var report = JournalReport()
        do {
            guard let note = try folder.file("checkpoint") else { throw JournalFlaw.checkpointMissing }
            let checkpoint = try JournalPublisher.open(note, of: keys.origin, keys.published)
            let older = older?.checkpoint
            report.checkpointSize = checkpoint.size
            var levels = LevelCheck(folder: folder, size: checkpoint.size)
            var frontier = MerkleFrontier()
            var chain = EventChain(origin: keys.origin)
            try check(checkpoint, against: frontier)
            try older.map { try check($0, against: frontier) }
            try JournalRecords.forEach(in: connection) { event in
                try chain.check(event)
                report.eventCount += 1
                report.erasedCount += event.opening == nil ? 1 : 0
                try levels.check(event)
                frontier.append(MerkleTree.leafHash(of: event.commitment))
                try check(checkpoint, against: frontier)
                try older.map { try check($0, against: frontier) }
            }
            let largest = max(checkpoint.size, older?.size ?? 0)
            guard largest <= report.eventCount else {
                throw JournalFlaw.checkpointBeyondJournal(size: largest, events: report.eventCount)
            }
            try chain.end(keys)
            // Again, by what the events say of the keys and not the list beside them.
            for note in [note, self.older?.note].compactMap(\.self) {
                _ = try JournalPublisher.open(note, of: keys.origin, chain.keys.keys)
            }
        } catch let flaw as JournalFlaw {
            report.flaw = flaw
        }
        return report
    }

    private func check(_ checkpoint: Checkpoint, against frontier: MerkleFrontier) throws(JournalFlaw) {
        guard checkpoint.size == frontier.count, checkpoint.root != frontier.root else { return }
        throw .historyRewritten(size: checkpoint.size)
    }
}

/// Compares every tile and bundle of a published tree with what the catalog gives.
private struct LevelCheck {
    private let folder: JournalFolder
    private let size: Int
    private var rows: [[MerkleHash]] = []
    private var counts: [Int] = []
    private var entries: [[UInt8]] = []
    private var leafCount = 0

    init(folder: JournalFolder, size: Int) { (self.folder, self.size) = (folder, size) }

    mutating func check(_ event: StoredEvent) throws {
        guard leafCount < size else { return }
        leafCount += 1
        entries.append(event.commitment)
        if entries.count == TileCoordinate.fullWidth || leafCount == size { try checkBundle() }
        try add(MerkleTree.leafHash(of: event.commitment), at: 0)
        if leafCount == size { try checkPartialTiles() }
    }

    private mutating func add(_ hash: MerkleHash, at level: Int) throws {
        if rows.count == level {
            rows.append([])
            counts.append(0)
        }
        rows[level].append(hash)
        counts[level] += 1
        guard rows[level].count == TileCoordinate.fullWidth else { return }
        try compare(rows[level], level: level, index: counts[level] / TileCoordinate.fullWidth - 1)
        let parent = MerkleTree.subtreeHash(of: rows[level][...])
        rows[level].removeAll(keepingCapacity: true)
        try add(parent, at: level + 1)
    }

    private func checkPartialTiles() throws {
        for (level, row) in rows.enumerated() where !row.isEmpty {
            try compare(row, level: level, index: counts[level] / TileCoordinate.fullWidth)
        }
    }

    private func compare(_ row: [MerkleHash], level: Int, index: Int) throws {
        let coordinate = TileCoordinate(level: level, index: index, width: row.count)
        let present = try folder.tile(coordinate)
        let wanted = row.flatMap(\.bytes)
        guard present != wanted else { return }
        let offset =
            zip(present, wanted).enumerated().first { $1.0 != $1.1 }?.offset ?? min(present.count, wanted.count)
        let position = index * TileCoordinate.fullWidth + offset / MerkleHash.byteCount
        throw JournalFlaw.tileDamaged(path: coordinate.path, firstSequence: position << (8 * level))
    }

    private mutating func checkBundle() throws {
        let index = (leafCount - 1) / TileCoordinate.fullWidth
        let coordinate = EntryBundleCoordinate(index: index, width: entries.count)
        guard let present = try folder.file(coordinate.path) else {
            throw JournalFlaw.tileMissing(path: coordinate.path)
        }
        guard try present == EntryBundle.encode(entries) else {
            let first = (try? EntryBundle.decode(present, count: entries.count))
                .flatMap { zip($0, entries).enumerated().first { $1.0 != $1.1 }?.offset }
            let sequence = index * TileCoordinate.fullWidth + (first ?? 0)
            throw JournalFlaw.tileDamaged(path: coordinate.path, firstSequence: sequence)
        }
        entries.removeAll(keepingCapacity: true)
    }
}

/// The right edge of a growing Merkle tree: enough to give its root at every size (RFC 6962 §2.1).
struct MerkleFrontier {
    private var subtrees: [(height: Int, hash: MerkleHash)] = []
    private(set) var count = 0

    mutating func append(_ leaf: MerkleHash) {
        var (height, hash) = (0, leaf)
        while let last = subtrees.last, last.height == height {
            hash = MerkleTree.nodeHash(last.hash, hash)
            height += 1
            subtrees.removeLast()
        }
        subtrees.append((height, hash))
        count += 1
    }

    /// The root over all leaves so far.
    var root: MerkleHash {
        guard var hash = subtrees.last?.hash else { return MerkleTree.emptyRoot }
        for subtree in subtrees.dropLast().reversed() { hash = MerkleTree.nodeHash(subtree.hash, hash) }
        return hash
    }
}
