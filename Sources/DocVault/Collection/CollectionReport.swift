/// What one cycle of collecting did, and what it left for a later one.
public struct CollectionReport: Hashable, Sendable {
    /// Blobs that nothing has referred to for longer than the grace, and that the next cycle moves into the trash.
    public internal(set) var condemned = BlobCount()
    /// Blobs that are in the trash now.
    public internal(set) var trashed = BlobCount()
    /// Blobs that are gone.
    public internal(set) var removed = BlobCount()
    /// Blobs that something refers to again, and that are back in their place.
    public internal(set) var takenBack = BlobCount()
    /// Files left behind in the working folders that are gone.
    public internal(set) var leftovers = BlobCount()
    /// Blobs to which nothing refers, and that are kept until later.
    public internal(set) var kept = BlobCount()
    /// When the first of those kept is due.
    public internal(set) var firstDue: Instant?
    /// Whether what is due in the trash waits for deposits that are under way.
    public internal(set) var waitsForDeposits = false

    mutating func keep(_ count: BlobCount, until instant: Instant) {
        kept.add(count)
        firstDue = min(firstDue ?? instant, instant)
    }
}

/// What the next cycle would do with something, and why it is not done yet.
public struct CollectionNote: Hashable, Sendable {
    public enum Step: String, CaseIterable, Sendable {
        case condemn, trash, remove, takeBack, keep
    }

    public let digest: Digest
    public let sizeInBytes: Int64
    /// What the next cycle does with the blob.
    public let step: Step
    /// Until when it is kept at least; `nil` when the next cycle does something.
    public let until: Instant?
}

/// How far the files of a vault were locked.
public struct BlobLocking: Hashable, Sendable {
    public internal(set) var lockedCount = 0
    /// Whether the file system and the account may lock files at all. If not, nothing was locked from then on.
    public internal(set) var isPermitted = true
}

/// What became of the blobs that were condemned for a disposition.
public struct CaseRemoval: Hashable, Sendable {
    /// Those that are gone: a read of them fails.
    public internal(set) var gone: Set<Digest> = []
    /// Those that something refers to again: a deposit brought equal bytes meanwhile.
    public internal(set) var takenBack: Set<Digest> = []
    /// Those that are still condemned, because deposits are under way.
    public internal(set) var waiting: Set<Digest> = []
}
