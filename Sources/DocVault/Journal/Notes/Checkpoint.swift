/// What a log commits to when it signs: its size and the root of its tree (C2SP tlog-checkpoint).
///
///     vault.example/journal                            the origin: which log this is
///     20852163                                         the number of leaves
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=     the root hash in base64
///     …                                                extension lines, usually none
///
/// This is the text of a ``SignedNote``. Two checkpoints of one origin must always be consistent; a log that signs two
/// which are not has been caught.
package struct Checkpoint: Hashable, Sendable {
    package let origin: String
    package let size: Int
    package let root: MerkleHash
    /// Opaque lines after the third. The standard recommends to have none.
    package let extensions: [String]

    /// - Throws: ``CheckpointError/malformedOrigin``, ``CheckpointError/malformedSize``,
    ///   ``CheckpointError/malformedExtension``
    package init(origin: String, size: Int, root: MerkleHash, extensions: [String] = []) throws(CheckpointError) {
        guard Self.isLine(origin) else { throw .malformedOrigin }
        guard (0...MerkleTree.maximumSize).contains(size) else { throw .malformedSize }
        guard extensions.allSatisfy(Self.isLine) else { throw .malformedExtension }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a note. Any other spelling of the same values is refused.
    /// - Throws: the `malformed…` cases of ``CheckpointError``.
    package init(parsing text: [UInt8]) throws(CheckpointError) {
        guard SignedNote.isNoteText(text) else { throw .malformedText }
        let lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 3 else { throw .malformedText }
        guard let size = Int(canonicalDecimal: lines[1]) else { throw .malformedSize }
        guard let root = Base64.decode(lines[2]).flatMap({ MerkleHash($0) }) else { throw .malformedRoot }
        try self.init(
            origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root,
            extensions: lines.dropFirst(3).map { String(decoding: $0, as: UTF8.self) })
    }

    /// The text to be signed.
    package var text: [UInt8] {
        let lines = [origin, String(size), Base64.encode(root.bytes)] + extensions
        return lines.flatMap { Array($0.utf8) + [0x0A] }
    }

    /// The checkpoint as a note signed by the log. The signer's name should be the origin.
    /// - Throws: ``CheckpointError/note(_:)``
    package func signed(with signer: borrowing NoteSigner) throws(CheckpointError) -> SignedNote {
        do throws(SignedNoteError) {
            return try SignedNote(signing: text, with: signer)
        } catch {
            throw .note(error)
        }
    }

    /// Reads a signed checkpoint of the log `origin` after checking that one of the log's keys has signed it.
    ///
    /// - Parameter keys: the log's own keys. Witness keys do not belong here: one signature of any of `keys` suffices.
    /// - Throws: every ``CheckpointError``
    package static func open(
        _ note: [UInt8], origin: String, keys: [NoteVerifierKey]
    ) throws(CheckpointError) -> Checkpoint {
        let text: [UInt8]
        do throws(SignedNoteError) {
            let note = try SignedNote(parsing: note)
            _ = try note.verify(with: keys)
            text = note.text
        } catch {
            throw .note(error)
        }
        let checkpoint = try Checkpoint(parsing: text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else { throw .otherLog(origin: checkpoint.origin) }
        return checkpoint
    }

    private static func isLine(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
    }
}

/// Why a checkpoint cannot be written, read or trusted.
package enum CheckpointError: Error, Hashable, Sendable {
    /// Not the text of a note, or fewer than three lines.
    case malformedText
    case malformedOrigin
    case malformedSize
    case malformedRoot
    case malformedExtension
    /// The note around it is malformed, or not signed by a key of the log.
    case note(SignedNoteError)
    /// The checkpoint is genuine, but of the log named here.
    case otherLog(origin: String)
}
