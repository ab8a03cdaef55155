extension BlobCollector {
    /// Locks every blob that something refers to, as long as locking is permitted.
    func lockReferred(_ progress: (Int, Int) -> Void) async throws -> BlobLocking {
        var locking = BlobLocking()
        guard let folders = store as? any WorkingFolders else {
            locking.isPermitted = false
            return locking
        }
        let shards = store.shards
        for (number, shard) in shards.enumerated() {
            for digest in try await referred(inShard: shard) {
                guard try folders.lock(digest) else {
                    locking.isPermitted = false
                    return locking
                }
                locking.lockedCount += 1
            }
            progress(number + 1, shards.count)
        }
        return locking
    }

    private func referred(inShard shard: String) async throws -> [Digest] {
        try await events.read { connection, _ in
            try CondemnedBlobRecords.referred(beginningWith: shard, in: connection)
        }
    }
}
