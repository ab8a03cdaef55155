/// What is left of limits, in the catalog.
enum RateLimitRecords {
    private static let one: SQLStatement = "SELECT level, level_at FROM rate_limit WHERE key_hash = $1"
    private static let putting: SQLStatement = """
        INSERT INTO rate_limit (key_hash, level, level_at) VALUES ($1, $2, $3)
        ON CONFLICT (key_hash) DO UPDATE SET level = excluded.level, level_at = excluded.level_at
        """
    private static let old: SQLStatement = "DELETE FROM rate_limit WHERE level_at <= $1"

    static func bucket(_ key: [UInt8], in connection: any SQLConnection) throws -> RateLimiter.Bucket? {
        try connection.row(of: one, [.bytes(key)]).map {
            RateLimiter.Bucket(level: try $0.integer("level"), at: try $0.instant("level_at"))
        }
    }

    static func put(_ bucket: RateLimiter.Bucket, of key: [UInt8], in connection: any SQLConnection) throws {
        try connection.execute(putting, [.bytes(key), .integer(bucket.level), .instant(bucket.at)])
    }

    static func sweep(before instant: Instant, in connection: any SQLConnection) throws {
        try connection.execute(old, [.instant(instant)])
    }
}
