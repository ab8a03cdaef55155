import Testing

@testable import DocVault

private func leaves(_ count: Int, salt: Int = 0) -> [MerkleHash] {
    (0..<count).map { MerkleTree.leafHash(of: Array("entry \($0) \(salt)".utf8)) }
}

@Suite("Merkle tree in tiles (RFC 6962, C2SP tlog-tiles)")
struct TiledTreeTests {
    /// The leaves and roots that Certificate Transparency implementations have long tested with.
    @Test("the known roots of the eight reference leaves")
    func referenceRoots() throws {
        let entries: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], Array(0x60...0x6f),
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        let hashes = entries.map(MerkleTree.leafHash)
        for (count, root) in zip(1..., roots) {
            let growth = try TiledTree(size: 0, source: InMemoryTiles()).growth(by: Array(hashes.prefix(count)))
            #expect(growth.newRoot.description == root)
        }
        #expect(
            try TiledTree(size: 0, source: InMemoryTiles()).root().description
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("roots and proofs equal the recursive definition for every size up to 600, grown one leaf at a time")
    func everySmallSize() throws {
        var random = AnnouncedGenerator.announced()
        let all = leaves(600)
        let tiles = InMemoryTiles()
        var roots = [MerkleTree.emptyRoot]
        for size in 0..<600 {
            let growth = try TiledTree(size: size, source: tiles).growth(by: [all[size]])
            tiles.store(growth.tiles)
            roots.append(growth.newRoot)
        }
        for size in 1...600 {
            let tree = try TiledTree(size: size, source: tiles)
            let root = NaiveTree.root(all[..<size])
            #expect(try tree.root() == root && roots[size] == root)
            let picks =
                size <= 40
                ? Array(0..<size) : (0..<6).map { _ in Int.random(in: 0..<size, using: &random) } + [0, size - 1]
            for index in picks {
                let proof = try tree.inclusionProof(for: index)
                #expect(proof.hashes == NaiveTree.path(index, all[..<size]))
                try proof.verify(leaf: all[index], root: root)
                let older = index + 1
                let consistency = try tree.consistencyProof(from: older)
                #expect(consistency.hashes == NaiveTree.proof(older, all[..<size]))
                try consistency.verify(olderRoot: roots[older], root: root)
            }
        }
    }

    @Test("batches of any sizes give the same tiles as one batch")
    func batches() throws {
        var random = AnnouncedGenerator.announced()
        let all = leaves(70_000)
        let whole = try TiledTree(size: 0, source: InMemoryTiles()).growth(by: all)
        let tiles = InMemoryTiles()
        var size = 0
        while size < all.count {
            let count = min(all.count - size, [1, 3, 255, 256, 257, 4_000, 30_000].randomElement(using: &random)!)
            let (growth, reads) = try tiles.counting {
                try TiledTree(size: size, source: tiles).growth(by: Array(all[size..<(size + count)]))
            }
            #expect(reads <= 6)
            tiles.store(growth.tiles)
            size = growth.newSize
            #expect(try TiledTree(size: size, source: tiles).root() == growth.newRoot)
        }
        #expect(try TiledTree(size: size, source: tiles).root() == whole.newRoot)
        for tile in whole.tiles { #expect(tiles.contents[tile.coordinate.path] == tile.bytes) }
        // The example of the specification: a tree of 70,000.
        #expect(whole.tiles.count == 273 + 1 + 1 + 1 + 1)
        #expect(
            Set(whole.tiles.map(\.coordinate.path)).isSuperset(of: [
                "tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1",
            ]))
    }

    @Test("a tree of 70,000: random proofs agree with the definition and read few tiles")
    func large() throws {
        var random = AnnouncedGenerator.announced()
        let all = leaves(70_000)
        let tiles = InMemoryTiles()
        var roots: [Int: MerkleHash] = [:]
        for size in [1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999, 70_000] {
            let before = roots.keys.max() ?? 0
            let growth = try TiledTree(size: before, source: tiles).growth(by: Array(all[before..<size]))
            tiles.store(growth.tiles)
            roots[size] = growth.newRoot
            #expect(growth.newRoot == NaiveTree.root(all[..<size]))
        }
        for _ in 0..<25 {
            let size = roots.keys.sorted().randomElement(using: &random)!
            let tree = try TiledTree(size: size, source: tiles)
            let index = Int.random(in: 0..<size, using: &random)
            let (proof, reads) = try tiles.counting { try tree.inclusionProof(for: index) }
            #expect(reads <= 6)
            #expect(proof.hashes == NaiveTree.path(index, all[..<size]))
            try proof.verify(leaf: all[index], root: roots[size]!)
            let older = roots.keys.sorted().filter { $0 <= size }.randomElement(using: &random)!
            let (consistency, consistencyReads) = try tiles.counting { try tree.consistencyProof(from: older) }
            #expect(consistencyReads <= 6)
            #expect(consistency.hashes == NaiveTree.proof(older, all[..<size]))
            try consistency.verify(olderRoot: roots[older]!, root: roots[size]!)
        }
    }

    @Test("a proof that was changed in any way does not verify")
    func tamperedProofs() throws {
        var random = AnnouncedGenerator.announced()
        let all = leaves(300)
        let tiles = InMemoryTiles()
        let growth = try TiledTree(size: 0, source: tiles).growth(by: all)
        tiles.store(growth.tiles)
        let tree = try TiledTree(size: 300, source: tiles)
        for _ in 0..<200 {
            let index = Int.random(in: 0..<300, using: &random)
            let proof = try tree.inclusionProof(for: index)
            var hashes = proof.hashes
            let place = Int.random(in: hashes.indices, using: &random)
            hashes[place] = MerkleTree.leafHash(of: [1, 2, 3])
            #expect(throws: MerkleProofError.rootMismatch) {
                try InclusionProof(index: index, size: 300, hashes: hashes).verify(
                    leaf: all[index], root: growth.newRoot)
            }
            #expect(throws: MerkleProofError.tooFewHashes) {
                try InclusionProof(index: index, size: 300, hashes: proof.hashes.dropLast()).verify(
                    leaf: all[index], root: growth.newRoot)
            }
            #expect(throws: MerkleProofError.tooManyHashes) {
                try InclusionProof(index: index, size: 300, hashes: proof.hashes + [all[0]]).verify(
                    leaf: all[index], root: growth.newRoot)
            }
            #expect(throws: MerkleProofError.self) {
                try InclusionProof(index: (index + 1) % 300, size: 300, hashes: proof.hashes).verify(
                    leaf: all[index], root: growth.newRoot)
            }
            let older = Int.random(in: 1..<300, using: &random)
            let olderRoot = NaiveTree.root(all[..<older])
            let consistency = try tree.consistencyProof(from: older)
            var others = consistency.hashes
            others[Int.random(in: others.indices, using: &random)] = all[0]
            #expect(throws: MerkleProofError.self) {
                try ConsistencyProof(olderSize: older, size: 300, hashes: others).verify(
                    olderRoot: olderRoot, root: growth.newRoot)
            }
            #expect(throws: MerkleProofError.self) {
                try ConsistencyProof(olderSize: older, size: 300, hashes: consistency.hashes.dropLast()).verify(
                    olderRoot: olderRoot, root: growth.newRoot)
            }
            #expect(throws: MerkleProofError.self) {
                try ConsistencyProof(olderSize: older, size: 300, hashes: consistency.hashes + [all[0]]).verify(
                    olderRoot: olderRoot, root: growth.newRoot)
            }
            #expect(throws: MerkleProofError.self) { try consistency.verify(olderRoot: all[1], root: growth.newRoot) }
            #expect(throws: MerkleProofError.rootMismatch) {
                try consistency.verify(olderRoot: olderRoot, root: all[1])
            }
        }
    }

    @Test("claims with absurd numbers are refused, not trapped on")
    func absurdClaims() throws {
        let hash = MerkleTree.emptyRoot
        for (index, size) in [(-1, 1), (0, 0), (0, -5), (5, 5), (.max, .max), (.min, .max)] {
            #expect(throws: MerkleProofError.indexOutsideTree(index: index, size: size)) {
                try InclusionProof(index: index, size: size, hashes: [hash]).verify(leaf: hash, root: hash)
            }
        }
        #expect(throws: MerkleProofError.self) {
            try InclusionProof(index: .max - 1, size: .max, hashes: Array(repeating: hash, count: 100)).verify(
                leaf: hash, root: hash)
        }
        for (older, size) in [(-1, 1), (2, 1), (.min, .max)] {
            #expect(throws: MerkleProofError.sizesOutOfOrder(older: older, size: size)) {
                try ConsistencyProof(olderSize: older, size: size, hashes: []).verify(olderRoot: hash, root: hash)
            }
        }
        #expect(throws: MerkleProofError.self) {
            try ConsistencyProof(olderSize: .max - 1, size: .max, hashes: Array(repeating: hash, count: 200)).verify(
                olderRoot: hash, root: hash)
        }
        #expect(throws: TiledTreeError.invalidSize(-1)) { try TiledTree(size: -1, source: InMemoryTiles()) }
        #expect(throws: TiledTreeError.invalidSize(.max)) { try TiledTree(size: .max, source: InMemoryTiles()) }
        let huge = try TiledTree(size: MerkleTree.maximumSize, source: InMemoryTiles())
        #expect(throws: InMemoryTiles.Absent.self) { try huge.root() }
        #expect(throws: InMemoryTiles.Absent.self) { try huge.inclusionProof(for: MerkleTree.maximumSize - 1) }
        #expect(throws: InMemoryTiles.Absent.self) { try huge.consistencyProof(from: 12_345_678_901) }
        #expect(throws: TiledTreeError.self) { try huge.growth(by: [hash]) }
        #expect(throws: TiledTreeError.indexOutsideTree(index: 3, size: 3)) {
            try TiledTree(size: 3, source: InMemoryTiles()).inclusionProof(for: 3)
        }
        #expect(throws: TiledTreeError.olderTreeIsLarger(older: 4, size: 3)) {
            try TiledTree(size: 3, source: InMemoryTiles()).consistencyProof(from: 4)
        }
    }

    @Test("a short tile is reported; a wider one than asked for serves")
    func tileLengths() throws {
        let all = leaves(256)
        let tiles = InMemoryTiles()
        let growth = try TiledTree(size: 0, source: tiles).growth(by: all)
        tiles.store(growth.tiles)
        tiles.contents["tile/0/000.p/100"] = tiles.contents["tile/0/000"]
        #expect(try TiledTree(size: 100, source: tiles).root() == NaiveTree.root(all[..<100]))
        tiles.contents["tile/0/000.p/100"]?.removeLast(8_192 - 3_199)
        #expect(throws: TiledTreeError.tileTooShort(TileCoordinate(level: 0, index: 0, width: 100), byteCount: 3_199)) {
            try TiledTree(size: 100, source: tiles).root()
        }
    }

    @Test("empty and equal trees are consistent only if their roots say so")
    func trivialConsistency() throws {
        let (one, other) = (MerkleTree.leafHash(of: []), MerkleTree.leafHash(of: [1]))
        try ConsistencyProof(olderSize: 0, size: 5, hashes: []).verify(olderRoot: MerkleTree.emptyRoot, root: one)
        try ConsistencyProof(olderSize: 5, size: 5, hashes: []).verify(olderRoot: one, root: one)
        #expect(throws: MerkleProofError.olderRootMismatch) {
            try ConsistencyProof(olderSize: 0, size: 5, hashes: []).verify(olderRoot: one, root: one)
        }
        #expect(throws: MerkleProofError.rootMismatch) {
            try ConsistencyProof(olderSize: 5, size: 5, hashes: []).verify(olderRoot: one, root: other)
        }
        #expect(throws: MerkleProofError.tooFewHashes) {
            try ConsistencyProof(olderSize: 3, size: 5, hashes: []).verify(olderRoot: one, root: other)
        }
    }
}

@Suite("Tile paths (C2SP tlog-tiles)")
struct TilePathTests {
    @Test(
        "paths are written as the specification shows, and read back",
        arguments: [
            (TileCoordinate(level: 0, index: 0), "tile/0/000"),
            (TileCoordinate(level: 3, index: 1_234_067), "tile/3/x001/x234/067"),
            (TileCoordinate(level: 0, index: 1_234_067, width: 17), "tile/0/x001/x234/067.p/17"),
            (TileCoordinate(level: 1, index: 999, width: 255), "tile/1/999.p/255"),
            (TileCoordinate(level: 1, index: 1_000, width: 1), "tile/1/x001/000.p/1"),
        ])
    func paths(_ coordinate: TileCoordinate, _ path: String) {
        #expect(coordinate.path == path)
        #expect(TileCoordinate(path: path) == coordinate)
    }

    @Test(
        "other spellings are no tiles",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/0/x000/000", "tile/00/000", "tile/8/000",
            "tile/-1/000",
            "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/-01",
            "tile/0/+01", "tile/0/xx01/000",
            "tile/0/001/000", "tile/0/x001/x000", "/tile/0/000", "tile/0/000/", "tile/entries/000", "tile/0/../000",
            "tile/0/٠٠٠",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999", "Tile/0/000", "tile/0/000.p/1/", "tile/0/000.p/1.p/1",
            "tile/+0/000",
        ])
    func notPaths(_ path: String) { #expect(TileCoordinate(path: path) == nil) }

    @Test("bundles lie beside the tiles")
    func bundlePath() {
        #expect(EntryBundleCoordinate(index: 273, treeSize: 70_000)?.path == "tile/entries/273.p/112")
        #expect(EntryBundleCoordinate(index: 272, treeSize: 70_000)?.path == "tile/entries/272")
        #expect(EntryBundleCoordinate(index: 274, treeSize: 70_000) == nil)
        #expect(TileCoordinate(level: 1, index: 1, treeSize: 65_536) == nil)
    }
}
