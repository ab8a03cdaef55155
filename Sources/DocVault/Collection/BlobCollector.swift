/// Takes out of a store what nothing refers to, and loses no race with a deposit of the same bytes.
///
/// A blob goes through three stages, each a short transaction that looks for references again (``CondemnedBlob/Stage``), one
/// stage a cycle: condemned, in the trash, gone. A cycle begins with the last of them, so that nothing passes two.
///
/// - A deposit holds a lease from its look whether the bytes are there until it is recorded. Recording takes back what is
///   condemned or in the trash (``CondemnedBlobRecords/adopt(_:in:)``).
/// - The move into the trash is made within the transaction that marks it, in which nobody can record anything. Cut short, it
///   leaves a row that still says condemned, and bytes in the trash: taken back, or moved on, from either place.
/// - What is in the trash is removed only after a barrier: every deposit that could have seen it in its place has ended, and a
///   later one stores the bytes anew.
///
/// So there is no moment in which a deposit can be recorded whose bytes are not there, and none in which a new deposit
/// waits for a cycle. Nothing of this goes by the clock; ages only say how long people have to want something back.
struct BlobCollector: Sendable {
    /// How many rows are read at once, and how many blobs are found before they are condemned together.
    static let sliceCount = 256
    /// How long a collector lets go of the catalog between two transactions while deposits are under way. A process that waits
    /// for it looks again after 1, 2, 5, 10 and 15 milliseconds.
    private static let pause = Duration.milliseconds(25)

    let store: any CollectedBlobStore
    let events: CollectionEvents
    let identifiers: IdentifierSource
    let ages: CollectionAges
    let hooks: CollectionHooks

    /// Runs one cycle.
    /// - Parameter progress: Called with how much of the store was walked, and of how much.
    /// - Throws: ``VaultError/collectionUnderWay``.
    func cycle(_ progress: (_ done: Int, _ total: Int) -> Void) async throws -> CollectionReport {
        guard let turn = try store.beginCollecting() else { throw VaultError.collectionUnderWay }
        defer { withExtendedLifetime(turn) {} }
        let now = try await events.read { _, now in now }
        var report = CollectionReport()
        report.takenBack = try await takeBackReferred()
        // What a run that was cut short had begun to remove, and then what is due.
        report.removed = try await finishRemoving()
        let due = now.advanced(by: .zero - ages.trash)
        if try await isTrashed(until: due) {
            try await hooks.between(.beforeBarrier)
            if try store.barrier().hasPassed() {
                try await hooks.between(.afterBarrier)
                try await beginRemoving(.trashedUntil(due))
                report.removed.add(try await finishRemoving())
            } else {
                report.waitsForDeposits = true
            }
        }
        report.trashed = try await trashCondemned(for: nil)
        let walk = try await condemnUnreferred(at: now, progress)
        report.condemned = walk.condemned
        (report.kept, report.firstDue) = (walk.kept, walk.firstDue)
        report.leftovers = try await removeLeftovers(at: now)
        for waiting in try await waitingRows() { report.keep(waiting.count, until: waiting.until(ages)) }
        try await events.end(report)
        return report
    }

    /// Runs one of many transactions, and tells how long it kept the catalog.
    func slice<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> TimedSlice<Value> {
        try await events.write { connection, now in
            let begin = ContinuousClock.now
            let value = try body(connection, now)
            return TimedSlice(value: value, taken: .now - begin)
        }
    }

    /// Lets depositors of other processes have the catalog.
    func makeWay() async throws {
        if try store.isDepositUnderWay() { try await Task.sleep(for: Self.pause) }
    }
}

/// What came of one transaction, and how long it took.
struct TimedSlice<Value: Sendable>: Sendable {
    let value: Value
    let taken: Duration
}

// MARK: The stages

extension BlobCollector {
    /// Moves what is condemned into the trash.
    func trashCondemned(for caseID: Identifier<DispositionCase>?) async throws -> BlobCount {
        var total = BlobCount()
        guard try await isCondemned(for: caseID) else { return total }
        try await hooks.between(.beforeTrashing)
        var pace = CollectionPace()
        while true {
            let count = pace.count
            let slice = try await trashSlice(count, for: caseID)
            total.add(slice.value)
            guard slice.value.blobs == count else { break }
            pace.adapt(to: slice.taken)
            try await makeWay()
        }
        try await hooks.between(.beforeSynchronizing)
        try store.synchronizeTrash()
        return total
    }

    private func trashSlice(
        _ count: Int, for caseID: Identifier<DispositionCase>?
    ) async throws -> TimedSlice<BlobCount> {
        let (store, hooks) = (store, hooks)
        return try await slice { connection, now in
            let permits = try CondemnedBlobRecords.trash(atMost: count, for: caseID, at: now, in: connection)
            try hooks.within(.beforeRename)
            for permit in permits { try store.trash(permit) }
            try hooks.within(.afterRename)
            return BlobCount(permits)
        }
    }

    /// Marks what is in the trash as being removed. Called after a barrier that was drawn when all of it was there.
    func beginRemoving(_ scope: CondemnedBlobRecords.RemovalScope) async throws {
        var pace = CollectionPace()
        while true {
            let count = pace.count
            let done = try await slice { connection, now in
                try CondemnedBlobRecords.beginRemoving(atMost: count, scope, at: now, in: connection)
            }
            guard done.value == count else { return }
            pace.adapt(to: done.taken)
            try await makeWay()
        }
    }

    /// Removes what is marked so, and deletes its rows when that survives a power cut.
    func finishRemoving() async throws -> BlobCount {
        var total = BlobCount()
        var position: [UInt8] = []
        while true {
            let page = try await beingRemoved(after: position)
            if page.isEmpty { break }
            position = page[page.count - 1].digest.bytes
            try await hooks.between(.beforeUnlink)
            for permit in page { try store.remove(permit) }
            try await hooks.between(.afterUnlink)
            total.add(BlobCount(page))
            try await condemnAgain(page)
        }
        guard total.blobs > 0 else { return total }
        try store.synchronizeTrash()
        try await hooks.between(.beforeForgetting)
        var pace = CollectionPace()
        while true {
            let count = pace.count
            let done = try await slice { connection, _ in
                try CondemnedBlobRecords.forgetRemoved(atMost: count, in: connection)
            }
            guard done.value == count else { return total }
            pace.adapt(to: done.taken)
            try await makeWay()
        }
    }

    private func beingRemoved(after position: [UInt8]) async throws -> [RemovalPermit] {
        try await events.read { connection, _ in
            try CondemnedBlobRecords.beingRemoved(after: position, atMost: Self.sliceCount, in: connection)
        }
    }

    /// Begins again with those that are back in their place. They were put there after the barrier, or a power cut undid
    /// their move; either way nothing says that a deposit of them is not under way.
    private func condemnAgain(_ page: [RemovalPermit]) async throws {
        let back = try page.filter { try store.presence(of: $0.digest) != nil }
        guard !back.isEmpty else { return }
        let identifiers = identifiers
        try await events.write { connection, now in
            for permit in back {
                try CondemnedBlobRecords.condemnAgain(permit, at: now, identifiers: identifiers, in: connection)
            }
        }
    }

    /// Takes back what something refers to, although it is condemned.
    func takeBackReferred() async throws -> BlobCount {
        let permits = try await events.read { connection, _ in
            try CondemnedBlobRecords.referredTo(atMost: .max, in: connection)
        }
        guard !permits.isEmpty else { return BlobCount() }
        let store = store
        try await events.write { connection, _ in
            for permit in permits where try store.takeBack(permit) {
                try CondemnedBlobRecords.forget(permit, in: connection)
            }
        }
        return BlobCount(permits)
    }

    private func isCondemned(for caseID: Identifier<DispositionCase>?) async throws -> Bool {
        try await events.read { connection, _ in
            try CondemnedBlobRecords.isCondemned(for: caseID, in: connection)
        }
    }

    private func isTrashed(until instant: Instant) async throws -> Bool {
        try await events.read { connection, _ in
            try CondemnedBlobRecords.isTrashed(until: instant, in: connection)
        }
    }

    private func waitingRows() async throws -> [CondemnedBlobRecords.Waiting] {
        try await events.read { connection, _ in try CondemnedBlobRecords.waiting(in: connection) }
    }
}
