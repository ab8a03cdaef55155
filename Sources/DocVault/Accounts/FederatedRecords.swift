/// Sign-ins by way of another service, in the catalog.
enum FederatedRecords {
    private static let byIdentity: SQLStatement = """
        SELECT person_id FROM federated_identity WHERE identity_hash = $1
        """
    private static let insertion: SQLStatement = """
        INSERT INTO federated_identity (identity_hash, person_id, recorded_at) VALUES ($1, $2, $3)
        """

    static func person(_ identity: [UInt8], in connection: any SQLConnection) throws -> Person.ID? {
        try connection.row(of: byIdentity, [.bytes(identity)])?.identifier("person_id")
    }

    static func insert(
        _ identity: [UInt8], of person: Person.ID, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(insertion, [.bytes(identity), .identifier(person), .instant(now)])
    }

    private static let begin: SQLStatement = """
        INSERT INTO federated_sign_in (state_hash, nonce, verifier, expires_at) VALUES ($1, $2, $3, $4)
        """
    private static let state: SQLStatement = """
        SELECT nonce, verifier FROM federated_sign_in WHERE state_hash = $1 AND expires_at > $2
        """
    private static let removal: SQLStatement = "DELETE FROM federated_sign_in WHERE state_hash = $1"
    private static let expired: SQLStatement = "DELETE FROM federated_sign_in WHERE expires_at <= $1"

    static func begin(
        _ hash: [UInt8], nonce: String, verifier: String, until expiresAt: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(begin, [.bytes(hash), .text(nonce), .text(verifier), .instant(expiresAt)])
    }

    /// Takes a state out: it counts once.
    static func take(
        _ hash: [UInt8], at now: Instant, in connection: any SQLConnection
    ) throws -> (nonce: String, verifier: String)? {
        let row = try connection.row(of: state, [.bytes(hash), .instant(now)])
        try connection.execute(removal, [.bytes(hash)])
        return try row.map { (try $0.text("nonce"), try $0.text("verifier")) }
    }

    static func sweep(at now: Instant, in connection: any SQLConnection) throws {
        try connection.execute(expired, [.instant(now)])
    }
}
