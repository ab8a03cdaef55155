internal import SystemPackage

/// What the journal says of a dossier, with proofs: `data/60_journal`. See `docs/formats/bag.md`.
enum JournalPapers {
    static let folder = "data/60_journal"

    static func make(
        of dossier: Dossier.ID, on checkpoint: ExportCheckpoint, tiles: EarlierTiles, for perspective: Perspective,
        scratch: FilePath, _ connection: any SQLConnection
    ) throws -> [BagPaper] {
        let tree = try TiledTree(size: checkpoint.size, source: tiles)
        var events = try SpoolWriter(in: scratch)
        try ExportSealRecords.forEachEvent(of: dossier, through: checkpoint.size - 1, in: connection) { event in
            let proof = try tree.inclusionProof(for: event.sequence)
            try events.write(Self.line(event, proof, for: perspective))
        }
        return try [BagPaper(path: "\(folder)/events.jsonl", content: events.finish())] + sealPapers(of: checkpoint)
            + originPapers(of: dossier, for: perspective, scratch: scratch, connection)
    }

    /// What the journal of the vault said that the dossier was restored from, as it stood in the bag that it came in.
    private static func originPapers(
        of dossier: Dossier.ID, for perspective: Perspective, scratch: FilePath, _ connection: any SQLConnection
    ) throws -> [BagPaper] {
        guard perspective == .agency, let origin = try DossierOriginRecords.origin(of: dossier, in: connection) else {
            return []
        }
        var events = try SpoolWriter(in: scratch)
        try DossierOriginRecords.forEachEvent(of: dossier, in: connection) { try events.write($0 + "\n") }
        return [
            BagPaper(path: "\(folder)/origin/checkpoint", content: try Spool(origin.checkpoint)),
            BagPaper(path: "\(folder)/origin/events.jsonl", content: try events.finish()),
            BagPaper(path: "\(folder)/origin/keys.txt", content: try Spool(origin.keys)),
        ]
    }

    private static func line(
        _ event: StoredEvent, _ proof: InclusionProof, for perspective: Perspective
    ) throws -> String {
        let opening = perspective.opens(event.action) ? event.opening : nil
        let json = CanonicalJSON.object(
            leavingOut: [
                ("commitment", .string(Hexadecimal.encode(event.commitment))),
                ("event", opening.map { .string(String(decoding: $0.body, as: UTF8.self)) }),
                ("proof", .array(proof.hashes.map { .string(Base64.encode($0.bytes)) })),
                ("salt", opening.map { .string(Hexadecimal.encode($0.salt)) }),
                ("sequence", .integer(Int64(event.sequence))),
            ])
        return String(decoding: try json.canonicalBytes(), as: UTF8.self) + "\n"
    }

    /// The checkpoint, as it is for programs, and taken apart for `openssl`.
    private static func sealPapers(of checkpoint: ExportCheckpoint) throws -> [BagPaper] {
        let note = try SignedNote(parsing: checkpoint.note)
        let keys = checkpoint.keys.split(separator: "\n").compactMap { PublishedKey(String($0)) }
        guard let signer = keys.signer(of: checkpoint.note, size: checkpoint.size)?.key,
            let signature = note.signatures.first(where: { $0.name == signer.name && $0.keyID == signer.keyID })
        else { throw JournalFlaw.checkpointByOtherKey }
        return [
            BagPaper(path: "\(folder)/checkpoint", content: try Spool(checkpoint.note)),
            BagPaper(path: "\(folder)/checkpoint.body", content: try Spool(note.text)),
            BagPaper(path: "\(folder)/checkpoint.sig", content: try Spool(signature.bytes)),
            BagPaper(path: "\(folder)/journal-key.pem", content: try Spool(try signer.publicKey.pem())),
            BagPaper(path: "\(folder)/keys.txt", content: try Spool(checkpoint.keys)),
        ]
    }
}

extension Perspective {
    /// Whether what an event of this action says is shown, not only that it is there.
    ///
    /// Withheld are the agency's notes about findings, and who else has access: the former from everybody outside the agency,
    /// the latter from auditors, whose mandate is about proof and not about people.
    func opens(_ action: String) -> Bool {
        switch JournalAction(rawValue: action) {
        case .findingRaised: self != .beneficiary
        case .findingDismissed: self == .agency
        case .dossierShared, .sharingEnded: self != .auditor
        default: true
        }
    }
}
