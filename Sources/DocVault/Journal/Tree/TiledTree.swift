/// A Merkle tree of known size whose hashes are kept as tiles.
///
/// Every question is answered from O(log n) tiles: at each of the at most eight levels the tile on the way to the leaf
/// and the one at the right edge. Within one call no tile is read twice.
///
/// Errors of all functions: ``TiledTreeError``, and whatever the source throws, unchanged.
package struct TiledTree<Source: TileSource> {
    package let size: Int
    let source: Source

    /// - Throws: ``TiledTreeError/invalidSize(_:)``
    package init(size: Int, source: Source) throws(TiledTreeError) {
        guard (0...MerkleTree.maximumSize).contains(size) else { throw .invalidSize(size) }
        self.size = size
        self.source = source
    }

    /// The root hash, to be compared with a checkpoint.
    package func root() throws -> MerkleHash {
        guard size > 0 else { return MerkleTree.emptyRoot }
        var reader = TileReader(size: size, source: source)
        return try reader.hash(over: 0..<size)
    }
}

/// Reads hashes of one tree out of its tiles and keeps the tiles it has seen, for the length of one question.
struct TileReader<Source: TileSource> {
    let size: Int
    let source: Source
    private var seen: [TileCoordinate: [UInt8]] = [:]

    init(size: Int, source: Source) {
        self.size = size
        self.source = source
    }

    /// The Merkle tree hash MTH(D[leaves]) of RFC 6962 §2.1.
    ///
    /// The range is taken apart into the full subtrees it consists of, largest first, which are joined from the right.
    /// - Precondition: the range is not empty, inside the tree, and begins where a subtree of its size may begin.
    mutating func hash(over leaves: Range<Int>) throws -> MerkleHash {
        var subtrees: [MerkleHash] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let height = Int.bitWidth - 1 - (leaves.upperBound - start).leadingZeroBitCount
            subtrees.append(try fullSubtree(height: height, from: start))
            start += 1 << height
        }
        var hash = subtrees.removeLast()
        while let left = subtrees.popLast() { hash = MerkleTree.nodeHash(left, hash) }
        return hash
    }

    /// The root of the full subtree over the 2^height leaves from `start`.
    ///
    /// The tile that holds it, or the row below it, is at level height / 8; the last height % 8 rows are hashed.
    private mutating func fullSubtree(height: Int, from start: Int) throws -> MerkleHash {
        let level = height / TileCoordinate.height
        let first = start >> (level * TileCoordinate.height)
        let count = 1 << (height % TileCoordinate.height)
        let tile = try hashes(level: level, index: first / TileCoordinate.fullWidth)
        let offset = first % TileCoordinate.fullWidth * MerkleHash.byteCount
        return MerkleTree.subtreeHash(
            of: (0..<count).compactMap { position in
                MerkleHash(tile[(offset + position * MerkleHash.byteCount)...].prefix(MerkleHash.byteCount))
            })
    }

    private mutating func hashes(level: Int, index: Int) throws -> [UInt8] {
        guard let coordinate = TileCoordinate(level: level, index: index, treeSize: size) else {
            preconditionFailure("a subtree inside the tree is in one of its tiles")
        }
        if let bytes = seen[coordinate] { return bytes }
        let bytes = try source.hashes(of: coordinate)
        seen[coordinate] = bytes
        return bytes
    }
}

extension TileSource {
    /// The tile's content with its length checked, whatever the source answers.
    func hashes(of coordinate: TileCoordinate) throws -> [UInt8] {
        let bytes = try tile(coordinate)
        guard bytes.count >= coordinate.byteCount else {
            throw TiledTreeError.tileTooShort(coordinate, byteCount: bytes.count)
        }
        return bytes.count == coordinate.byteCount ? bytes : Array(bytes.prefix(coordinate.byteCount))
    }
}
