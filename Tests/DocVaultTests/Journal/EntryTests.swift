import Testing

@testable import DocVault

@Suite("Entry bundles and salted commitments")
struct EntryTests {
    @Test("a bundle is length-prefixed, big-endian")
    func layout() throws {
        let bytes = try EntryBundle.encode([[1, 2, 3], [], Array(repeating: 9, count: 258)])
        #expect(bytes == [0, 3, 1, 2, 3, 0, 0, 1, 2] + Array(repeating: 9, count: 258))
        #expect(try EntryBundle.decode(bytes, count: 3) == [[1, 2, 3], [], Array(repeating: 9, count: 258)])
        #expect(throws: EntryBundleError.wrongCount(expected: 2, found: 3)) { try EntryBundle.decode(bytes, count: 2) }
        for cut in [1, 2, 3, 4, 6, 8, 100] {
            #expect(throws: EntryBundleError.self) { try EntryBundle.decode(Array(bytes.prefix(cut)), count: 3) }
        }
        #expect(throws: EntryBundleError.truncated) { try EntryBundle.decode([0], count: 1) }
        #expect(throws: EntryBundleError.entryTooLong(65_536)) {
            try EntryBundle.encode([Array(repeating: 0, count: 65_536)])
        }
        #expect(throws: EntryBundleError.tooManyEntries(257)) {
            try EntryBundle.encode(Array(repeating: [], count: 257))
        }
        #expect(throws: EntryBundleError.wrongCount(expected: 256, found: 257)) {
            try EntryBundle.decode(Array(repeating: 0, count: 1_000), count: 256)
        }
        #expect(try EntryBundle.decode([], count: 0) == [])
    }

    @Test("bundles grow like the tiles beside them")
    func growth() throws {
        let entries = (0..<700).map { [UInt8($0 & 255), UInt8($0 >> 8)] }
        var files: [String: [UInt8]] = [:]
        var size = 0
        for count in [1, 100, 155, 256, 3, 0, 185] {
            let partial = EntryBundleCoordinate(index: size / 256, treeSize: size).flatMap { files[$0.path] } ?? []
            for bundle in try EntryBundle.growth(
                from: size, partial: partial, by: Array(entries[size..<(size + count)]))
            {
                files[bundle.coordinate.path] = bundle.bytes
            }
            size += count
        }
        let read =
            try EntryBundle.decode(#require(files["tile/entries/000"]), count: 256)
            + EntryBundle.decode(#require(files["tile/entries/001"]), count: 256)
            + EntryBundle.decode(#require(files["tile/entries/002.p/188"]), count: 188)
        #expect(size == 700 && read == entries)
        #expect(throws: EntryBundleError.wrongCount(expected: 1, found: 0)) {
            try EntryBundle.growth(from: 1, partial: [], by: [[1]])
        }
    }

    @Test("a commitment is SHA-256 of salt and event, and needs the salt to be found again")
    func commitment() throws {
        var random = AnnouncedGenerator.announced()
        let event = Array(#"{"act":"deposit"}"#.utf8)
        let one = SaltedCommitment(to: event, using: &random)
        let two = SaltedCommitment(to: event, using: &random)
        #expect(one.salt.count == 32 && one.entry.count == 32 && one.salt != two.salt && one.entry != two.entry)
        #expect(SaltedCommitment(to: event, salt: one.salt) == one)
        #expect(SaltedCommitment(to: event + [0x20], salt: one.salt)?.entry != one.entry)
        #expect(SaltedCommitment(to: event, salt: Array(one.salt.dropLast())) == nil)
        #expect(one.leafHash == MerkleHash(hashing: [0] + MerkleHash(hashing: one.salt + event).bytes))
    }

    @Test("the documented layout gives the value that sha256sum gives")
    func commitmentVector() {
        // printf '\0%.0s' {1..32}; printf '{"act":"deposit"}', through `openssl dgst -sha256`
        let zero = SaltedCommitment(to: Array(#"{"act":"deposit"}"#.utf8), salt: Array(repeating: 0, count: 32))
        #expect(
            zero.flatMap { MerkleHash($0.entry) }?.description
                == "190e4d386b07349598bbbbe4e482398c14389d34fd13d47d780b27b9ae76a022")
    }
}
