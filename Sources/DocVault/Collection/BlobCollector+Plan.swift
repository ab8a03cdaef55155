extension BlobCollector {
    /// Tells what the next cycle would do, and changes nothing. Deposits that are under way may stop it from removing.
    func plan(_ progress: (Int, Int) -> Void, _ tell: (CollectionNote) throws -> Void) async throws {
        let now = try await events.read { _, now in now }
        var position: [UInt8] = []
        while true {
            let page = try await rows(after: position)
            if page.isEmpty { break }
            position = page[page.count - 1].blob.digest.bytes
            for row in page { try tell(note(on: row, at: now)) }
        }
        let shards = store.shards
        for (number, shard) in shards.enumerated() {
            for unreferred in try await unreferred(inShard: shard) {
                try tell(note(on: unreferred, at: now))
            }
            progress(number + 1, shards.count)
        }
    }

    private func rows(after position: [UInt8]) async throws -> [CondemnedBlobRecords.Row] {
        try await events.read { connection, _ in
            try CondemnedBlobRecords.page(after: position, atMost: Self.sliceCount, in: connection)
        }
    }

    private func note(on row: CondemnedBlobRecords.Row, at now: Instant) -> CollectionNote {
        let due = row.blob.changedAt.advanced(by: ages.trash)
        let (step, until): (CollectionNote.Step, Instant?) =
            if row.isReferredTo {
                (.takeBack, nil)
            } else {
                switch row.blob.stage {
                case .condemned: (.trash, nil)
                case .trashed: due <= now ? (.remove, nil) : (.keep, due)
                case .removing: (.remove, nil)
                }
            }
        return CollectionNote(
            digest: row.blob.digest, sizeInBytes: row.blob.sizeInBytes, step: step, until: until)
    }

    private func note(on unreferred: UnreferredBlob, at now: Instant) -> CollectionNote {
        let due = unreferred.since.advanced(by: ages.grace)
        return CollectionNote(
            digest: unreferred.blob.digest, sizeInBytes: unreferred.blob.sizeInBytes,
            step: due <= now ? .condemn : .keep, until: due <= now ? nil : due)
    }
}
