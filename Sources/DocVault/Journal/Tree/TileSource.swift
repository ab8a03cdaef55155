/// A place tiles are read from: a folder, a database, a web server, memory.
package protocol TileSource {
    /// Returns the content of a tile: its hashes one after the other, ``TileCoordinate/byteCount`` bytes.
    ///
    /// A longer answer is taken too and its beginning used, since a log may have replaced a partial tile by the
    /// full one. What is returned is not trusted: a proof or root computed from it is checked against a checkpoint.
    /// - Throws: the source's own error if the tile is not there or cannot be read.
    func tile(_ coordinate: TileCoordinate) throws -> [UInt8]
}

/// A tile and its content, ready to be stored.
package struct Tile: Hashable, Sendable {
    package let coordinate: TileCoordinate
    package let bytes: [UInt8]

    init(_ coordinate: TileCoordinate, hashes: some Collection<MerkleHash>) {
        self.coordinate = coordinate
        var bytes: [UInt8] = []
        bytes.reserveCapacity(coordinate.byteCount)
        for hash in hashes { hash.withBytes { bytes.append(contentsOf: $0) } }
        self.bytes = bytes
    }
}

/// Why a tiled tree could not answer.
package enum TiledTreeError: Error, Hashable, Sendable {
    /// A size below zero or above ``MerkleTree/maximumSize``.
    case invalidSize(Int)
    case indexOutsideTree(index: Int, size: Int)
    /// A consistency proof from a tree larger than the present one.
    case olderTreeIsLarger(older: Int, size: Int)
    /// The source returned fewer bytes than the tile has.
    case tileTooShort(TileCoordinate, byteCount: Int)
}
