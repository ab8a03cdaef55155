/// Documents and their versions in the catalog.
enum DocumentRecords {
    private static let sameInDossier: SQLStatement = """
        SELECT v.document_id, v.number FROM document_version v CROSS JOIN document d
        WHERE v.digest = $2 AND v.original_name = $3 AND d.id = v.document_id AND d.dossier_id = $1
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)
        """
    private static let insertion: SQLStatement =
        "INSERT INTO document (id, dossier_id, recorded_at) VALUES ($1, $2, $3)"
    private static let versionInsertion: SQLStatement = """
        INSERT INTO document_version
            (document_id, number, digest, original_name, original_name_bytes, media_type, recorded_at)
        VALUES ($1, 1, $2, $3, $4, $5, $6)
        """

    /// The version of a dossier's document that has these bytes and this name; made, if there is none.
    static func version(
        of deposit: BlobDeposit, named name: OriginalName, in dossier: Dossier.ID, identifiers: IdentifierSource,
        now: Instant, _ connection: any SQLConnection
    ) throws -> (document: Document.ID, version: Int64) {
        let digest = SQLValue.digest(deposit.descriptor.digest)
        if let same = try connection.row(of: sameInDossier, [.identifier(dossier), digest, .text(name.text)]) {
            return (try same.identifier("document_id"), try same.integer("number"))
        }
        // Every new reference to bytes is made here, and nowhere else: what is on its way out is taken back first.
        try CondemnedBlobRecords.adopt(deposit, in: connection)
        try BlobRecords.insert(deposit.descriptor, at: now, in: connection)
        let document = identifiers.next(Document.self)
        try connection.execute(insertion, [.identifier(document), .identifier(dossier), .instant(now)])
        try connection.execute(
            versionInsertion,
            [
                .identifier(document), digest, .text(name.text), .bytes(name.bytes),
                .text(deposit.mediaType.description), .instant(now),
            ])
        return (document, 1)
    }

    private static let piecesOfDeposit: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name
        FROM attachment a
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN blob b ON b.digest = v.digest
        WHERE a.deposit_id = $1
        ORDER BY a.position, a.id
        """

    /// Calls `consume` with each piece of a deposit, in the order in which they were handed in.
    static func forEachPiece(
        of deposit: Deposit.ID, in connection: any SQLConnection, _ consume: (Receipt.Piece) throws -> Void
    ) throws {
        try connection.forEachRow(of: piecesOfDeposit, [.identifier(deposit)]) { row in
            let document: Document.ID = try row.identifier("document_id")
            try consume(
                Receipt.Piece(
                    digest: try row.digest("digest").description, document: document.description,
                    name: try row.text("original_name"), sizeInBytes: try row.integer("size_in_bytes")))
        }
    }

    private static let usesOfDigest: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name, v.media_type, d.code AS dossier,
            r.code AS requirement, a.piece_code, a.recorded_at, a.position, a.id
        FROM document_version v
        JOIN blob b ON b.digest = v.digest
        JOIN attachment a ON a.document_id = v.document_id AND a.version_number = v.number
        JOIN requirement r ON r.id = a.requirement_id
        JOIN dossier d ON d.id = r.dossier_id
        WHERE v.digest = $1
        ORDER BY d.code, r.code, a.position, a.id
        """
    private static let usesOfName: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name, v.media_type, d.code AS dossier,
            r.code AS requirement, a.piece_code, a.recorded_at, a.position, a.id
        FROM document_version v
        JOIN blob b ON b.digest = v.digest
        JOIN attachment a ON a.document_id = v.document_id AND a.version_number = v.number
        JOIN requirement r ON r.id = a.requirement_id
        JOIN dossier d ON d.id = r.dossier_id
        WHERE lower(v.original_name) LIKE $1 ESCAPE '!'
        ORDER BY d.code, r.code, a.position, a.id
        """

    static func uses(
        of wanted: DocumentQuery, in connection: any SQLConnection, _ consume: (DocumentUse) throws -> Void
    ) throws {
        switch wanted {
        case .digest(let digest):
            try connection.forEachRow(of: usesOfDigest, [.digest(digest)]) { try consume(use($0)) }
        case .name(let part):
            try connection.forEachRow(of: usesOfName, [.text(pattern(part))]) { try consume(use($0)) }
        }
    }

    private static let latestVersionWithBlob: SQLStatement = """
        SELECT v.digest, b.size_in_bytes, v.media_type
        FROM document_version v JOIN blob b ON b.digest = v.digest
        WHERE v.document_id = $1 ORDER BY v.number DESC LIMIT 1
        """

    static func latestVersion(
        of document: Document.ID, in connection: any SQLConnection
    ) throws -> (blob: BlobDescriptor, mediaType: MediaType)? {
        try connection.row(of: latestVersionWithBlob, [.identifier(document)]).map { row in
            (
                BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")),
                try row.parsed("media_type")
            )
        }
    }

    private static let latestVersion: SQLStatement = """
        SELECT digest FROM document_version WHERE document_id = $1 ORDER BY number DESC LIMIT 1
        """

    static func latestDigest(of document: Document.ID, in connection: any SQLConnection) throws -> Digest? {
        try connection.row(of: latestVersion, [.identifier(document)])?.digest("digest")
    }

    private static let latestContent: SQLStatement = """
        SELECT v.document_id, v.digest, b.size_in_bytes, v.original_name, v.original_name_bytes, v.media_type, v.recorded_at
        FROM document_version v JOIN blob b ON b.digest = v.digest
        WHERE v.document_id = $1 ORDER BY v.number DESC LIMIT 1
        """

    /// What the latest version of a document is.
    static func content(of document: Document.ID, in connection: any SQLConnection) throws -> DocumentContent? {
        try connection.row(of: latestContent, [.identifier(document)]).map { row in
            DocumentContent(
                document: document,
                blob: BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")),
                name: OriginalName(
                    text: try row.text("original_name"), bytes: try row.optional("original_name_bytes", SQLRow.bytes)),
                mediaType: try row.parsed("media_type"), recordedAt: try row.instant("recorded_at"))
        }
    }

    static func use(_ row: SQLRow) throws(VaultError) -> DocumentUse {
        DocumentUse(
            document: try row.identifier("document_id"),
            blob: BlobDescriptor(digest: try row.digest("digest"), sizeInBytes: try row.integer("size_in_bytes")),
            name: try row.text("original_name"), mediaType: try row.parsed("media_type"),
            dossier: try row.parsed("dossier"), requirement: try row.parsed("requirement"),
            piece: try row.parsed("piece_code"), attachedAt: try row.instant("recorded_at"),
            place: ListPosition(Int(try row.integer("position")), try row.identifier("id")))
    }

    /// A pattern that finds a text anywhere; what LIKE would take for a wildcard stands for itself.
    static func pattern(_ part: String) -> String {
        "%" + part.lowercased().map { "!%_".contains($0) ? "!\($0)" : "\($0)" }.joined() + "%"
    }
}

/// What to look documents up by.
public enum DocumentQuery: Hashable, Sendable {
    case digest(Digest)
    /// A part of the original name, in capitals or small letters.
    case name(String)
}

/// One use of a document as a piece.
public struct DocumentUse: Hashable, Sendable {
    public let document: Document.ID
    public let blob: BlobDescriptor
    public let name: String
    public let mediaType: MediaType
    public let dossier: DossierCode
    public let requirement: RequirementCode
    public let piece: PieceCode
    public let attachedAt: Instant
    /// Its place among the pieces of the requirement.
    let place: PlacedPiece.Position

    public var position: Position { Position(dossier: dossier, requirement: requirement, place: place) }

    /// Where a use stands in a list by dossier and requirement.
    public struct Position: Hashable, Sendable, LosslessStringConvertible {
        let dossier: DossierCode
        let requirement: RequirementCode
        let place: PlacedPiece.Position

        init(dossier: DossierCode, requirement: RequirementCode, place: PlacedPiece.Position) {
            (self.dossier, self.requirement, self.place) = (dossier, requirement, place)
        }

        public init?(_ description: String) {
            let parts = description.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let dossier = DossierCode(String(parts[0])),
                let requirement = RequirementCode(String(parts[1])), let place = PlacedPiece.Position(String(parts[2]))
            else { return nil }
            self.init(dossier: dossier, requirement: requirement, place: place)
        }

        public var description: String { "\(dossier)/\(requirement)/\(place)" }
    }
}
