/// What a collector asks the catalog, besides what it changes there (``CondemnedBlobRecords``).
extension CondemnedBlobRecords {
    private static let anyCondemned: SQLStatement =
        "SELECT 1 AS one FROM condemned_blob WHERE stage = 'condemned' LIMIT 1"
    private static let anyCondemnedForCase: SQLStatement =
        "SELECT 1 AS one FROM condemned_blob WHERE stage = 'condemned' AND case_id = $1 LIMIT 1"

    static func isCondemned(for caseID: Identifier<DispositionCase>?, in connection: any SQLConnection) throws -> Bool {
        guard let caseID else { return try connection.row(of: anyCondemned) != nil }
        return try connection.row(of: anyCondemnedForCase, [.identifier(caseID)]) != nil
    }

    private static let anyTrashed: SQLStatement =
        "SELECT 1 AS one FROM condemned_blob WHERE stage = 'trashed' AND changed_at <= $1 LIMIT 1"

    static func isTrashed(until instant: Instant, in connection: any SQLConnection) throws -> Bool {
        try connection.row(of: anyTrashed, [.instant(instant)]) != nil
    }

    private static let ofCase: SQLStatement = "SELECT digest FROM condemned_blob WHERE case_id = $1"

    static func digests(
        of caseID: Identifier<DispositionCase>, in connection: any SQLConnection
    ) throws -> Set<Digest> {
        Set(try connection.rows(of: ofCase, [.identifier(caseID)]).map { row in try row.digest("digest") })
    }

    /// What waits at one stage.
    struct Waiting: Sendable {
        let stage: CondemnedBlob.Stage
        let count: BlobCount
        let firstChanged: Instant

        /// When the first of it is due, as far as ages go.
        func until(_ ages: CollectionAges) -> Instant {
            stage == .trashed ? firstChanged.advanced(by: ages.trash) : firstChanged
        }
    }

    private static let waiting: SQLStatement = """
        SELECT stage, COUNT(*) AS blobs, SUM(size_in_bytes) AS bytes, MIN(changed_at) AS first
        FROM condemned_blob GROUP BY stage
        """

    static func waiting(in connection: any SQLConnection) throws -> [Waiting] {
        try connection.rows(of: waiting).map { row in
            Waiting(
                stage: try row.choice("stage"),
                count: BlobCount(Int(try row.integer("blobs")), sizeInBytes: try row.integer("bytes")),
                firstChanged: try row.instant("first"))
        }
    }

    /// A row as it is shown to people.
    struct Row: Sendable {
        let blob: CondemnedBlob
        let isReferredTo: Bool
    }

    private static let page: SQLStatement = """
        SELECT c.digest, c.stage, c.size_in_bytes, c.changed_at, EXISTS (
            SELECT 1 FROM document_version v
            WHERE v.digest = c.digest
                AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)) AS is_referred_to
        FROM condemned_blob c WHERE c.digest > $1 ORDER BY c.digest LIMIT $2
        """

    static func page(
        after position: [UInt8], atMost count: Int, in connection: any SQLConnection
    ) throws -> [Row] {
        try connection.rows(of: page, [.bytes(position), .integer(count)]).map { row in
            Row(
                blob: CondemnedBlob(
                    digest: try row.digest("digest"), stage: try row.choice("stage"),
                    sizeInBytes: try row.integer("size_in_bytes"), changedAt: try row.instant("changed_at")),
                isReferredTo: try row.flag("is_referred_to"))
        }
    }

    private static let accountedFor: SQLStatement = """
        SELECT v.digest FROM document_version v
        WHERE v.digest >= $1 AND v.digest <= $2
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)
        UNION SELECT c.digest FROM condemned_blob c WHERE c.digest >= $1 AND c.digest <= $2
        """

    /// The digests with a beginning that something refers to or that are condemned.
    static func accountedFor(beginningWith shard: String, in connection: any SQLConnection) throws -> Set<Digest> {
        let (first, last) = bounds(of: shard)
        return Set(
            try connection.rows(of: accountedFor, [.bytes(first), .bytes(last)]).map { row in
                try row.digest("digest")
            })
    }

    private static let referred: SQLStatement = """
        SELECT DISTINCT v.digest FROM document_version v
        WHERE v.digest >= $1 AND v.digest <= $2
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)
        ORDER BY v.digest
        """

    /// The digests with a beginning that something refers to, in order.
    static func referred(beginningWith shard: String, in connection: any SQLConnection) throws -> [Digest] {
        let (first, last) = bounds(of: shard)
        return try connection.rows(of: referred, [.bytes(first), .bytes(last)]).map { row in
            try row.digest("digest")
        }
    }

    /// The lowest and the highest digest with a beginning.
    private static func bounds(of shard: String) -> ([UInt8], [UInt8]) {
        let rest = DigestAlgorithm.sha256.byteCount * 2 - shard.utf8.count
        let bounds = ["0", "f"].map { Hexadecimal.decode(shard + String(repeating: $0, count: rest)) ?? [] }
        return (bounds[0], bounds[1])
    }

    private static let lastDisposal: SQLStatement = """
        SELECT t.disposed_at FROM document_version v JOIN tombstone t ON t.document_id = v.document_id
        WHERE v.digest = $1 ORDER BY t.disposed_at DESC LIMIT 1
        """

    /// When the last document with these bytes was disposed of; the beginning of time if none was.
    static func lastDisposal(of digest: Digest, in connection: any SQLConnection) throws -> Instant {
        try connection.row(of: lastDisposal, [.digest(digest)])?.instant("disposed_at")
            ?? Instant(microsecondsSince1970: 0)
    }
}
