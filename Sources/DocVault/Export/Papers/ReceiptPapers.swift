/// The receipt of a submitted round, in `data/70_receipt`: what `vault verify` checks, and pages for people.
enum ReceiptPapers {
    static let folder = "data/70_receipt"

    /// - Throws: ``VaultError/nothingSubmitted(_:_:)`` when there is no such round; ``VaultError/eventErased(_:)``.
    static func make(
        ofRound round: Int, of requirement: RequirementCode, in dossier: Dossier.ID, on checkpoint: ExportCheckpoint,
        tiles: EarlierTiles, _ connection: any SQLConnection
    ) throws -> [BagPaper] {
        guard
            let standing = try RequirementRecords.standings(of: dossier, in: connection).first(where: {
                $0.requirement.code == requirement
            })
        else { throw VaultError.eventNotFound(requirement.text) }
        guard
            let submission = try SubmissionRecords.submissions(of: standing.id, in: connection).first(where: {
                $0.round == round
            })
        else { throw VaultError.nothingSubmitted(requirement, standing.state) }
        // The journal of a vault that a dossier was restored into did not see it submitted.
        guard
            let sequence = try JournalRecords.firstSequence(about: submission.id.uuid.bytes, in: connection),
            let event = try JournalRecords.event(sequence, in: connection)
        else { throw VaultError.eventNotFound(submission.id.description) }
        guard let (salt, body) = event.opening else { throw VaultError.eventErased(sequence) }
        let inclusion = try TiledTree(size: checkpoint.size, source: tiles).inclusionProof(for: sequence)
        let proof = TlogProof(inclusion, checkpoint: try SignedNote(parsing: checkpoint.note))
        let pieces = try SubmissionRecords.pieces(of: submission.id, in: connection).map(Receipt.Piece.init)
        // The names that the event commits to are gone with a document: no receipt could be proved any more.
        for piece in try SubmissionRecords.pieces(of: submission.id, in: connection) {
            guard let tombstone = try TombstoneRecords.tombstone(of: piece.document, in: connection) else { continue }
            throw VaultError.retentionRefused(.documentDisposed(tombstone))
        }
        let receipt = Receipt(
            format: Receipt.format, origin: try Checkpoint(parsing: SignedNote(parsing: checkpoint.note).text).origin,
            pieces: pieces, event: String(decoding: body, as: UTF8.self), salt: Hexadecimal.encode(salt),
            proof: String(decoding: proof.bytes, as: UTF8.self),
            keys: checkpoint.keys.split(separator: "\n").map(String.init), timestamp: nil)
        return try [BagPaper(path: "\(folder)/receipt.json", content: Spool(receipt.bytes()))]
            + Language.allCases.map { language in
                BagPaper(
                    path: "\(folder)/receipt_\(language.rawValue).html",
                    content: try Spool(try ReceiptPage(receipt: receipt, language: language).html()))
            }
    }
}
