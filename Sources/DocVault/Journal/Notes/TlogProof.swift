/// One text file which proves, offline and for good, that an entry is in a log (C2SP tlog-proof). Its extension is
/// `.tlog-proof`.
///
///     c2sp.org/tlog-proof@v1
///     extra <base64>                  only if there is extra data
///     index <number>                  where the entry is, from 0
///     <base64 of a hash>              the inclusion proof, from the leaf's sibling upwards; none in a log of one entry
///                                     an empty line
///     the signed checkpoint, as the log published it
package struct TlogProof: Hashable, Sendable {
    /// A tree of ``MerkleTree/maximumSize`` leaves has no longer way to its root.
    private static let maximumHashCount = 63
    private static let header = "c2sp.org/tlog-proof@v1"

    /// Data for the application. It is not covered by the signature: never trust it.
    package let extra: [UInt8]?
    package let index: Int
    package let hashes: [MerkleHash]
    /// The signed checkpoint, byte for byte.
    package let checkpoint: [UInt8]

    /// Puts together a proof that the log has computed, and its checkpoint of the same size.
    package init(_ inclusion: InclusionProof, checkpoint: SignedNote, extra: [UInt8]? = nil) {
        self.extra = extra
        index = inclusion.index
        hashes = inclusion.hashes
        self.checkpoint = checkpoint.bytes
    }

    /// Checks that the entry with hash `leaf` is in the log `origin`, and returns the checkpoint that says so.
    ///
    /// - Parameter keys: the log's keys; one valid signature suffices, and none of them may have a wrong one.
    /// - Throws: ``TlogProofError/checkpoint(_:)``, ``TlogProofError/inclusion(_:)``
    package func verify(
        leaf: MerkleHash, origin: String, keys: [NoteVerifierKey]
    ) throws(TlogProofError) -> Checkpoint {
        let checkpoint: Checkpoint
        do throws(CheckpointError) {
            checkpoint = try Checkpoint.open(self.checkpoint, origin: origin, keys: keys)
        } catch {
            throw .checkpoint(error)
        }
        do throws(MerkleProofError) {
            try InclusionProof(index: index, size: checkpoint.size, hashes: hashes)
                .verify(leaf: leaf, root: checkpoint.root)
        } catch {
            throw .inclusion(error)
        }
        return checkpoint
    }

    /// The content of the file.
    package var bytes: [UInt8] {
        var lines = [Self.header]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += hashes.map { Base64.encode($0.bytes) }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint
    }

    /// Reads a file. Its form is checked, the form of the checkpoint included; nothing is proved yet.
    /// - Throws: ``TlogProofError``, without ``TlogProofError/inclusion(_:)``
    package init(parsing bytes: [UInt8]) throws(TlogProofError) {
        // The extra data may be as long as a note, and base64 is longer than its bytes.
        guard bytes.count <= 3 * SignedNote.maximumByteCount else { throw .tooLong }
        guard let end = bytes.indices.dropLast().first(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A })
        else { throw .noCheckpoint }
        var lines = bytes[..<end].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard let header = lines.popFirst(), header.elementsEqual(Self.header.utf8) else { throw .otherFormat }
        if let encoded = Self.value("extra", in: lines.first) {
            guard let extra = Base64.decode(encoded) else { throw .malformedExtra }
            self.extra = extra
            lines = lines.dropFirst()
        } else {
            extra = nil
        }
        guard let number = Self.value("index", in: lines.popFirst()), let index = Int(canonicalDecimal: number)
        else { throw .malformedIndex }
        self.index = index
        guard lines.count <= Self.maximumHashCount else { throw .tooLong }
        var hashes: [MerkleHash] = []
        for (number, line) in zip(1..., lines) {
            guard let hash = Base64.decode(line).flatMap({ MerkleHash($0) }) else {
                throw .malformedHash(number: number)
            }
            hashes.append(hash)
        }
        self.hashes = hashes
        checkpoint = Array(bytes[(end + 2)...])
        do throws(SignedNoteError) {
            _ = try SignedNote(parsing: checkpoint)
        } catch {
            throw .checkpoint(.note(error))
        }
    }

    /// What follows `name` and a space in `line`; `nil` if the line begins otherwise.
    private static func value(_ name: String, in line: ArraySlice<UInt8>?) -> ArraySlice<UInt8>? {
        guard let line, line.starts(with: "\(name) ".utf8) else { return nil }
        return line.dropFirst(name.utf8.count + 1)
    }
}

/// Why a proof file cannot be read, or does not prove what it claims.
package enum TlogProofError: Error, Hashable, Sendable {
    /// The first line is not that of this format.
    case otherFormat
    case tooLong
    case malformedExtra
    case malformedIndex
    /// The number of the hash, from 1.
    case malformedHash(number: Int)
    /// The file ends before the empty line.
    case noCheckpoint
    case checkpoint(CheckpointError)
    case inclusion(MerkleProofError)
}
