/// A blob in its place that no row of the catalog accounts for.
struct UnreferredBlob: Sendable {
    let blob: BlobDescriptor
    /// Since when nothing has referred to it, as far as is known: since its bytes were written or its last document was
    /// disposed of, whichever came later.
    let since: Instant
}

/// What a walk through the store came to.
struct CollectionWalk: Sendable {
    var condemned = BlobCount()
    var kept = BlobCount()
    var firstDue: Instant?

    mutating func keep(_ sizeInBytes: Int64, until instant: Instant) {
        kept.add(sizeInBytes)
        firstDue = min(firstDue ?? instant, instant)
    }
}

extension BlobCollector {
    /// Walks through the store and condemns what nothing has referred to for longer than the grace.
    ///
    /// One shard is in memory at a time: what it holds, and what of that the catalog accounts for.
    func condemnUnreferred(at now: Instant, _ progress: (Int, Int) -> Void) async throws -> CollectionWalk {
        try await hooks.between(.beforeWalk)
        var walk = CollectionWalk()
        var found: [BlobDescriptor] = []
        let shards = store.shards
        for (number, shard) in shards.enumerated() {
            for unreferred in try await unreferred(inShard: shard) {
                let due = unreferred.since.advanced(by: ages.grace)
                if due <= now {
                    found.append(unreferred.blob)
                } else {
                    walk.keep(unreferred.blob.sizeInBytes, until: due)
                }
            }
            if found.count >= Self.sliceCount || (number == shards.count - 1 && !found.isEmpty) {
                walk.condemned.add(try await condemn(found))
                found = []
            }
            progress(number + 1, shards.count)
        }
        return walk
    }

    private func condemn(_ blobs: [BlobDescriptor]) async throws -> BlobCount {
        try await hooks.between(.beforeCondemning)
        var (count, start, pace) = (BlobCount(), 0, CollectionPace())
        while start < blobs.count {
            let part = Array(blobs[start..<min(start + pace.count, blobs.count)])
            let condemned = try await condemnSlice(part)
            count.add(condemned.value)
            start += part.count
            pace.adapt(to: condemned.taken)
            try await makeWay()
        }
        try await hooks.between(.afterCondemning)
        return count
    }

    private func condemnSlice(_ blobs: [BlobDescriptor]) async throws -> TimedSlice<BlobCount> {
        let identifiers = identifiers
        return try await slice { connection, now in
            var count = BlobCount()
            for blob in blobs
            where try CondemnedBlobRecords.condemn(
                blob, for: nil, at: now, identifiers: identifiers, in: connection)
            {
                count.add(blob.sizeInBytes)
            }
            return count
        }
    }

    /// What is in a shard and is neither referred to nor condemned.
    func unreferred(inShard shard: String) async throws -> [UnreferredBlob] {
        let stored = try store.digests(inShard: shard)
        guard !stored.isEmpty else { return [] }
        let accounted = try await events.read { connection, _ in
            try CondemnedBlobRecords.accountedFor(beginningWith: shard, in: connection)
        }
        let found = try stored.filter { !accounted.contains($0) }.compactMap { digest in
            try store.presence(of: digest).map { presence in
                UnreferredBlob(
                    blob: BlobDescriptor(digest: digest, sizeInBytes: presence.sizeInBytes), since: presence.since)
            }
        }
        return found.isEmpty ? [] : try await withLastDisposals(found)
    }

    private func withLastDisposals(_ found: [UnreferredBlob]) async throws -> [UnreferredBlob] {
        try await events.read { connection, _ in
            try found.map { unreferred in
                let disposed = try CondemnedBlobRecords.lastDisposal(of: unreferred.blob.digest, in: connection)
                return UnreferredBlob(blob: unreferred.blob, since: max(unreferred.since, disposed))
            }
        }
    }

    /// Removes what was left behind in the working folders: what interrupted moves left in the trash, and what is older than
    /// its age elsewhere.
    func removeLeftovers(at now: Instant) async throws -> BlobCount {
        var count = BlobCount()
        let names = try store.trashNames()
        for start in stride(from: 0, to: names.count, by: Self.sliceCount) {
            for stray in try await strays(among: Array(names[start..<min(start + Self.sliceCount, names.count)])) {
                guard let left = Instant(ofNameInTrash: stray.trashName),
                    left.advanced(by: ages.trash) <= now
                else { continue }
                try await events.announce()
                if try await isMissing(stray.digest) { _ = try store.takeBack(stray) }
                try store.remove(stray)
                count.add(0)
            }
        }
        guard let folders = store as? any WorkingFolders else { return count }
        for leftover in try folders.leftovers(ages, at: now) {
            if let upload = leftover.upload, try await isUnderWay(upload) { continue }
            try await events.announce()
            try folders.remove(leftover)
            count.add(leftover.sizeInBytes)
        }
        return count
    }

    /// Whether an upload ends by itself: as long as it has a row, its file is not left behind.
    private func isUnderWay(_ upload: UploadSession.ID) async throws -> Bool {
        try await events.read { connection, _ in try UploadEndRecords.isKnown(upload, in: connection) }
    }

    private func strays(among names: [String]) async throws -> [RemovalPermit] {
        try await events.read { connection, _ in
            try names.compactMap { name in
                try CondemnedBlobRecords.permit(forStray: name, in: connection)
            }
        }
    }

    /// Whether something refers to a blob that is not in its place: then the copy in the trash may be the last one.
    private func isMissing(_ digest: Digest) async throws -> Bool {
        guard try store.presence(of: digest) == nil else { return false }
        return try await events.read { connection, _ in
            try CondemnedBlobRecords.isReferred(to: digest, in: connection)
        }
    }
}

extension Instant {
    /// When a name in the trash or in quarantine was made: both end with an identifier that begins with the time.
    init?(ofNameInTrash name: String) {
        guard let identifier = name.split(separator: ".").last,
            let uuid = Identifier<CondemnedBlob>(String(identifier))?.uuid
        else { return nil }
        let milliseconds = uuid.bytes.prefix(6).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        self.init(microsecondsSince1970: milliseconds * 1_000)
    }
}
