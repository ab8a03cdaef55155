/// How the journal's Merkle tree is hashed (RFC 6962 §2.1).
///
///     empty tree   SHA-256 of nothing
///     leaf         SHA-256(0x00 || entry)
///     node         SHA-256(0x01 || left || right)
///
/// The prefixes keep a node from passing for a leaf. A tree of n > 1 leaves is split after the largest power of two
/// that is smaller than n, so everything to the left of a split is a full binary subtree and never changes again.
package enum MerkleTree {
    /// The largest tree this implementation computes with. The bound leaves room for every sum and shift in an `Int`,
    /// so a size read from a file cannot overflow anything.
    package static let maximumSize = 1 << 62

    /// The root of the tree without leaves.
    package static let emptyRoot = MerkleHash(hashing: [])

    /// The leaf hash of a log entry.
    package static func leafHash(of entry: [UInt8]) -> MerkleHash {
        MerkleHash(hashing: [0x00] + entry)
    }

    /// The hash of the node above two subtrees.
    package static func nodeHash(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * MerkleHash.byteCount, alignment: 1) { buffer in
            buffer[0] = 0x01
            left.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
            right.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0) }
            return MerkleHash(hashing: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The hash of the full subtree over `hashes`, all of one height.
    /// - Precondition: their number is a power of two.
    static func subtreeHash(of hashes: some Collection<MerkleHash>) -> MerkleHash {
        precondition(hashes.count.nonzeroBitCount == 1, "a full subtree has a power of two leaves")
        var row = Array(hashes)
        while row.count > 1 {
            for pair in 0..<(row.count / 2) {
                row[pair] = nodeHash(row[2 * pair], row[2 * pair + 1])
            }
            row.removeLast(row.count / 2)
        }
        return row[0]
    }

    /// The largest power of two smaller than `size`: where RFC 6962 §2.1 splits a tree of `size` leaves.
    /// - Precondition: `size` is at least two.
    static func splitPoint(of size: Int) -> Int {
        precondition(size >= 2, "a tree of one leaf is not split")
        return 1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount)
    }
}
