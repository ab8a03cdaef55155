extension Vault {
    /// The checkpoint over the first so many events that exports rest on: the one that was signed before, or a new one.
    ///
    /// Signed once, so that a bag of the same state has the same bytes also after the key was replaced. It is kept with the
    /// first seal over it.
    func exportCheckpoint(over size: Int) async throws -> ExportCheckpoint {
        let known = try await database.view(.readJournal, by: context) { connection, _ in
            try ExportSealRecords.checkpoint(over: size, in: connection)
        }
        if let known { return known }
        let publisher = try published
        let keys = try publisher.keys
        let root = try await onPublishedTiles { tiles in try TiledTree(size: size, source: tiles).root() }
        let checkpoint = try Checkpoint(origin: keys.origin, size: size, root: root)
        return ExportCheckpoint(
            size: size, note: try checkpoint.signed(with: keys.signer()).bytes,
            keys: keys.published.map { "\($0)\n" }.joined())
    }

    /// Runs `body` with the published tiles, again while another process replaces them by wider ones.
    func onPublishedTiles<Value: Sendable>(_ body: (EarlierTiles) async throws -> Value) async throws -> Value {
        let publisher = try published
        while true {
            let signed = try await publisher.publishIfPossible()
            do {
                return try await body(EarlierTiles(of: publisher.folder, publishedSize: signed.checkpoint.size))
            } catch JournalFlaw.tileMissing(let path) {
                guard try publisher.folder.file("checkpoint") != signed.note else {
                    throw JournalFlaw.tileMissing(path: path)
                }
            }
        }
    }
}
