/// Uploads under way in the catalog.
enum UploadRecords {
    private static let insertion: SQLStatement = """
        INSERT INTO upload_session
            (id, principal, organisation_id, dossier_code, requirement_code, piece_code, original_name, original_name_bytes,
             invoice_number, invoice_date, supplier, supplier_number, amount_cents, currency, vat, paid_on,
             addressee_number, invoice_key, depreciation_months, use_percent,
             completion, size_in_bytes, expected_algorithm, expected_digest, largest_size, quota_in_bytes,
             created_at, patience_in_seconds, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
            $24, $25, $26, $27, $28, $29)
        """
    private static let underWay: SQLStatement = """
        SELECT COUNT(*) AS sessions, COALESCE(SUM(COALESCE(size_in_bytes, durable_offset)), 0) AS reserved
        FROM upload_session WHERE principal = $1 AND state IN ('open', 'completing')
        """
    private static let missing: SQLStatement = """
        SELECT COALESCE(SUM(COALESCE(size_in_bytes, durable_offset) - durable_offset), 0) AS missing
        FROM upload_session WHERE state = 'open'
        """

    /// Makes an upload, if there is room for it among those of its principal and on the disk.
    /// - Parameter available: How many bytes the disk still takes.
    /// - Throws: ``UploadRefusal/tooManySessions(limit:)``, ``UploadRefusal/tooManyBytes(limit:)``,
    ///   ``VaultError/storageFull``.
    static func insert(
        _ id: UploadSession.ID, _ new: NewUpload, by principal: Principal, within limits: UploadLimits,
        available: Int64, at now: Instant, in connection: any SQLConnection
    ) throws {
        let size = new.sizeInBytes ?? 0
        if let row = try connection.row(of: underWay, [.text(principal.mark)]) {
            guard try row.integer("sessions") < limits.sessionsPerPerson else {
                throw VaultError.upload(.tooManySessions(limit: limits.sessionsPerPerson))
            }
            guard size <= limits.bytesPerPerson - (try row.integer("reserved")) else {
                throw VaultError.upload(.tooManyBytes(limit: limits.bytesPerPerson))
            }
        }
        let promised = try connection.row(of: missing)?.integer("missing") ?? 0
        guard size <= available - promised else { throw VaultError.storageFull }
        let policy = try RetentionPolicyRecords.inForce(in: connection)
        let patience = limits.patience ?? .days(policy.collection.uploadsInDays)
        try connection.execute(
            insertion,
            [
                .identifier(id), .text(principal.mark), .identifier(principal.organisation), .code(new.dossier),
                .code(new.requirement), .code(new.piece), .text(new.name.text), .bytes(new.name.bytes),
            ] + new.facts.sqlValues + [
                .text(new.completion), new.sizeInBytes.map(SQLValue.integer) ?? .null,
                .text(new.expected?.algorithm.rawValue), .bytes(new.expected?.bytes), .integer(limits.largestSize),
                .integer(limits.bytesPerPerson), .instant(now), .integer(patience.components.seconds),
                .instant(now.advanced(by: patience)),
            ])
    }

    private static let one: SQLStatement = """
        SELECT id, dossier_code, requirement_code, piece_code, original_name, original_name_bytes,
            invoice_number, invoice_date, supplier, supplier_number, amount_cents, currency, vat, paid_on,
            addressee_number, depreciation_months, use_percent,
            completion, size_in_bytes, expected_algorithm, expected_digest, largest_size, durable_offset, generation,
            state, failure, document_id, digest, outcome, expires_at
        FROM upload_session
        WHERE id = $1 AND principal = $2 AND expires_at > $4
            AND (organisation_id = $3 OR organisation_id IS NULL AND $3 IS NULL)
        """

    /// An upload of a principal that is not over. One that is somebody else's looks like one that is not there.
    /// - Throws: ``UploadRefusal/notFound(_:)``.
    static func session(
        _ id: UploadSession.ID, of principal: Principal, at now: Instant, in connection: any SQLConnection
    ) throws -> UploadSession {
        let row = try connection.row(
            of: one,
            [.identifier(id), .text(principal.mark), .identifier(principal.organisation), .instant(now)])
        guard let row else { throw VaultError.upload(.notFound(id.description)) }
        return try UploadSession(row)
    }

    private static let takeover: SQLStatement = """
        UPDATE upload_session
        SET generation = generation + 1,
            durable_offset = CASE WHEN state = 'open' AND $2 > durable_offset THEN $2 ELSE durable_offset END,
            state = CASE WHEN state = 'open' AND completion = 'whole'
                AND size_in_bytes IN ($2, durable_offset) THEN 'completing' ELSE state END
        WHERE id = $1
        """

    /// Gives an upload to a newer request: earlier ones record nothing more.
    /// - Parameter offset: How far the bytes that the earlier one wrote are durable.
    static func takeOver(_ id: UploadSession.ID, at offset: Int64, in connection: any SQLConnection) throws {
        try connection.execute(takeover, [.identifier(id), .integer(offset)])
    }

    private static let sizing: SQLStatement = """
        UPDATE upload_session SET size_in_bytes = $3 WHERE id = $1 AND generation = $2 AND size_in_bytes IS NULL
        """

    /// Notes the size of a file whose client did not know it before.
    static func declare(_ size: Int64, for session: UploadSession, in connection: any SQLConnection) throws {
        let values: [SQLValue] = [.identifier(session.id), .integer(session.generation), .integer(size)]
        guard try connection.execute(sizing, values) == 1 else { throw VaultError.upload(.superseded) }
        try requireQuota(of: session.id, in: connection)
    }

    private static let acknowledgement: SQLStatement = """
        UPDATE upload_session
        SET durable_offset = $3, state = $4, expires_at = $5 + patience_in_seconds * 1000000
        WHERE id = $1 AND generation = $2 AND state = 'open' AND durable_offset <= $3
        """

    /// Notes that the bytes up to an offset survive a power cut.
    /// - Throws: ``UploadRefusal/superseded`` when a newer request has the upload.
    static func acknowledge(
        _ offset: Int64, isWhole: Bool, of session: UploadSession, at now: Instant, in connection: any SQLConnection
    ) throws {
        let values: [SQLValue] = [
            .identifier(session.id), .integer(session.generation), .integer(offset),
            .text(isWhole || session.isWhole(at: offset) ? "completing" : "open"), .instant(now),
        ]
        guard try connection.execute(acknowledgement, values) == 1 else { throw VaultError.upload(.superseded) }
        if session.sizeInBytes == nil { try requireQuota(of: session.id, in: connection) }
    }

    private static let quota: SQLStatement = """
        SELECT s.quota_in_bytes, SUM(COALESCE(o.size_in_bytes, o.durable_offset)) AS reserved
        FROM upload_session s
        JOIN upload_session o ON o.principal = s.principal AND o.state IN ('open', 'completing')
        WHERE s.id = $1 GROUP BY s.id, s.quota_in_bytes
        """

    private static func requireQuota(of id: UploadSession.ID, in connection: any SQLConnection) throws {
        guard let row = try connection.row(of: quota, [.identifier(id)]) else { return }
        let limit = try row.integer("quota_in_bytes")
        guard try row.integer("reserved") <= limit else { throw VaultError.upload(.tooManyBytes(limit: limit)) }
    }
}

extension Principal {
    /// The organisation that a person acts for.
    var organisation: Organisation.ID? {
        if case .person(_, let organisation) = self { organisation } else { nil }
    }
}
