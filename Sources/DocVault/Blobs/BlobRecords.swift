/// Blobs in the catalog. A row is added only after the blob is durable in the store.
enum BlobRecords {
    private static let insertion: SQLStatement = """
        INSERT INTO blob (digest, size_in_bytes, recorded_at) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING
        """

    static func insert(_ blob: BlobDescriptor, at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(insertion, [.digest(blob.digest), .integer(blob.sizeInBytes), .instant(now)])
    }

    // The second condition is that of the index.
    private static let ofSize: SQLStatement = """
        SELECT 1 AS one FROM blob WHERE size_in_bytes = $1 AND size_in_bytes > 1048576 LIMIT 1
        """

    /// Which of some sizes, above 1 MiB, are the size of a blob.
    static func known(among sizes: Set<Int64>, in connection: any SQLConnection) throws -> Set<Int64> {
        try sizes.filter { try connection.row(of: ofSize, [.integer($0)]) != nil }
    }

    private static let size: SQLStatement = "SELECT size_in_bytes FROM blob WHERE digest = $1"

    static func descriptor(of digest: Digest, in connection: any SQLConnection) throws -> BlobDescriptor? {
        try connection.row(of: size, [.digest(digest)]).map {
            BlobDescriptor(digest: digest, sizeInBytes: try $0.integer("size_in_bytes"))
        }
    }
}
