internal import Foundation

/// The acknowledgement of a deposit: what was handed in, when, and the proof that the vault recorded it.
///
/// It is the acknowledgement of receipt of the decree of 21 February 2019, art. 13: from its instant a deposit counts as
/// made. See `docs/formats/receipt.md`.
struct Receipt: Codable, Hashable, Sendable, SealedByJournal {
    static let format = "docvault-receipt/1"

    struct Piece: Codable, Hashable, Sendable {
        let digest: String
        let document: String
        let name: String
        let sizeInBytes: Int64

        var json: CanonicalJSON {
            [
                "digest": .string(digest), "document": .string(document), "name": .string(name),
                "sizeInBytes": .integer(sizeInBytes),
            ]
        }
    }

    let format: String
    let origin: String
    /// What was handed in, in the order in which it was.
    let pieces: [Piece]
    let event: String
    let salt: String
    let proof: String
    let keys: [String]
    let timestamp: String?

    /// What the event commits to as the list of pieces: the digest of the list in canonical JSON.
    static func piecesDigest(of pieces: [Piece]) throws -> Digest {
        var digest = try PiecesDigest()
        for piece in pieces { try digest.add(piece) }
        return try digest.finish()
    }

    /// The receipt as a file: readable, and the same bytes for the same receipt.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0a]
    }
}

/// The digest of a list of pieces, taken one by one: memory does not grow with their number.
struct PiecesDigest: ~Copyable {
    private var hasher: DigestHasher
    private(set) var count = 0
    private(set) var sizeInBytes: Int64 = 0

    init() throws { hasher = try DigestHasher() }

    mutating func add(_ piece: Receipt.Piece) throws {
        try hasher.update([count == 0 ? UInt8(ascii: "[") : UInt8(ascii: ",")] + piece.json.canonicalBytes())
        count += 1
        sizeInBytes += piece.sizeInBytes
    }

    mutating func finish() throws -> Digest {
        try hasher.update(Array((count == 0 ? "[]" : "]").utf8))
        return try hasher.finish()
    }
}
