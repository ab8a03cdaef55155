internal import Synchronization

/// The tiles of a published log, for questions about the tree that it was when it had fewer leaves.
///
/// A tile that was narrow then has grown, or has become full, and the narrow one is gone: the first hashes of what is in its
/// place now are what it held. Tiles that were read are kept, so that many proofs of one tree read each once.
struct EarlierTiles: TileSource {
    private let folder: JournalFolder
    private let publishedSize: Int
    private let seen = TileCache()

    init(of folder: JournalFolder, publishedSize: Int) { (self.folder, self.publishedSize) = (folder, publishedSize) }

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        let present = TileCoordinate(level: coordinate.level, index: coordinate.index, treeSize: publishedSize)
        guard let present, present.width >= coordinate.width else {
            throw JournalFlaw.tileMissing(path: coordinate.path)
        }
        if let bytes = seen[present] { return Array(bytes.prefix(coordinate.byteCount)) }
        let bytes = try folder.tile(present)
        seen[present] = bytes
        return Array(bytes.prefix(coordinate.byteCount))
    }
}

/// Tiles by their coordinates; forgotten all at once when there are many, so that memory does not grow with the log.
private final class TileCache: Sendable {
    private static let limit = 1_024
    private let tiles = Mutex<[TileCoordinate: [UInt8]]>([:])

    subscript(coordinate: TileCoordinate) -> [UInt8]? {
        get { tiles.withLock { $0[coordinate] } }
        set {
            tiles.withLock { tiles in
                if tiles.count >= Self.limit { tiles.removeAll() }
                tiles[coordinate] = newValue
            }
        }
    }
}
