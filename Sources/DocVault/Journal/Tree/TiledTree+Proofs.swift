extension TiledTree {
    /// Proves that the leaf at `index` is in this tree: PATH of RFC 6962 §2.1.1, from the leaf's sibling upwards.
    /// - Throws: ``TiledTreeError/indexOutsideTree(index:size:)``
    package func inclusionProof(for index: Int) throws -> InclusionProof {
        guard (0..<size).contains(index) else { throw TiledTreeError.indexOutsideTree(index: index, size: size) }
        var reader = TileReader(size: size, source: source)
        var siblings: [MerkleHash] = []
        var leaves = 0..<size
        while leaves.count > 1 {
            let middle = leaves.lowerBound + MerkleTree.splitPoint(of: leaves.count)
            let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
            let isLeft = index < middle
            siblings.append(try reader.hash(over: isLeft ? right : left))
            leaves = isLeft ? left : right
        }
        return InclusionProof(index: index, size: size, hashes: siblings.reversed())
    }

    /// Proves that this tree continues the one of its first `olderSize` leaves: PROOF of RFC 6962 §2.1.2.
    ///
    /// The proof is empty for an older tree of no leaves, or of as many as this one.
    /// - Throws: ``TiledTreeError/invalidSize(_:)``, ``TiledTreeError/olderTreeIsLarger(older:size:)``
    package func consistencyProof(from olderSize: Int) throws -> ConsistencyProof {
        guard olderSize >= 0 else { throw TiledTreeError.invalidSize(olderSize) }
        guard olderSize <= size else { throw TiledTreeError.olderTreeIsLarger(older: olderSize, size: size) }
        guard olderSize > 0, olderSize < size else {
            return ConsistencyProof(olderSize: olderSize, size: size, hashes: [])
        }
        var reader = TileReader(size: size, source: source)
        var hashes: [MerkleHash] = []
        var leaves = 0..<size
        // Descend to the subtree that ends where the older tree did, noting what lies beside the way.
        while leaves.upperBound != olderSize {
            let middle = leaves.lowerBound + MerkleTree.splitPoint(of: leaves.count)
            let (left, right) = (leaves.lowerBound..<middle, middle..<leaves.upperBound)
            let isLeft = olderSize <= middle
            hashes.append(try reader.hash(over: isLeft ? right : left))
            leaves = isLeft ? left : right
        }
        // A subtree that is the whole older tree is known to the verifier: its hash is the older root.
        if leaves.lowerBound > 0 { hashes.append(try reader.hash(over: leaves)) }
        return ConsistencyProof(olderSize: olderSize, size: size, hashes: hashes.reversed())
    }
}
