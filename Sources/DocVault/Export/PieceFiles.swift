/// Which row of an inventory has which file. A document that is used twice is one file, which lies where the first row is
/// that uses it; only digests that are used more than once are held in memory.
struct PieceFiles {
    private struct Shared {
        var path: String?
        var isUsed = false
    }

    private var shared: [Digest: Shared]

    /// - Parameter repeated: The digests that several rows use.
    init(repeated: some Sequence<Digest>) {
        shared = Dictionary(repeated.map { ($0, Shared()) }) { first, _ in first }
    }

    /// The path of the file of a row.
    /// - Parameter own: The path that it has when this row is the first that uses it.
    mutating func path(of digest: Digest, own: String) -> String {
        guard shared[digest] != nil else { return own }
        let path = shared[digest]?.path ?? own
        shared[digest]?.path = path
        return path
    }

    /// Notes that a bag has a row with the file, and returns whether it is the first.
    mutating func use(_ digest: Digest) -> Bool {
        guard let known = shared[digest] else { return true }
        shared[digest]?.isUsed = true
        return !known.isUsed
    }
}
