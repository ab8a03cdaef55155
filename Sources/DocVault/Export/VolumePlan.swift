/// Which volume of a group of bags has which piece.
///
/// The first volume has the papers; the others have the pieces, in the order of the inventory, as many each as fit. A piece
/// that is larger than a volume has one for itself.
struct VolumePlan: Sendable {
    /// The least that a volume may hold: the tag files of a bag need some room.
    static let smallest: Int64 = 1_000_000
    /// What the tag files of a bag take, and what a piece takes besides its bytes: its records in the archive and its line of
    /// the manifest. Rounded up.
    private static let roomForTagFiles: Int64 = 1 << 16
    private static let roomForRecords: Int64 = 1 << 10

    private let limit: Int64
    private var used = Self.roomForTagFiles
    private var volumes: [Digest: Int32] = [:]
    private var current: Int32 = 2

    init(limit: Int64) { self.limit = limit }

    /// How many volumes there are: known when all pieces were added.
    var count: Int { volumes.isEmpty ? 1 : Int(current) }

    /// Adds the next piece.
    mutating func add(_ blob: BlobDescriptor) {
        let size = blob.sizeInBytes + Self.roomForRecords
        if used > Self.roomForTagFiles, used + size > limit {
            current += 1
            used = Self.roomForTagFiles
        }
        used += size
        volumes[blob.digest] = current
    }

    /// The volume that has a piece; `nil` for one that was not added.
    subscript(piece: Digest) -> Int? { volumes[piece].map(Int.init) }
}
