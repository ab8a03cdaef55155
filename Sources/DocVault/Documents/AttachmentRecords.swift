/// What a deposit links its documents to: one kind of piece of one requirement.
struct AttachmentTarget: Sendable {
    let dossier: Dossier.ID
    let dossierCode: DossierCode
    let requirement: Requirement.ID
    let requirementCode: RequirementCode
    let piece: PieceCode
    let facts: InvoiceFacts

    var subject: ActTarget { .requirement(requirementCode, of: dossierCode) }
}

/// Documents, their versions and their attachments in the catalog.
enum AttachmentRecords {
    private static let requirementOfDossier: SQLStatement = """
        SELECT id, state FROM requirement WHERE dossier_id = $1 AND code = $2
        """
    private static let codesOfDossier: SQLStatement = "SELECT code FROM requirement WHERE dossier_id = $1"
    private static let piecesOfRequirement: SQLStatement =
        "SELECT code FROM requirement_piece WHERE requirement_id = $1"

    /// Finds what pieces are to be attached to, and checks that it takes them.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/requirementNotFound(_:dossier:nearest:)``,
    ///   ``VaultError/pieceNotExpected(_:requirement:nearest:)``, ``VaultError/requirementClosed(_:_:)``; what
    ///   ``InvoiceFacts/requireComputable()`` throws.
    static func target(
        _ piece: PieceCode, of code: RequirementCode, in dossier: DossierCode, facts: InvoiceFacts,
        _ connection: any SQLConnection
    ) throws -> AttachmentTarget {
        try facts.requireComputable()
        let id = try DossierRecords.require(dossier, in: connection)
        guard let row = try connection.row(of: requirementOfDossier, [.identifier(id), .code(code)]) else {
            let known: [RequirementCode] = try connection.rows(of: codesOfDossier, [.identifier(id)])
                .map { try $0.parsed("code") }
            throw VaultError.requirementNotFound(code, dossier: dossier, nearest: .nearest(to: code, among: known))
        }
        let requirement: Requirement.ID = try row.identifier("id")
        let expected: [PieceCode] = try connection.rows(of: piecesOfRequirement, [.identifier(requirement)])
            .map { try $0.parsed("code") }
        guard expected.contains(piece) else {
            throw VaultError.pieceNotExpected(piece, requirement: code, nearest: .nearest(to: piece, among: expected))
        }
        let state: Requirement.State = try row.choice("state")
        guard state.takesPieces else { throw VaultError.requirementClosed(code, state) }
        return AttachmentTarget(
            dossier: id, dossierCode: dossier, requirement: requirement, requirementCode: code, piece: piece,
            facts: facts)
    }

    private static let stateOfRequirement: SQLStatement = "SELECT state FROM requirement WHERE id = $1"

    /// Refuses pieces for a round that was sealed meanwhile: asked in the transaction that records them.
    static func requireOpen(_ target: AttachmentTarget, _ connection: any SQLConnection) throws {
        guard let row = try connection.row(of: stateOfRequirement, [.identifier(target.requirement)]) else { return }
        let state: Requirement.State = try row.choice("state")
        guard state.takesPieces else { throw VaultError.requirementClosed(target.requirementCode, state) }
    }

    // CROSS JOIN keeps SQLite to this order, from the few versions with a digest to their attachments: it has no statistics
    // and would walk all attachments of the requirement instead.
    private static let sameAttachment: SQLStatement = """
        SELECT a.id, a.withdrawn_at, v.document_id, a.invoice_number, a.invoice_date, a.supplier, a.supplier_number, a.amount_cents,
            a.currency, a.vat, a.paid_on, a.addressee_number, a.depreciation_months, a.use_percent
        FROM document_version v CROSS JOIN attachment a
        WHERE v.digest = $3 AND v.original_name = $4 AND a.requirement_id = $1 AND a.piece_code = $2
            AND a.document_id = v.document_id AND a.version_number = v.number
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)
        """
    private static let factsChange: SQLStatement = """
        UPDATE attachment
        SET invoice_number = $2, invoice_date = $3, supplier = $4, supplier_number = $5, amount_cents = $6, currency = $7,
            vat = $8, paid_on = $9, addressee_number = $10, invoice_key = $11, depreciation_months = $12,
            use_percent = $13
        WHERE id = $1
        """
    private static let restoring: SQLStatement = """
        UPDATE attachment
        SET invoice_number = $2, invoice_date = $3, supplier = $4, supplier_number = $5, amount_cents = $6, currency = $7,
            vat = $8, paid_on = $9, addressee_number = $10, invoice_key = $11, depreciation_months = $12,
            use_percent = $13, position = $14, deposit_id = $15, withdrawn_at = NULL
        WHERE id = $1
        """
    private static let insertion: SQLStatement = """
        INSERT INTO attachment
            (id, requirement_id, document_id, version_number, piece_code, position, invoice_number, invoice_date, supplier,
             supplier_number, amount_cents, currency, vat, paid_on, addressee_number, invoice_key, depreciation_months, use_percent, recorded_at,
             deposit_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """

    /// Attaches a stored blob under a name, unless it is attached so already.
    static func attach(
        _ deposit: BlobDeposit, named name: OriginalName, at position: Int, to target: AttachmentTarget,
        of deposition: Deposit.ID?, identifiers: IdentifierSource, _ connection: any SQLConnection,
        _ journal: inout JournalAppender
    ) throws -> (Document.ID, Attachment.Outcome) {
        let digest = deposit.descriptor.digest
        let same = try connection.row(
            of: sameAttachment,
            [.identifier(target.requirement), .code(target.piece), .digest(digest), .text(name.text)])
        if let same {
            let document: Document.ID = try same.identifier("document_id")
            guard try same.isNull("withdrawn_at") else {
                try connection.execute(
                    restoring,
                    [.identifier(try same.identifier("id", of: Attachment.self))] + target.facts.sqlValues
                        + [.integer(position), .identifier(deposition)])
                try journal.append(
                    .documentAttached, JournalSubject(.document, document),
                    after: event(deposit, named: name, to: target))
                try FindingRecords.raise(
                    for: try same.identifier("id"), digest: digest, key: InvoiceKey(target.facts), in: target,
                    identifiers: identifiers, connection, &journal)
                return (document, .attached)
            }
            let facts = try InvoiceFacts(same)
            guard target.facts != .none, facts != target.facts else { return (document, .alreadyAttached) }
            let id: Attachment.ID = try same.identifier("id")
            try connection.execute(factsChange, [.identifier(id)] + target.facts.sqlValues)
            try journal.append(
                .factsChanged, JournalSubject(.document, document), before: change(facts, in: target),
                after: change(target.facts, in: target))
            try FindingRecords.raise(
                for: id, digest: nil, key: InvoiceKey(target.facts), in: target, identifiers: identifiers, connection,
                &journal)
            return (document, .factsChanged)
        }
        let (document, version) = try DocumentRecords.version(
            of: deposit, named: name, in: target.dossier, identifiers: identifiers, now: journal.now, connection)
        let attachment = identifiers.next(Attachment.self)
        try connection.execute(
            insertion,
            [
                .identifier(attachment), .identifier(target.requirement), .identifier(document),
                .integer(version), .code(target.piece), .integer(position),
            ] + target.facts.sqlValues + [.instant(journal.now), .identifier(deposition)])
        try journal.append(
            .documentAttached, JournalSubject(.document, document), after: event(deposit, named: name, to: target))
        try FindingRecords.raise(
            for: attachment, digest: deposit.outcome == .stored ? nil : digest, key: InvoiceKey(target.facts),
            in: target, identifiers: identifiers, connection, &journal)
        return (document, .attached)
    }

    private static func change(_ facts: InvoiceFacts, in target: AttachmentTarget) -> CanonicalJSON {
        [
            "dossier": .string(target.dossierCode.text), "facts": facts.canonical,
            "piece": .string(target.piece.text), "requirement": .string(target.requirementCode.text),
        ]
    }

    private static func event(
        _ deposit: BlobDeposit, named name: OriginalName, to target: AttachmentTarget
    ) -> CanonicalJSON {
        [
            "digest": .string(deposit.descriptor.digest.description),
            "dossier": .string(target.dossierCode.text),
            "facts": target.facts == .none ? nil : target.facts.canonical,
            "mediaType": .string(deposit.mediaType.description),
            "name": .string(name.text),
            "piece": .string(target.piece.text),
            "requirement": .string(target.requirementCode.text),
            "sizeInBytes": .integer(deposit.descriptor.sizeInBytes),
        ]
    }

    private static let withdrawal: SQLStatement = "UPDATE attachment SET withdrawn_at = $2 WHERE id = $1"

    /// Takes a piece out of the round that is being prepared.
    static func withdraw(_ attachment: Attachment.ID, at now: Instant, _ connection: any SQLConnection) throws {
        try connection.execute(withdrawal, [.identifier(attachment), .instant(now)])
    }

    private static let lastPosition: SQLStatement = """
        SELECT COALESCE(MAX(position), 0) AS position FROM attachment WHERE requirement_id = $1
        """

    static func lastPosition(in requirement: Requirement.ID, _ connection: any SQLConnection) throws -> Int {
        Int(try connection.row(of: lastPosition, [.identifier(requirement)])?.integer("position") ?? 0)
    }
}
