/// Attempts to sign in that failed, in the catalog: so a restart makes nobody forget them.
enum AttemptRecords {
    private static let one: SQLStatement = "SELECT count, last_at FROM sign_in_attempt WHERE key_hash = $1"
    private static let putting: SQLStatement = """
        INSERT INTO sign_in_attempt (key_hash, count, last_at) VALUES ($1, $2, $3)
        ON CONFLICT (key_hash) DO UPDATE SET count = excluded.count, last_at = excluded.last_at
        """
    private static let removal: SQLStatement = "DELETE FROM sign_in_attempt WHERE key_hash = $1"
    private static let old: SQLStatement = "DELETE FROM sign_in_attempt WHERE last_at <= $1"

    static func attempts(_ key: [UInt8], in connection: any SQLConnection) throws -> (count: Int, lastAt: Instant)? {
        try connection.row(of: one, [.bytes(key)]).map { (Int(try $0.integer("count")), try $0.instant("last_at")) }
    }

    static func put(_ count: Int, at instant: Instant, of key: [UInt8], in connection: any SQLConnection) throws {
        guard count > 0 else {
            try connection.execute(removal, [.bytes(key)])
            return
        }
        try connection.execute(putting, [.bytes(key), .integer(count), .instant(instant)])
    }

    static func sweep(before instant: Instant, in connection: any SQLConnection) throws {
        try connection.execute(old, [.instant(instant)])
    }
}
