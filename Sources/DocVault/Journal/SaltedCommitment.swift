/// A promise to an event that does not reveal it: what the journal's log holds instead of the event.
///
///     commitment = SHA-256( salt || event )          32 bytes
///
///     salt     32 bytes from a cryptographic random generator, new for every event
///     event    the canonical JSON of the event (RFC 8785), UTF-8, no length before it
///
/// The log entry is the 32 bytes of the commitment, so the leaf hash is SHA-256(0x00 || commitment). The salt has one
/// length, therefore no other salt and event give the same input.
///
/// Salt and event are kept beside the log. Erasing both erases the event: without the salt nobody can find out by
/// trying whether the commitment was made to a particular event, however few events were possible. The entry stays, so
/// every root, checkpoint and proof verifies as before.
package struct SaltedCommitment: Hashable, Sendable {
    package static let saltByteCount = 32

    /// To be kept with the event, and erased with it.
    package let salt: [UInt8]
    /// The log entry.
    package let entry: [UInt8]

    /// Commits to an event with a new salt.
    ///
    /// - Parameter generator: must be cryptographically secure, as `SystemRandomNumberGenerator` is.
    package init(to event: [UInt8], using generator: inout some RandomNumberGenerator) {
        var salt: [UInt8] = []
        salt.reserveCapacity(Self.saltByteCount)
        // Eight bytes at a time: each word is a call to the system.
        while salt.count < Self.saltByteCount {
            withUnsafeBytes(of: generator.next() as UInt64) { salt.append(contentsOf: $0) }
        }
        self.salt = salt
        entry = MerkleHash(hashing: salt + event).bytes
    }

    /// Recomputes the commitment from what was kept; `nil` if the salt does not have 32 bytes.
    package init?(to event: [UInt8], salt: [UInt8]) {
        guard salt.count == Self.saltByteCount else { return nil }
        self.salt = salt
        entry = MerkleHash(hashing: salt + event).bytes
    }

    /// The hash under which the entry is in the Merkle tree.
    package var leafHash: MerkleHash { MerkleTree.leafHash(of: entry) }
}
