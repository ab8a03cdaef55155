/// The evidence that one tree is another with leaves appended: nothing was changed or removed (RFC 6962 §2.1.2).
package struct ConsistencyProof: Hashable, Sendable {
    package let olderSize: Int
    package let size: Int
    package let hashes: [MerkleHash]

    /// Any values may be given: a proof is a claim until it is verified.
    package init(olderSize: Int, size: Int, hashes: [MerkleHash]) {
        self.olderSize = olderSize
        self.size = size
        self.hashes = hashes
    }

    /// Checks that the tree with `root` continues the one with `olderRoot` (RFC 9162 §2.1.4.2).
    ///
    /// Every tree continues the empty one; a tree of the same size must have the same root.
    package func verify(olderRoot: MerkleHash, root: MerkleHash) throws(MerkleProofError) {
        guard olderSize >= 0, olderSize <= size else { throw .sizesOutOfOrder(older: olderSize, size: size) }
        if olderSize == 0 || olderSize == size {
            guard hashes.isEmpty else { throw .tooManyHashes }
            if olderSize == 0, olderRoot != MerkleTree.emptyRoot { throw .olderRootMismatch }
            if size == 0 || olderSize == size, olderRoot != root { throw .rootMismatch }
            return
        }
        var node = olderSize - 1
        var last = size - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        // The climb begins at the lowest subtree of the older tree's right edge: it is the older root itself,
        // or else the first hash of the proof.
        var remaining = hashes[...]
        let start: MerkleHash
        if olderSize.nonzeroBitCount == 1 {
            start = olderRoot
        } else {
            guard let first = remaining.popFirst() else { throw .tooFewHashes }
            start = first
        }
        var older = start
        var newer = start
        for hash in remaining {
            guard last > 0 else { throw .tooManyHashes }
            if node & 1 == 1 || node == last {
                older = MerkleTree.nodeHash(hash, older)
                newer = MerkleTree.nodeHash(hash, newer)
                while node & 1 == 0, node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newer = MerkleTree.nodeHash(newer, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .tooFewHashes }
        guard older == olderRoot else { throw .olderRootMismatch }
        guard newer == root else { throw .rootMismatch }
    }
}
