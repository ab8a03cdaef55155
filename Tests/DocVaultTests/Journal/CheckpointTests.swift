import Foundation
import Testing

@testable import DocVault

@Suite("Checkpoints (C2SP tlog-checkpoint)")
struct CheckpointTests {
    static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test("the text is that of the specification")
    func text() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(Self.root)\n"
        let checkpoint = try Checkpoint(parsing: Array(text.utf8))
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.size == 20_852_163)
        #expect(checkpoint.text == Array(text.utf8))
        let extended = try Checkpoint(parsing: Array((text + "one\nanother line\n").utf8))
        #expect(
            extended.extensions == ["one", "another line"]
                && extended.text == Array((text + "one\nanother line\n").utf8))
    }

    @Test(
        "other texts are refused",
        arguments: [
            ("", CheckpointError.malformedText), ("a\n1\n", .malformedText), ("a\n1\n\(root)", .malformedText),
            ("\n1\n\(root)\n", .malformedOrigin),
            ("a\n01\n\(root)\n", .malformedSize), ("a\n+1\n\(root)\n", .malformedSize),
            ("a\n-1\n\(root)\n", .malformedSize), ("a\n 1\n\(root)\n", .malformedSize),
            ("a\n\n\(root)\n", .malformedSize), ("a\n9223372036854775807\n\(root)\n", .malformedSize),
            ("a\n99999999999999999999\n\(root)\n", .malformedSize), ("a\n٣\n\(root)\n", .malformedSize),
            ("a\n1\n\(root)=\n", .malformedRoot), ("a\n1\nAAAA\n", .malformedRoot),
            ("a\n1\n\(root)\n\n", .malformedExtension), ("a\n1\n\(root)\n\nx\n", .malformedExtension),
            ("a\r\n1\n\(root)\n", .malformedText),
        ])
    func malformed(_ text: String, _ reason: CheckpointError) {
        #expect(throws: reason) { try Checkpoint(parsing: Array(text.utf8)) }
    }

    @Test("a checkpoint opens only with a key of its log and under its origin")
    func open() throws {
        let log = try signer("vault.example/journal")
        let checkpoint = try Checkpoint(origin: "vault.example/journal", size: 5, root: MerkleTree.emptyRoot)
        let note = try checkpoint.signed(with: log).bytes
        let key = log.verifierKey
        #expect(try Checkpoint.open(note, origin: "vault.example/journal", keys: [key]) == checkpoint)
        #expect(throws: CheckpointError.otherLog(origin: "vault.example/journal")) {
            try Checkpoint.open(note, origin: "other", keys: [key])
        }
        #expect(throws: CheckpointError.note(.noKnownSignature)) {
            try Checkpoint.open(note, origin: "vault.example/journal", keys: [])
        }
        #expect(throws: CheckpointError.malformedOrigin) {
            try Checkpoint(origin: "a\nb", size: 5, root: MerkleTree.emptyRoot)
        }
        #expect(throws: CheckpointError.malformedSize) {
            try Checkpoint(origin: "a", size: -5, root: MerkleTree.emptyRoot)
        }
        #expect(throws: CheckpointError.malformedExtension) {
            try Checkpoint(origin: "a", size: 5, root: MerkleTree.emptyRoot, extensions: [""])
        }
        // Damage the first digit of the size.
        var damaged = note
        damaged[22] = UInt8(ascii: "6")
        #expect(throws: CheckpointError.note(.invalidSignature(key.name))) {
            try Checkpoint.open(damaged, origin: "vault.example/journal", keys: [key])
        }
    }
}

@Suite("Proof files (C2SP tlog-proof)")
struct TlogProofTests {
    private func sample(_ size: Int, _ index: Int, extra: [UInt8]? = nil) throws -> (
        TlogProof, MerkleHash, NoteVerifierKey
    ) {
        let leaves = (0..<size).map { MerkleTree.leafHash(of: [UInt8($0 & 255), UInt8($0 >> 8)]) }
        let tiles = InMemoryTiles()
        let growth = try TiledTree(size: 0, source: tiles).growth(by: leaves)
        tiles.store(growth.tiles)
        let log = try signer("vault.example/journal")
        let note = try Checkpoint(origin: "vault.example/journal", size: size, root: growth.newRoot).signed(with: log)
        let inclusion = try TiledTree(size: size, source: tiles).inclusionProof(for: index)
        return (TlogProof(inclusion, checkpoint: note, extra: extra), leaves[index], log.verifierKey)
    }

    @Test("a proof is written, read and verified", arguments: [(1, 0), (2, 1), (300, 0), (300, 299), (1_000, 517)])
    func roundTrip(_ size: Int, _ index: Int) throws {
        for extra in [nil, [], [1, 2, 3]] as [[UInt8]?] {
            let (proof, leaf, key) = try sample(size, index, extra: extra)
            let read = try TlogProof(parsing: proof.bytes)
            #expect(read == proof && read.bytes == proof.bytes)
            #expect(try read.verify(leaf: leaf, origin: "vault.example/journal", keys: [key]).size == size)
            #expect(throws: TlogProofError.inclusion(.rootMismatch)) {
                try read.verify(leaf: MerkleTree.emptyRoot, origin: "vault.example/journal", keys: [key])
            }
            #expect(throws: TlogProofError.checkpoint(.otherLog(origin: "vault.example/journal"))) {
                try read.verify(leaf: leaf, origin: "x", keys: [key])
            }
        }
    }

    @Test("any flipped bit and any shortening makes it worthless")
    func damage() throws {
        let (proof, leaf, key) = try sample(300, 123)
        let bytes = proof.bytes
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(throws: TlogProofError.self) {
                try TlogProof(parsing: damaged).verify(leaf: leaf, origin: "vault.example/journal", keys: [key])
            }
            #expect(throws: TlogProofError.self) {
                try TlogProof(parsing: Array(bytes.prefix(place))).verify(
                    leaf: leaf, origin: "vault.example/journal", keys: [key])
            }
        }
    }

    @Test("malformed files are refused with the reason")
    func malformed() throws {
        let text = String(decoding: try sample(3, 1).0.bytes, as: UTF8.self)
        func refused(_ reason: TlogProofError, _ old: String, _ new: String) throws {
            let range = try #require(text.firstRange(of: old))
            #expect(throws: reason) {
                try TlogProof(parsing: Array(text.replacingCharacters(in: range, with: new).utf8))
            }
        }
        try refused(.otherFormat, "proof@v1", "proof@v2")
        try refused(.malformedIndex, "index 1", "index 01")
        try refused(.malformedIndex, "index 1", "index")
        try refused(.malformedIndex, "index 1", "index -1")
        try refused(.malformedIndex, "index 1", "extra AAAA\nextra AAAA\nindex 1")
        try refused(.malformedExtra, "index 1", "extra AAA\nindex 1")
        try refused(.malformedHash(number: 1), "index 1\n", "index 1\nAAAA\n")
        try refused(.tooLong, "index 1\n", "index 1\n" + String(repeating: CheckpointTests.root + "\n", count: 64))
        // Without the empty line the one inside the checkpoint is found, and the origin taken for a hash.
        try refused(.malformedHash(number: 3), "\n\n", "\n")
        #expect(throws: TlogProofError.noCheckpoint) { try TlogProof(parsing: []) }
        #expect(throws: TlogProofError.checkpoint(.note(.malformedText))) {
            try TlogProof(parsing: Array("c2sp.org/tlog-proof@v1\nindex 0\n\n".utf8))
        }
    }
}
