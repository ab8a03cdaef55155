extension BlobCollector {
    /// How long to wait between two looks whether deposits, or another collector, have ended.
    private static let interval = Duration.milliseconds(10)

    /// Takes what was condemned for a disposition through all stages, and looks that it is gone.
    func remove(_ caseID: Identifier<DispositionCase>, patience: Duration) async throws -> CaseRemoval {
        let deadline = ContinuousClock.now + patience
        let turn = try await turn(until: deadline)
        defer { withExtendedLifetime(turn) {} }
        let condemned = try await digests(of: caseID)
        var report = CollectionReport()
        report.takenBack = try await takeBackReferred()
        report.removed = try await finishRemoving()
        report.trashed = try await trashCondemned(for: caseID)
        if try await hasPassed(try store.barrier(), until: deadline) {
            try await hooks.between(.afterBarrier)
            try await beginRemoving(.disposition(caseID))
            report.removed.add(try await finishRemoving())
        }
        try await events.end(report)
        var removal = CaseRemoval()
        removal.waiting = try await digests(of: caseID)
        for digest in condemned.subtracting(removal.waiting) {
            if try await store.descriptor(of: digest) == nil {
                removal.gone.insert(digest)
            } else {
                removal.takenBack.insert(digest)
            }
        }
        return removal
    }

    private func turn(until deadline: ContinuousClock.Instant) async throws -> CollectionTurn {
        while true {
            if let turn = try store.beginCollecting() { return turn }
            guard ContinuousClock.now < deadline else { throw VaultError.collectionUnderWay }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func hasPassed(_ barrier: BlobBarrier, until deadline: ContinuousClock.Instant) async throws -> Bool {
        while try !barrier.hasPassed() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: Self.interval)
        }
        return true
    }

    private func digests(of caseID: Identifier<DispositionCase>) async throws -> Set<Digest> {
        try await events.read { connection, _ in try CondemnedBlobRecords.digests(of: caseID, in: connection) }
    }
}
