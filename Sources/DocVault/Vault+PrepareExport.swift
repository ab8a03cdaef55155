extension Vault {
    /// Settles an export: what is in it, under which names, how long it is, and its seal.
    ///
    /// The pieces are those of one snapshot. Nothing of them is read; memory does not grow with their number.
    /// - Parameters:
    ///   - perspective: For whom; without it, for whoever acts. Nobody gets more than they may see.
    ///   - volumeSize: How long an archive may be: a larger export is a group of bags. A piece that is larger has an archive
    ///     for itself.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/nothingToExport(_:)``, ``VaultError/refused(_:)``;
    ///   ``VaultError/vaultReadOnly``, because every export leaves an event.
    public func prepareExport(
        _ code: DossierCode, scope: ExportScope = .dossier, perspective: Perspective? = nil, as format: ArchiveFormat,
        volumeSize: Int64? = nil
    ) async throws -> PreparedExport {
        if let volumeSize, volumeSize < VolumePlan.smallest {
            throw VaultError.malformed(
                field: "--volume-size",
                reason: Sentence("export.volumeTooSmall", ["smallest": .size(VolumePlan.smallest)]))
        }
        if case .sample(let sample) = scope, sample.chosen.isEmpty {
            return try await prepareSample(sample, of: code, perspective, as: format, volumeSize: volumeSize)
        }
        let draft = try await draft(of: code, scope, perspective, volumeSize)
        return try await prepare(draft, papers: [], as: format)
    }

    /// A sample with the proof that each piece is one of the sealed dossier: both at the same event of its journal.
    private func prepareSample(
        _ sample: Sample, of code: DossierCode, _ perspective: Perspective?, as format: ArchiveFormat,
        volumeSize: Int64?
    ) async throws -> PreparedExport {
        guard sample.size > 0 else {
            throw VaultError.malformed(field: "--size", reason: Sentence("export.sampleTooSmall"))
        }
        while true {
            let whole = try await prepareExport(code, perspective: perspective, as: .tar)
            let (scratch, request) = (scratch, whole.request)
            let papers = try await database.view(.exportDossier, of: .dossier(code), by: context) {
                connection, admission in
                try SamplePapers.choose(
                    sample, of: admission.required.id, request, scratch: scratch, connection)
            }
            let draft = try await draft(of: code, .sample(papers.chosen), whole.request.perspective, volumeSize)
            // Somebody attached something meanwhile: once more, from one state.
            guard draft.subject.sequence == whole.sequence else { continue }
            return try await prepare(draft, papers: papers.papers(provedBy: whole.volumes[0].plan), as: format)
        }
    }

    /// Once more, when another export of the same state has signed its checkpoint with another key meanwhile.
    private func prepare(
        _ draft: BagDraft, papers further: [BagPaper], as format: ArchiveFormat
    ) async throws -> PreparedExport {
        while true {
            do { return try await prepareOnce(draft, further, as: format) } catch is CheckpointReplaced { continue }
        }
    }

    private func prepareOnce(
        _ draft: BagDraft, _ further: [BagPaper], as format: ArchiveFormat
    ) async throws -> PreparedExport {
        let keys = try exportKeys()
        let checkpoint = try await exportCheckpoint(over: draft.subject.sequence + 1)
        let papers = try await draft.papers + further + journalPapers(of: draft.subject, on: checkpoint)
        var volumes: [PreparedExport.Volume] = []
        var payloadInBytes: Int64 = 0
        let count = draft.isGroup ? draft.pieces.count + 1 : 1
        for number in 1...count {
            let bag = try unsealedBag(of: draft, papers, number: number, of: count, keys, checkpoint)
            let plan = try bag.sealed(by: await seal(over: bag.tagManifest, of: draft.subject, checkpoint, keys))
            payloadInBytes += plan.payloadInBytes
            let mark = "\(format.rawValue) \(plan.tagManifestDigest) \(plan.sealDigest)"
            volumes.append(
                PreparedExport.Volume(
                    bagName: plan.name, sizeInBytes: try await plan.size(as: format),
                    validator: try DigestHasher.digest(of: Array(mark.utf8)).hexadecimal, plan: plan))
        }
        return PreparedExport(
            request: draft.subject.request, format: format, volumes: volumes, rowCount: draft.rowCount,
            pieceCount: draft.pieces.reduce(0) { $0 + $1.count }, payloadInBytes: payloadInBytes,
            sequence: draft.subject.sequence, sealFingerprint: try keys.fingerprint)
    }

    private func draft(
        of code: DossierCode, _ scope: ExportScope, _ perspective: Perspective?, _ volumeSize: Int64?
    ) async throws -> BagDraft {
        let scratch = scratch
        // Whoever may not learn that the dossier is there learns nothing of the vault either.
        try await database.view(.exportDossier, of: .dossier(code), by: context) { _, _ in }
        let origin = try published.keys.origin
        return try await database.view(.exportDossier, of: .dossier(code), by: context) { connection, admission in
            let widest = try admission.perspective
            let perspective = perspective ?? widest
            guard perspective.isWithin(widest) else {
                throw VaultError.malformed(field: "--perspective", reason: Sentence("export.perspectiveTooWide"))
            }
            if let requirement = scope.requirement {
                _ = try RequirementRecords.require(requirement, of: admission.required, in: connection)
            }
            return try BagDraft.make(
                ExportRequest(code, scope: scope, perspective: perspective), of: admission.required.id, origin: origin,
                volumeSize: volumeSize, scratch: scratch, connection)
        }
    }

    private func journalPapers(of subject: BagSubject, on checkpoint: ExportCheckpoint) async throws -> [BagPaper] {
        let scratch = scratch
        let code = subject.request.code
        return try await namingFlaws {
            try await onPublishedTiles { tiles in
                try await database.view(.exportDossier, of: .dossier(code), by: context) { connection, _ in
                    var papers = try JournalPapers.make(
                        of: subject.id, on: checkpoint, tiles: tiles, for: subject.perspective, scratch: scratch,
                        connection)
                    if case .round(let round, let requirement) = subject.request.scope {
                        papers += try ReceiptPapers.make(
                            ofRound: round, of: requirement, in: subject.id, on: checkpoint, tiles: tiles, connection)
                    }
                    return papers
                }
            }
        }
    }

    private func unsealedBag(
        of draft: BagDraft, _ papers: [BagPaper], number: Int, of count: Int, _ keys: ExportKeys,
        _ checkpoint: ExportCheckpoint
    ) throws -> UnsealedBag {
        let hasPapers = number == 1
        let hasPieces = !draft.isGroup || number > 1
        let pieces = try hasPieces ? draft.pieces[max(0, number - 2)] : .none()
        let part = BagDescription.Part(group: BagFolderName(of: draft.subject).group, number: number, count: count)
        let subject = draft.subject
        return try UnsealedBag.make(
            of: draft, part: draft.isGroup ? part : nil, pieces: pieces, papers: hasPapers ? papers : [],
            scratch: scratch
        ) { totals in
            try BagPapers.tagPapers(
                about: subject, totals, sealFingerprint: keys.fingerprint,
                journalFingerprint: checkpoint.signer?.key.fingerprint ?? "")
        }
    }

    /// The seal over a tag manifest: the one that was made before, or a new one.
    ///
    /// It is made in a transaction that looks for one again, so two who export the same state at once get the same bytes.
    /// A time stamping authority that does not answer is no reason to give no archive: the seal is without its stamp then.
    private func seal(
        over tagManifest: Spool, of subject: BagSubject, _ checkpoint: ExportCheckpoint, _ keys: ExportKeys
    ) async throws -> BagSeal {
        let digest = tagManifest.digest
        let code = subject.request.code
        let known = try await database.view(.exportDossier, of: .dossier(code), by: context) { connection, _ in
            try ExportSealRecords.seal(over: digest, in: connection)
        }
        if let known { return known }
        let bytes = try tagManifest.bytes()
        let seal = BagSeal(
            signature: try keys.signature(over: bytes, at: clock.now()), certificates: keys.certificates,
            timestamp: await timestamp(over: bytes))
        return try await database.perform(.exportDossier, on: .dossier(code), by: context) { connection, journal, _ in
            if let other = try ExportSealRecords.seal(over: digest, in: connection) { return other }
            if let other = try ExportSealRecords.checkpoint(over: checkpoint.size, in: connection), other != checkpoint
            {
                throw CheckpointReplaced()
            }
            try ExportSealRecords.insert(checkpoint, in: connection)
            try ExportSealRecords.insert(seal, over: digest, at: journal.now, in: connection)
            try journal.append(
                .bagSealed, JournalSubject(.dossier, subject.id),
                after: [
                    "bag": .string(digest.description), "certificate": .string("sha256:\(try keys.fingerprint)"),
                    "dossier": .string(code.text), "sequence": .integer(Int64(subject.sequence)),
                ])
            return seal
        }
    }

    private func timestamp(over tagManifest: [UInt8]) async -> [UInt8]? {
        guard let authority = try? timestampAuthority() else { return nil }
        return try? await authority.stamp(tagManifest)
    }

    func exportKeys() throws -> ExportKeys {
        let keys = try published.keys
        return try ExportKeys(in: keys.folder, origin: keys.origin, at: clock.now())
    }
}

/// The checkpoint that a bag was to rest on is not the one that was kept.
private struct CheckpointReplaced: Error {}

extension BagDraft.Pieces {
    fileprivate static func none() throws -> BagDraft.Pieces {
        BagDraft.Pieces(list: try Spool(""), count: 0, sizeInBytes: 0)
    }
}

extension Perspective {
    /// Whether who may have `widest` may have this.
    func isWithin(_ widest: Perspective) -> Bool {
        switch widest {
        case .agency: true
        case .auditor: self != .agency
        case .beneficiary: self == .beneficiary
        }
    }
}
