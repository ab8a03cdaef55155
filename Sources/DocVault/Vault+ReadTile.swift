/// A file of the published journal: a tile, or a bundle of entries.
package struct PublishedTile: Hashable, Sendable {
    package let bytes: [UInt8]
    /// Whether it will be there for good. One that is not full goes when the journal has grown.
    package let isFull: Bool
}

extension Vault {
    /// A file of the published journal, by its name after `tile/` (C2SP tlog-tiles).
    /// - Throws: ``VaultError/eventNotFound(_:)`` when there is none, also for a name that none can have.
    package func tile(_ name: String) async throws -> PublishedTile {
        guard let file = TileFile("tile/\(name)") else { throw VaultError.eventNotFound(name) }
        try await database.view(.readJournal, by: context) { _, _ in }
        let folder = try published.folder
        let bytes = try await executor.run { try folder.file(file.path) }
        guard let bytes else { throw VaultError.eventNotFound(name) }
        return PublishedTile(bytes: bytes, isFull: file.isFull)
    }
}

/// The name of a tile or of a bundle, written again from what was read of it: nothing else reaches the folder.
private struct TileFile {
    let path: String
    let isFull: Bool

    init?(_ path: String) {
        if let tile = TileCoordinate(path: path) {
            (self.path, isFull) = (tile.path, tile.isFull)
        } else if let bundle = EntryBundleCoordinate(path: path) {
            (self.path, isFull) = (bundle.path, bundle.isFull)
        } else {
            return nil
        }
    }
}
