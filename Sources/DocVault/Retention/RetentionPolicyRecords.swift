/// Retention policies in the catalog: each version as it was adopted, for good.
enum RetentionPolicyRecords {
    private static let newest: SQLStatement = """
        SELECT body FROM retention_policy WHERE state = 'adopted' ORDER BY version DESC LIMIT 1
        """

    /// The policy in force: the newest that was adopted, or the shipped one where nothing was recorded yet.
    static func inForce(in connection: any SQLConnection) throws -> RetentionPolicy {
        guard let row = try connection.row(of: newest) else { return .shipped }
        return try policy(try row.bytes("body"))
    }

    private static func policy(_ body: [UInt8]) throws -> RetentionPolicy {
        if body == RetentionPolicy.shipped.file { return .shipped }
        do {
            return try RetentionPolicy(parsing: body)
        } catch {
            throw VaultError.storageFailed(
                StorageFailure(operation: "catalog", detail: "the retention policy in force cannot be understood"))
        }
    }

    /// The policy in force, recorded if it was not: a vault begins with the shipped one, and an upgrade of the program
    /// changes no duty.
    /// - Returns: Whether it was recorded just now.
    static func require(
        at now: Instant, in connection: any SQLConnection
    ) throws -> (policy: RetentionPolicy, isNew: Bool) {
        if let row = try connection.row(of: newest) { return (try policy(try row.bytes("body")), false) }
        let shipped = RetentionPolicy.shipped
        try insert(
            StoredPolicy(shipped, proposedBy: Principal.system.mark),
            adoptedBy: Principal.system.mark, at: now, in: connection)
        return (shipped, true)
    }

    /// A version as it is recorded.
    struct StoredPolicy: Hashable, Sendable {
        let version: Int
        let digest: Digest
        let body: [UInt8]
        let proposedBy: String
    }

    private static let insertion: SQLStatement = """
        INSERT INTO retention_policy (version, state, digest, body, proposed_by, proposed_at, adopted_by, adopted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """

    /// Records a version: adopted, or waiting for a second person.
    static func insert(
        _ policy: StoredPolicy, adoptedBy: String?, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .integer(policy.version), .text(adoptedBy == nil ? "proposed" : "adopted"), .digest(policy.digest),
                .bytes(policy.body), .text(policy.proposedBy), .instant(now), .text(adoptedBy),
                adoptedBy == nil ? .null : .instant(now),
            ])
    }

    private static let proposal: SQLStatement = """
        SELECT version, digest, body, proposed_by FROM retention_policy WHERE state = 'proposed' ORDER BY version DESC LIMIT 1
        """

    /// The version that waits for a second person.
    static func proposed(in connection: any SQLConnection) throws -> StoredPolicy? {
        try connection.row(of: proposal).map { row in
            StoredPolicy(
                version: Int(try row.integer("version")), digest: try row.digest("digest"), body: try row.bytes("body"),
                proposedBy: try row.text("proposed_by"))
        }
    }

    private static let adoption: SQLStatement = """
        UPDATE retention_policy SET state = 'adopted', adopted_by = $2, adopted_at = $3 WHERE version = $1
        """

    /// Puts the version that waited into force.
    static func adopt(
        _ version: Int, by principal: Principal, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(adoption, [.integer(version), .text(principal.mark), .instant(now)])
    }

    private static let withdrawal: SQLStatement = "DELETE FROM retention_policy WHERE state = 'proposed'"

    /// Takes back a version that waited: another was handed in in its place. The journal keeps that it was proposed.
    static func withdrawProposal(in connection: any SQLConnection) throws {
        try connection.execute(withdrawal, [])
    }
}

extension RetentionPolicyRecords.StoredPolicy {
    init(_ policy: RetentionPolicy, proposedBy mark: String) throws(VaultError) {
        self.init(version: policy.version, digest: try policy.digest(), body: policy.file, proposedBy: mark)
    }
}
