/// Findings in the catalog: raised in the transaction that attaches, so none is missed.
package enum FindingRecords {
    // From the versions with a digest, or the attachments with a key, in the order of an index and no further than needed:
    // a page that everybody hands in is looked up like any other.
    private static let sameBytes: SQLStatement = """
        SELECT a.id, a.requirement_id, r.dossier_id
        FROM document_version v CROSS JOIN attachment a CROSS JOIN requirement r
        WHERE v.digest = $1 AND a.document_id = v.document_id AND a.version_number = v.number
            AND a.requirement_id <> $2 AND a.withdrawn_at IS NULL AND r.id = a.requirement_id
        ORDER BY v.document_id LIMIT 20
        """
    private static let sameInvoice: SQLStatement = """
        SELECT a.id, a.requirement_id, r.dossier_id
        FROM attachment a CROSS JOIN requirement r
        WHERE a.invoice_key = $1 AND a.requirement_id <> $2 AND a.withdrawn_at IS NULL AND r.id = a.requirement_id
        ORDER BY a.id LIMIT 20
        """
    private static let raising: SQLStatement = """
        INSERT INTO finding
            (id, kind, state, attachment_id, requirement_id, dossier_id, other_attachment_id, other_requirement_id,
             other_dossier_id, recorded_at)
        VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (kind, attachment_id, other_attachment_id) DO NOTHING
        """

    /// Another attachment of the same bytes, or of the same invoice.
    package struct OtherUse: Hashable, Sendable {
        let kind: Finding.Kind
        let attachment: Attachment.ID
        let requirement: Requirement.ID
        let dossier: Dossier.ID
    }

    /// Where else bytes and an invoice are used than in one requirement.
    ///
    /// At most twenty of each kind: who looks at those finds the rest. What everybody hands in takes no longer than what
    /// two did.
    package static func otherUses(
        of digest: Digest?, key: InvoiceKey?, besides requirement: Requirement.ID, in connection: any SQLConnection
    ) throws -> [OtherUse] {
        func uses(_ kind: Finding.Kind, _ statement: SQLStatement, _ value: SQLValue?) throws -> [OtherUse] {
            guard let value else { return [] }
            return try connection.rows(of: statement, [value, .identifier(requirement)]).map { row in
                OtherUse(
                    kind: kind, attachment: try row.identifier("id"),
                    requirement: try row.identifier("requirement_id"), dossier: try row.identifier("dossier_id"))
            }
        }
        let ofBytes = try uses(.duplicateBytes, sameBytes, digest.map { .digest($0) })
        let ofInvoice = try uses(.duplicateInvoice, sameInvoice, key.map { .text($0.description) })
        // The same bytes are the same invoice: one finding tells of both.
        let same = Set(ofBytes.map(\.attachment))
        return ofBytes + ofInvoice.filter { !same.contains($0.attachment) }
    }

    /// Looks for other uses of what was just attached, and raises a finding for each. Bytes that are new to the vault are
    /// not looked up.
    static func raise(
        for attachment: Attachment.ID, digest: Digest?, key: InvoiceKey?, in target: AttachmentTarget,
        identifiers: IdentifierSource, _ connection: any SQLConnection, _ journal: inout JournalAppender
    ) throws {
        for other in try otherUses(of: digest, key: key, besides: target.requirement, in: connection) {
            let id = identifiers.next(Finding.self)
            let count = try connection.execute(
                raising,
                [
                    .identifier(id), .text(other.kind), .identifier(attachment), .identifier(target.requirement),
                    .identifier(target.dossier), .identifier(other.attachment), .identifier(other.requirement),
                    .identifier(other.dossier), .instant(journal.now),
                ])
            guard count > 0 else { continue }
            // The event is about the vault's agents, not about the dossier: its history must not name another one.
            let own = journal.dossier
            journal.dossier = nil
            try journal.append(
                .findingRaised, JournalSubject(.finding, id),
                after: [
                    "attachment": .string(attachment.description), "kind": .string(other.kind.rawValue),
                    "otherAttachment": .string(other.attachment.description),
                ])
            journal.dossier = own
        }
    }

    // A walk along the index of states that stops: what stands before it was looked at already.
    private static let ofState: SQLStatement = """
        SELECT id FROM finding
        WHERE state = $1 AND (recorded_at, id) < ($2, $3)
        ORDER BY recorded_at DESC, id DESC LIMIT $4
        """
    private static let one: SQLStatement = """
        SELECT f.id, f.kind, f.state, f.reason, f.recorded_at,
            d.code AS dossier, r.code AS requirement, a.document_id, v.original_name, a.recorded_at AS attached_at,
            e.code AS other_dossier, s.code AS other_requirement, b.document_id AS other_document_id,
            w.original_name AS other_name, b.recorded_at AS other_attached_at
        FROM finding f
        JOIN dossier d ON d.id = f.dossier_id
        JOIN requirement r ON r.id = f.requirement_id
        JOIN attachment a ON a.id = f.attachment_id
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN dossier e ON e.id = f.other_dossier_id
        JOIN requirement s ON s.id = f.other_requirement_id
        JOIN attachment b ON b.id = f.other_attachment_id
        JOIN document_version w ON w.document_id = b.document_id AND w.number = b.version_number
        WHERE f.id = $1
        """

    /// The findings of one state, the newest first, after one of them.
    static func findings(
        _ state: Finding.State, after last: Finding.Position?, limit: Int, in connection: any SQLConnection
    ) throws -> [Finding] {
        let end = last?.order ?? Instant(microsecondsSince1970: .max)
        let values: [SQLValue] = [
            .text(state), .instant(end), .bytes(last?.id.uuid.bytes ?? Array(repeating: 0xff, count: 16)),
            .integer(limit),
        ]
        return try connection.rows(of: ofState, values).compactMap { row in
            try finding(try row.identifier("id"), in: connection)
        }
    }

    static func finding(_ id: Finding.ID, in connection: any SQLConnection) throws -> Finding? {
        try connection.row(of: one, [.identifier(id)]).map { try finding($0) }
    }

    /// A finding that must be there, and that the actor may see: who may read both of its dossiers may.
    /// - Throws: ``VaultError/findingNotFound(_:)``.
    static func require(
        _ id: Finding.ID, for admission: Admission, in connection: any SQLConnection
    ) throws -> Finding {
        guard let finding = try finding(id, in: connection), try admission.mayRead(finding.place.dossier, connection),
            try admission.mayRead(finding.earlier.dossier, connection)
        else { throw VaultError.findingNotFound(id.description) }
        return finding
    }

    private static func finding(_ row: SQLRow) throws -> Finding {
        Finding(
            id: try row.identifier("id"), kind: try row.choice("kind"), state: try row.choice("state"),
            place: Finding.Place(
                dossier: try row.parsed("dossier"), requirement: try row.parsed("requirement"),
                document: try row.identifier("document_id"), name: try row.text("original_name"),
                attachedAt: try row.instant("attached_at")),
            earlier: Finding.Place(
                dossier: try row.parsed("other_dossier"), requirement: try row.parsed("other_requirement"),
                document: try row.identifier("other_document_id"), name: try row.text("other_name"),
                attachedAt: try row.instant("other_attached_at")),
            reason: try row.optional("reason", SQLRow.text), recordedAt: try row.instant("recorded_at"))
    }

    private static let dismissal: SQLStatement = """
        UPDATE finding SET state = 'dismissed', reason = $2 WHERE id = $1
        """

    static func dismiss(_ id: Finding.ID, because reason: String, _ connection: any SQLConnection) throws {
        try connection.execute(dismissal, [.identifier(id), .text(reason)])
    }
}
