/// Bytes on their way out of the store, as the catalog has them.
struct CondemnedBlob: Hashable, Sendable {
    /// How far they are. The raw value is the word in the catalog.
    enum Stage: String, CaseIterable, Sendable {
        /// Nothing refers to them. They are in their place still.
        case condemned
        /// They are in the trash, from which a depositor takes them back.
        case trashed
        /// Every deposit that could have seen them in their place has ended: they are being removed for good.
        case removing
    }

    let digest: Digest
    let stage: Stage
    let sizeInBytes: Int64
    let changedAt: Instant
}

/// How many blobs, and their bytes together.
public struct BlobCount: Hashable, Sendable {
    public private(set) var blobs = 0
    public private(set) var sizeInBytes: Int64 = 0

    mutating func add(_ sizeInBytes: Int64) {
        blobs += 1
        self.sizeInBytes += sizeInBytes
    }

    mutating func add(_ other: BlobCount) {
        blobs += other.blobs
        sizeInBytes += other.sizeInBytes
    }
}

extension BlobCount {
    init(_ permits: some Sequence<RemovalPermit>) {
        for permit in permits { add(permit.sizeInBytes) }
    }

    init(_ blobs: Int, sizeInBytes: Int64) { (self.blobs, self.sizeInBytes) = (blobs, sizeInBytes) }

    var json: CanonicalJSON { ["blobs": .integer(Int64(blobs)), "sizeInBytes": .integer(sizeInBytes)] }
}
