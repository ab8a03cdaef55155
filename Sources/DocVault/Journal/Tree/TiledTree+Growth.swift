/// What a tree gains by a batch of leaves: the tiles to store, and the root to sign once they are stored.
package struct TreeGrowth: Hashable, Sendable {
    package let newSize: Int
    package let newRoot: MerkleHash
    /// The tiles that are new or wider than before, lowest level first, in the order of their indices.
    ///
    /// A narrower tile of the former size keeps its name and its content; it may be removed once the wider one is
    /// durable and the new checkpoint is published.
    package let tiles: [Tile]
}

extension TiledTree {
    /// Computes the growth of the tree by `leaves`. Nothing is stored.
    ///
    /// Reads at most one partial tile a level and holds O(leaves + log size) hashes.
    /// - Throws: ``TiledTreeError/invalidSize(_:)`` when the tree would exceed ``MerkleTree/maximumSize``.
    package func growth(by leaves: [MerkleHash]) throws -> TreeGrowth {
        guard leaves.count <= MerkleTree.maximumSize - size else {
            throw TiledTreeError.invalidSize(MerkleTree.maximumSize)
        }
        var tiles: [Tile] = []
        var level = 0
        var arriving = leaves
        while !arriving.isEmpty {
            let present = size >> (level * TileCoordinate.height)
            let row = try partialTile(level: level, count: present) + arriving
            arriving = []
            for start in stride(from: 0, to: row.count, by: TileCoordinate.fullWidth) {
                let hashes = row[start..<min(start + TileCoordinate.fullWidth, row.count)]
                let index = (present + start) / TileCoordinate.fullWidth
                let coordinate = TileCoordinate(level: level, index: index, width: hashes.count)
                tiles.append(Tile(coordinate, hashes: hashes))
                if coordinate.isFull { arriving.append(MerkleTree.subtreeHash(of: hashes)) }
            }
            level += 1
        }
        let grown = try TiledTree<TilesOver<Source>>(
            size: size + leaves.count, source: TilesOver(tiles: tiles, source: source))
        return TreeGrowth(newSize: grown.size, newRoot: try grown.root(), tiles: tiles)
    }

    /// The hashes of the tile that a level of `count` hashes ends with; none if it ends with a full tile.
    private func partialTile(level: Int, count: Int) throws -> [MerkleHash] {
        let width = count % TileCoordinate.fullWidth
        guard width > 0 else { return [] }
        let coordinate = TileCoordinate(level: level, index: count / TileCoordinate.fullWidth, width: width)
        let bytes = try source.hashes(of: coordinate)
        return (0..<width).compactMap { MerkleHash(bytes[($0 * MerkleHash.byteCount)...].prefix(MerkleHash.byteCount)) }
    }
}

/// Tiles not stored yet, laid over a source.
private struct TilesOver<Source: TileSource>: TileSource {
    let contents: [TileCoordinate: [UInt8]]
    let source: Source

    init(tiles: [Tile], source: Source) {
        contents = Dictionary(uniqueKeysWithValues: tiles.map { ($0.coordinate, $0.bytes) })
        self.source = source
    }

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        if let bytes = contents[coordinate] { return bytes }
        return try source.tile(coordinate)
    }
}
