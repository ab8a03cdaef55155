extension Vault {
    /// Runs one cycle of collecting: takes what nothing refers to one stage further on its way out of the store.
    ///
    /// A blob that nothing refers to is condemned by one cycle, moved into the trash by the next one and removed by a later one,
    /// with the ages between them. Equal bytes that are deposited meanwhile are taken back, and no deposit waits for a cycle.
    /// Safe to be cut short at any point; the next one goes on. Memory does not grow with the number of blobs.
    ///
    /// How old what is taken must be is what the retention policy in force says.
    /// - Parameter progress: Called with how much of the store was walked, and of how much.
    /// - Throws: ``VaultError/collectionUnderWay`` when another process collects; ``VaultError/refused(_:)``.
    @discardableResult
    public func collect(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> CollectionReport {
        try await collect(ages: agesInForce(), hooks: .none, progress: progress)
    }

    /// Runs one cycle with other ages than the policy's.
    @discardableResult
    public func collect(
        ages: CollectionAges, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> CollectionReport {
        try await collect(ages: ages, hooks: .none, progress: progress)
    }

    func collect(
        ages: CollectionAges, hooks: CollectionHooks, progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> CollectionReport {
        let collector = try await collector(.collectBlobs, ages: ages, hooks: hooks)
        return try await executor.run { try await collector.cycle(progress) }
    }

    /// Tells what the next cycle would do with each blob that nothing refers to, and changes nothing.
    /// - Throws: ``VaultError/refused(_:)``; whatever `tell` throws, unchanged.
    public func planCollection(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }, tell: (CollectionNote) throws -> Void
    ) async throws {
        try await planCollection(ages: agesInForce(), progress: progress, tell: tell)
    }

    /// Tells the same with other ages than the policy's.
    public func planCollection(
        ages: CollectionAges, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        tell: (CollectionNote) throws -> Void
    ) async throws {
        let collector = try await collector(.collectBlobs, ages: ages, hooks: .none)
        try await executor.run { try await collector.plan(progress, tell) }
    }

    /// Makes the files of all blobs that something refers to immutable, where the system permits that.
    ///
    /// Nothing in the vault needs it: it stops other programs, and mistakes, of whoever may remove files. What the vault itself
    /// moves away it unlocks. A vault with locked files cannot be deleted or moved to another disk like other folders.
    /// - Throws: ``VaultError/refused(_:)``.
    public func lockBlobs(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> BlobLocking {
        let collector = try await collector(.collectBlobs, ages: .immediate, hooks: .none)
        return try await executor.run { try await collector.lockReferred(progress) }
    }

    /// The ages of the policy in force.
    private func agesInForce() async throws -> CollectionAges {
        CollectionAges(try await retentionPolicy().collection)
    }

    /// Removes for good what was condemned for a disposition, now, without ages.
    ///
    /// Waits for deposits that were under way, and for another collector, as long as `patience` at most. May be called again,
    /// after a crash too: what is gone has no row any more, and whether it is gone is what ``BlobStore/descriptor(of:)``
    /// says.
    /// - Parameters:
    ///   - act: The act that the caller is doing, and may do.
    ///   - target: What it is done to.
    /// - Returns: What became of each blob that was still condemned for the case.
    /// - Throws: ``VaultError/collectionUnderWay``.
    package func removeCondemned(
        for caseID: Identifier<DispositionCase>, patience: Duration = .seconds(10)
    ) async throws -> CaseRemoval {
        try await removeCondemned(for: caseID, under: .collectBlobs, on: .vault, patience: patience)
    }

    func removeCondemned(
        for caseID: Identifier<DispositionCase>, under act: Act, on target: ActTarget,
        patience: Duration = .seconds(10), hooks: CollectionHooks = .none
    ) async throws -> CaseRemoval {
        let collector = try await collector(act, on: target, for: caseID, ages: .immediate, hooks: hooks)
        return try await executor.run { try await collector.remove(caseID, patience: patience) }
    }

    private func collector(
        _ act: Act, on target: ActTarget = .vault, for caseID: Identifier<DispositionCase>? = nil,
        ages: CollectionAges, hooks: CollectionHooks
    ) async throws -> BlobCollector {
        // Before anything is done to a file.
        try await database.view(act, of: target, by: context) { _, _ in }
        guard let store = blobs as? any CollectedBlobStore else {
            throw VaultError.storageFailed(StorageFailure(operation: "collect", detail: "the store has no trash"))
        }
        return BlobCollector(
            store: store,
            events: CollectionEvents(
                act, on: target, for: caseID, by: context, identifiers: identifiers, database: database),
            identifiers: identifiers, ages: ages, hooks: hooks)
    }
}
