@testable import DocVault

/// RFC 6962 §2.1 written down as the RFC does: recursive, over all leaves. The judge of the tiled tree.
enum NaiveTree {
    static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }

    static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        if leaves.isEmpty { return MerkleHash(hashing: []) }
        if leaves.count == 1 { return leaves.first! }
        let k = split(leaves.count)
        return node(root(leaves.prefix(k)), root(leaves.dropFirst(k)))
    }

    static func path(_ m: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
        if leaves.count <= 1 { return [] }
        let k = split(leaves.count)
        return m < k
            ? path(m, leaves.prefix(k)) + [root(leaves.dropFirst(k))]
            : path(m - k, leaves.dropFirst(k)) + [root(leaves.prefix(k))]
    }

    static func proof(_ m: Int, _ leaves: ArraySlice<MerkleHash>, whole: Bool = true) -> [MerkleHash] {
        if m == leaves.count { return whole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        return m <= k
            ? proof(m, leaves.prefix(k), whole: whole) + [root(leaves.dropFirst(k))]
            : proof(m - k, leaves.dropFirst(k), whole: false) + [root(leaves.prefix(k))]
    }

    private static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        MerkleHash(hashing: [1] + left.bytes + right.bytes)
    }
}

/// Tiles in memory, which counts what is read and can lie.
final class InMemoryTiles: TileSource {
    struct Absent: Error, Equatable { let path: String }
    var contents: [String: [UInt8]] = [:]
    private(set) var reads: [String] = []

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        reads.append(coordinate.path)
        guard let bytes = contents[coordinate.path] else { throw Absent(path: coordinate.path) }
        return bytes
    }

    func store(_ tiles: [Tile]) {
        for tile in tiles { contents[tile.coordinate.path] = tile.bytes }
    }

    /// Runs `body` and returns with its result the number of tiles it read.
    func counting<Result>(_ body: () throws -> Result) rethrows -> (Result, Int) {
        reads = []
        return (try body(), reads.count)
    }
}
