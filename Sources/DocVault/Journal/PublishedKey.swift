/// A public key of the journal as it is published: the key, and how far its signatures count.
///
///     <public key>              the key that signs now
///     <public key> <size>       a key that was replaced: it counts under checkpoints of at most so many events
///
/// Without the size a key that was stolen after it was replaced could sign for ever.
package struct PublishedKey: Hashable, Sendable, LosslessStringConvertible {
    package let key: NoteVerifierKey
    /// How many events there were when the key was replaced; `nil` as long as it is in force.
    package let lastSize: Int?

    init(_ key: NoteVerifierKey, lastSize: Int? = nil) { (self.key, self.lastSize) = (key, lastSize) }

    /// Parses a line; `nil` for any other spelling.
    package init?(_ description: String) {
        let parts = description.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = NoteVerifierKey(String(parts[0])) else { return nil }
        let lastSize = parts.count == 2 ? Int(canonicalDecimal: Array(parts[1].utf8)) : nil
        guard parts.count == 1 || lastSize != nil else { return nil }
        self.init(key, lastSize: lastSize)
    }

    package var description: String { lastSize.map { "\(key) \($0)" } ?? key.description }

    /// Whether its signature under a checkpoint of so many events counts.
    func counts(for size: Int) -> Bool { lastSize.map { size <= $0 } ?? true }
}

extension [PublishedKey] {
    /// The key that signed a note, one that counts for `size` before one that does not; `nil` when none of these did.
    func signer(of note: [UInt8], size: Int) -> PublishedKey? {
        let signers: [NoteVerifierKey]
        do throws(SignedNoteError) {
            signers = try SignedNote(parsing: note).verify(with: map(\.key))
        } catch {
            // What cannot be read, or has a wrong signature, was signed by nobody.
            return nil
        }
        let signing = filter { signers.contains($0.key) }
        return signing.first { $0.counts(for: size) } ?? signing.first
    }
}
