/// The name of one tile: which hashes of the tree it holds (C2SP tlog-tiles, "Merkle Tree").
///
/// A tile holds up to 256 consecutive hashes of one level. At level 0 they are leaf hashes; at level L each is the root
/// of a full tile of level L − 1, so it covers 256^L leaves. Only the last tile of a level may be narrower than 256;
/// a narrow tile has a name of its own, ending in its width, so that no name ever changes its content.
package struct TileCoordinate: Hashable, Sendable {
    /// The number of hashes in a full tile: 2^8.
    package static let fullWidth = 256
    /// The binary levels of the tree that one tile spans.
    package static let height = 8

    /// 0 for leaf hashes.
    package let level: Int
    /// The position of the tile in its level, from 0.
    package let index: Int
    /// The number of hashes in the tile, 1 to 256.
    package let width: Int

    /// - Precondition: the numbers are those of a tile in a tree of at most ``MerkleTree/maximumSize`` leaves.
    init(level: Int, index: Int, width: Int = fullWidth) {
        precondition((0...7).contains(level) && index >= 0 && (1...Self.fullWidth).contains(width), "no such tile")
        self.level = level
        self.index = index
        self.width = width
    }

    /// The tile at `index` of `level` as a tree of `size` leaves has it; `nil` if it has no such tile.
    package init?(level: Int, index: Int, treeSize size: Int) {
        guard (0...7).contains(level), index >= 0, (0...MerkleTree.maximumSize).contains(size) else { return nil }
        let hashes = size >> (level * Self.height)
        guard index <= hashes / Self.fullWidth else { return nil }
        let width = min(Self.fullWidth, hashes - index * Self.fullWidth)
        guard width > 0 else { return nil }
        self.init(level: level, index: index, width: width)
    }

    package var isFull: Bool { width == Self.fullWidth }

    /// The length of the tile's content.
    package var byteCount: Int { width * MerkleHash.byteCount }

    /// Where the tile is kept, relative to the log: `tile/<level>/<index>`, then `.p/<width>` unless it is full.
    package var path: String {
        "tile/\(level)/\(TilePath.encode(index: index, width: width))"
    }

    /// Reads a path that ``path`` wrote; `nil` for any other spelling.
    package init?(path: String) {
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let level = Int(parts[1]), (0...7).contains(level),
            let position = TilePath.decode(parts[2])
        else { return nil }
        self.init(level: level, index: position.index, width: position.width)
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }
}

/// The name of one entry bundle: the log entries under one tile of level 0 (C2SP tlog-tiles, "Log entries").
package struct EntryBundleCoordinate: Hashable, Sendable {
    package let index: Int
    /// The number of entries in the bundle, 1 to 256.
    package let width: Int

    /// - Precondition: `index` is not negative and `width` is 1 to 256.
    init(index: Int, width: Int = TileCoordinate.fullWidth) {
        precondition(index >= 0 && (1...TileCoordinate.fullWidth).contains(width), "no such entry bundle")
        self.index = index
        self.width = width
    }

    /// The bundle at `index` as a log of `size` entries has it; `nil` if it has no such bundle.
    package init?(index: Int, treeSize size: Int) {
        guard let tile = TileCoordinate(level: 0, index: index, treeSize: size) else { return nil }
        self.init(index: index, width: tile.width)
    }

    /// Where the bundle is kept, relative to the log: `tile/entries/<index>`, then `.p/<width>` unless it is full.
    package var path: String {
        "tile/entries/\(TilePath.encode(index: index, width: width))"
    }

    /// Reads a path that ``path`` wrote; `nil` for any other spelling.
    package init?(path: String) {
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] == "entries", let position = TilePath.decode(parts[2]) else { return nil }
        self.init(index: position.index, width: position.width)
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    package var isFull: Bool { width == TileCoordinate.fullWidth }
}
