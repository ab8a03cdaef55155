/// How uploads end, in the catalog.
enum UploadEndRecords {
    private static let completion: SQLStatement = """
        UPDATE upload_session
        SET state = 'done', document_id = $2, digest = $3, outcome = $4, expires_at = $5 + patience_in_seconds * 1000000
        WHERE id = $1 AND state = 'completing'
        """

    /// Notes what an upload came to, in the transaction that attaches it.
    /// - Throws: ``UploadRefusal/superseded`` when it was ended, or attached, meanwhile: then nothing is attached now.
    static func complete(
        _ id: UploadSession.ID, with file: AttachedFile, at now: Instant, in connection: any SQLConnection
    ) throws {
        let values: [SQLValue] = [
            .identifier(id), .identifier(file.document), .digest(file.blob.digest), .text(file.outcome.word),
            .instant(now),
        ]
        guard try connection.execute(completion, values) == 1 else { throw VaultError.upload(.superseded) }
    }

    private static let failing: SQLStatement = """
        UPDATE upload_session SET state = 'failed', failure = $2 WHERE id = $1 AND state IN ('open', 'completing')
        """

    static func fail(_ id: UploadSession.ID, _ failure: UploadFailure, in connection: any SQLConnection) throws {
        try connection.execute(failing, [.identifier(id), .text(failure)])
    }

    private static let deletion: SQLStatement = "DELETE FROM upload_session WHERE id = $1"

    static func remove(_ id: UploadSession.ID, in connection: any SQLConnection) throws {
        try connection.execute(deletion, [.identifier(id)])
    }

    private static let expired: SQLStatement = """
        SELECT id FROM upload_session WHERE expires_at <= $1 ORDER BY expires_at LIMIT 100
        """

    /// Some of the uploads to which no byte came for so long that they are given up.
    static func expired(at now: Instant, in connection: any SQLConnection) throws -> [UploadSession.ID] {
        try connection.rows(of: expired, [.instant(now)]).map { try $0.identifier("id") }
    }

    private static let expiredDeletion: SQLStatement = "DELETE FROM upload_session WHERE id = $1 AND expires_at <= $2"

    /// - Returns: Whether it is gone: bytes may have come meanwhile.
    static func removeExpired(_ id: UploadSession.ID, at now: Instant, in connection: any SQLConnection) throws -> Bool
    {
        try connection.execute(expiredDeletion, [.identifier(id), .instant(now)]) == 1
    }

    private static let openCount: SQLStatement = """
        SELECT COUNT(*) AS uploads FROM upload_session WHERE state IN ('open', 'completing')
        """

    /// How many uploads are under way, whosesoever.
    static func openCount(in connection: any SQLConnection) throws -> Int {
        Int(try connection.row(of: openCount)?.integer("uploads") ?? 0)
    }

    private static let presence: SQLStatement = "SELECT 1 AS one FROM upload_session WHERE id = $1"

    /// Whether the catalog knows an upload, over or not.
    static func isKnown(_ id: UploadSession.ID, in connection: any SQLConnection) throws -> Bool {
        try connection.row(of: presence, [.identifier(id)]) != nil
    }
}

extension UploadSession {
    init(_ row: SQLRow) throws {
        let offset = try row.integer("durable_offset")
        let expected: ContentDigest? =
            if try row.isNull("expected_digest") { nil } else {
                ContentDigest(try row.choice("expected_algorithm"), try row.bytes("expected_digest"))
            }
        self.init(
            id: try row.identifier("id"),
            name: OriginalName(
                text: try row.text("original_name"), bytes: try row.optional("original_name_bytes", SQLRow.bytes)),
            dossier: try row.parsed("dossier_code"), requirement: try row.parsed("requirement_code"),
            piece: try row.parsed("piece_code"), facts: try InvoiceFacts(row), completion: try row.choice("completion"),
            sizeInBytes: try row.optional("size_in_bytes", SQLRow.integer), expected: expected,
            largestSize: try row.integer("largest_size"), offset: offset, state: try State(row, sizeInBytes: offset),
            expiresAt: try row.instant("expires_at"), generation: try row.integer("generation"))
    }
}

extension UploadSession.State {
    fileprivate init(_ row: SQLRow, sizeInBytes: Int64) throws {
        switch try row.text("state") {
        case "open": self = .open
        case "completing": self = .completing
        case "done":
            guard let outcome = Attachment.Outcome(word: try row.text("outcome")) else {
                throw row.unexpected("outcome")
            }
            self = .done(
                AttachedFile(
                    document: try row.identifier("document_id"),
                    blob: BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: sizeInBytes), storage: nil,
                    outcome: outcome))
        case "failed": self = .failed(try row.choice("failure"))
        default: throw row.unexpected("state")
        }
    }
}

extension Attachment.Outcome {
    fileprivate var word: String {
        switch self {
        case .attached: "attached"
        case .alreadyAttached: "already-attached"
        case .factsChanged: "facts-changed"
        }
    }

    fileprivate init?(word: String) {
        switch word {
        case "attached": self = .attached
        case "already-attached": self = .alreadyAttached
        case "facts-changed": self = .factsChanged
        default: return nil
        }
    }
}
