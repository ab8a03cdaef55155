/// What exports rest on and were sealed with, in the catalog. It is written once and never changes.
enum ExportSealRecords {
    private static let seal: SQLStatement = """
        SELECT signature, certificates, timestamp FROM export_seal WHERE tag_manifest_digest = $1
        """

    /// The seal over a tag manifest, by its digest.
    static func seal(over tagManifest: Digest, in connection: any SQLConnection) throws -> BagSeal? {
        try connection.row(of: seal, [.digest(tagManifest)]).map { row in
            BagSeal(
                signature: try row.bytes("signature"), certificates: try row.bytes("certificates"),
                timestamp: try row.optional("timestamp", SQLRow.bytes))
        }
    }

    private static let sealInsertion: SQLStatement = """
        INSERT INTO export_seal (tag_manifest_digest, signature, certificates, timestamp, sealed_at)
        VALUES ($1, $2, $3, $4, $5)
        """

    static func insert(
        _ seal: BagSeal, over tagManifest: Digest, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            sealInsertion,
            [
                .digest(tagManifest), .bytes(seal.signature), .bytes(seal.certificates),
                seal.timestamp.map(SQLValue.bytes) ?? .null, .instant(now),
            ])
    }

    private static let checkpoint: SQLStatement = "SELECT note, keys FROM export_checkpoint WHERE size = $1"

    /// The checkpoint over so many events that exports rest on, once one has.
    static func checkpoint(over size: Int, in connection: any SQLConnection) throws -> ExportCheckpoint? {
        try connection.row(of: checkpoint, [.integer(size)]).map { row in
            ExportCheckpoint(size: size, note: try row.bytes("note"), keys: try row.text("keys"))
        }
    }

    private static let checkpointInsertion: SQLStatement = """
        INSERT INTO export_checkpoint (size, note, keys) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING
        """

    static func insert(_ checkpoint: ExportCheckpoint, in connection: any SQLConnection) throws {
        try connection.execute(
            checkpointInsertion, [.integer(checkpoint.size), .bytes(checkpoint.note), .text(checkpoint.keys)])
    }

    private static let lastOfState: SQLStatement = """
        SELECT MAX(sequence) AS sequence FROM journal_event
        WHERE dossier_id = $1 AND action NOT IN ('dossier.exported', 'bag.sealed', 'act.refused')
        """

    /// The last event that is part of a dossier's state: neither an export of it nor an act that was refused is.
    static func lastSequence(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> Int? {
        guard let row = try connection.row(of: lastOfState, [.identifier(dossier)]), try !row.isNull("sequence") else {
            return nil
        }
        return Int(try row.integer("sequence"))
    }

    private static let ofState: SQLStatement = """
        SELECT sequence, recorded_at, action, subject_id, commitment, salt, body FROM journal_event
        WHERE dossier_id = $1 AND sequence <= $2 AND action NOT IN ('dossier.exported', 'bag.sealed', 'act.refused')
        ORDER BY sequence
        """

    /// The events that are part of a dossier's state, up to one of them.
    static func forEachEvent(
        of dossier: Dossier.ID, through sequence: Int, in connection: any SQLConnection,
        _ consume: (StoredEvent) throws -> Void
    ) throws {
        try connection.forEachRow(of: ofState, [.identifier(dossier), .integer(sequence)]) {
            try consume(StoredEvent($0))
        }
    }
}

/// A checkpoint that exports of one state of a dossier rest on, with the keys that were published then.
struct ExportCheckpoint: Hashable, Sendable {
    let size: Int
    let note: [UInt8]
    let keys: String

    /// The key that signed it.
    var signer: PublishedKey? {
        keys.split(separator: "\n").compactMap { PublishedKey(String($0)) }.signer(of: note, size: size)
    }
}

/// Who vouches for a bag: a signature over its tag manifest, and a time stamp over the same.
struct BagSeal: Hashable, Sendable {
    /// Detached CMS, in DER.
    let signature: [UInt8]
    /// In PEM, that of the signer first.
    let certificates: [UInt8]
    /// An RFC 3161 token, in DER.
    let timestamp: [UInt8]?

    static let signaturePath = "seal/tagmanifest-sha256.txt.p7s"
    static let certificatesPath = "seal/certificates.pem"
    static let timestampPath = "seal/tagmanifest-sha256.txt.tst"

    /// The files of the seal, in the order in which they stand in an archive.
    func papers() throws -> [BagPaper] {
        var papers = [
            BagPaper(path: Self.certificatesPath, content: try Spool(certificates)),
            BagPaper(path: Self.signaturePath, content: try Spool(signature)),
        ]
        if let timestamp { papers.append(BagPaper(path: Self.timestampPath, content: try Spool(timestamp))) }
        return papers
    }
}
