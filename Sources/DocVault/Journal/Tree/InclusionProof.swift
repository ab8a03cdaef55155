/// The evidence that one leaf is in a tree (RFC 6962 §2.1.1): the hashes beside the way from the leaf to the root.
package struct InclusionProof: Hashable, Sendable {
    package let index: Int
    package let size: Int
    /// From the leaf's sibling upwards.
    package let hashes: [MerkleHash]

    /// Any values may be given: a proof is a claim until it is verified.
    package init(index: Int, size: Int, hashes: [MerkleHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Checks that the leaf with hash `leaf` is at ``index`` in the tree with this `root` (RFC 9162 §2.1.3.2).
    ///
    /// Nothing but the arguments is needed, so this is also what an auditor runs offline.
    package func verify(leaf: MerkleHash, root: MerkleHash) throws(MerkleProofError) {
        guard index >= 0, index < size else { throw .indexOutsideTree(index: index, size: size) }
        var hash = leaf
        var node = index
        var last = size - 1
        for sibling in hashes {
            guard last > 0 else { throw .tooManyHashes }
            if node & 1 == 1 || node == last {
                hash = MerkleTree.nodeHash(sibling, hash)
                // A last node without a right neighbour moves up unpaired until it is a right child.
                while node & 1 == 0, node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.nodeHash(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .tooFewHashes }
        guard hash == root else { throw .rootMismatch }
    }
}

/// Why a Merkle proof does not prove what it claims.
package enum MerkleProofError: Error, Hashable, Sendable {
    case indexOutsideTree(index: Int, size: Int)
    /// The sizes are negative, or the older tree is larger.
    case sizesOutOfOrder(older: Int, size: Int)
    case tooFewHashes
    case tooManyHashes
    /// The hashes do not lead to the root of the tree.
    case rootMismatch
    /// The hashes do not lead to the root of the older tree: history was rewritten, or the wrong root was given.
    case olderRootMismatch
}
