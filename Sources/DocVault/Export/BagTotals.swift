/// What is known of a bag once all its papers but those at its top are written.
struct BagTotals: Sendable {
    /// In all bags of the group.
    let pieceCount: Int
    let rowCount: Int
    let payloadInBytes: Int64
    let part: BagDescription.Part?
    let name: String
    /// The digest of the manifest.
    let stateDigest: Digest
}
