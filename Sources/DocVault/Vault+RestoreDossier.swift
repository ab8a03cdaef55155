public import SystemPackage

/// What restoring a dossier from an archive came to.
public struct DossierRestoration: Hashable, Sendable {
    public let code: DossierCode
    /// The journal of the vault that it comes from.
    public let origin: String
    public let pieceCount: Int
    /// The rows of the record.
    public let rowCount: Int
    /// The fingerprint of the certificate that the archive is sealed by.
    public let signerFingerprint: String?
}

extension Vault {
    private static let largestCheckpoint = 1 << 20

    /// Restores a dossier from an archive that another vault exported: digests, facts, submissions and decisions are those it
    /// had, and what the other journal said of it is kept with its proofs.
    ///
    /// The archive is verified first, as an auditor would; nothing happens when anything is wrong with it. The bytes are stored
    /// before the one transaction that adds the dossier. Orders not to destroy are not in an archive: place them again.
    /// - Parameters:
    ///   - archives: The archive, or all volumes of a group.
    ///   - trust: Whose seal counts; without any, whoever sealed it is believed, and named in the journal.
    /// - Throws: ``VaultError/contradictsVault(field:reason:)`` when the dossier is here;
    ///   ``VaultError/archiveUnreadable(name:reason:)`` when it is not whole, or has no record.
    public func restoreDossier(
        from archives: [FilePath], trusting trust: BagTrust = .none,
        progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws -> DossierRestoration {
        let name = archives.first?.lastComponent?.string ?? ""
        // Before anything is read: who may not import learns nothing of the archive.
        try await database.view(.importDossier, of: .vault, by: context) { _, _ in }
        let report = try await BagVerifier(executor: executor).verify(archives, trusting: trust, progress: progress)
        if let problem = report.problems.first {
            throw VaultError.archiveUnreadable(name: name, reason: problem.sentence)
        }
        do {
            return try await executor.run { try await restore(archives, report) }
        } catch let flaw as RestorationFlaw {
            throw VaultError.archiveUnreadable(name: name, reason: flaw.sentence)
        } catch let error as ArchiveError {
            throw VaultError.archiveUnreadable(name: name, reason: error.reason)
        }
    }

    private func restore(_ archives: [FilePath], _ report: BagReport) async throws -> DossierRestoration {
        let content = try await content(of: archives)
        guard let record = content.record, let events = content.events,
            let stateDigest = content.stateDigest,
            let checkpoint = try? Checkpoint(parsing: SignedNote(parsing: content.checkpoint).text)
        else { throw RestorationFlaw.noRecord }
        // The bytes are kept from removal until the transaction has ended.
        defer { withExtendedLifetime(content.deposits) {} }
        let head = try Self.head(of: record)
        let (deposits, keys, note) = (content.deposits, content.keys, content.checkpoint)
        let target = ActTarget.newDossier(head.code, programme: head.programme)
        let fingerprint = report.statement.signerFingerprint
        return try await database.perform(.importDossier, on: target, by: context) { connection, journal, admission in
            guard admission.dossier == nil else {
                throw VaultError.contradictsVault(
                    field: "dossier", reason: Sentence("export.restore.isHere", ["dossier": .text("\(head.code)")]))
            }
            var restoration = DossierRestorationRecords(
                of: Set(deposits.map(\.descriptor.digest)), at: journal.now, in: connection)
            for deposit in deposits { try CondemnedBlobRecords.adopt(deposit, in: connection) }
            try record.forEachLineNow { line in
                guard let row = RecordRow(line: Array(line.utf8)) else { throw RestorationFlaw.unreadable }
                try restoration.insert(row)
            }
            let dossier = try restoration.finish()
            guard let id = restoration.dossier, dossier.code == head.code else { throw RestorationFlaw.unreadable }
            let origin = DossierOrigin(
                origin: checkpoint.origin, stateDigest: stateDigest, checkpoint: note, keys: keys)
            try DossierOriginRecords.insert(origin, events: events, of: id, at: journal.now, in: connection)
            try ObligationRecords.refresh(id, at: journal.now, in: connection)
            journal.dossier = id
            try journal.append(
                .dossierRestored, JournalSubject(.dossier, id),
                after: .object(
                    leavingOut: [
                        ("bag", .string(stateDigest.description)),
                        ("certificate", fingerprint.map { .string("sha256:\($0)") }),
                        ("dossier", .string(dossier.code.text)), ("origin", .string(checkpoint.origin)),
                        ("pieces", .integer(Int64(deposits.count))), ("state", dossier.canonical),
                    ]))
            return DossierRestoration(
                code: dossier.code, origin: checkpoint.origin, pieceCount: deposits.count,
                rowCount: restoration.rowCount, signerFingerprint: fingerprint)
        }
    }

    /// What an archive has for a restoration.
    private struct Content {
        var deposits: [BlobDeposit] = []
        var record: Spool?
        var events: Spool?
        var checkpoint: [UInt8] = []
        var keys = ""
        var stateDigest: Digest?
    }

    /// Stores the pieces, and sets aside what the rest is restored from.
    private func content(of archives: [FilePath]) async throws -> Content {
        var content = Content()
        for archive in try BagPlaces(archives).paths {
            var manifest: Digest?
            try await ArchivedDossier.forEachFile(of: try BagPlaces.files(of: archive)) { path, bytes in
                switch path {
                case RecordPaper.path:
                    // The manifest comes before what it names, and the bag with the record is the one that has the papers.
                    (content.record, content.stateDigest) = (try await spool(bytes), manifest)
                case "\(JournalPapers.folder)/events.jsonl": content.events = try await spool(bytes)
                case "\(JournalPapers.folder)/checkpoint":
                    content.checkpoint = try await bytes.whole(atMost: Self.largestCheckpoint)
                case "\(JournalPapers.folder)/keys.txt":
                    let keys = try await bytes.whole(atMost: Self.largestCheckpoint)
                    content.keys = String(decoding: keys, as: UTF8.self)
                case "manifest-sha256.txt": manifest = try await spool(bytes).digest
                case _ where path.hasPrefix("data/20_requirements/") && !path.hasSuffix("/requirement.json"):
                    content.deposits.append(try await blobs.put(bytes))
                default: break
                }
            }
        }
        return content
    }

    private func spool(_ bytes: FileBytes) async throws -> Spool {
        let writer = SharedSpoolWriter(try SpoolWriter(in: scratch))
        for try await part in bytes { try writer.write(part) }
        return try writer.finish()
    }

    /// The code and the programme that the record is of: what the rules of access are asked about.
    private static func head(of record: Spool) throws -> (code: DossierCode, programme: String) {
        var head: (DossierCode, String)?
        try record.forEachLineNow { line in
            guard head == nil, let row = RecordRow(line: Array(line.utf8)), row.table.name == "dossier",
                case .text(let text) = row["code"], let code = DossierCode(text),
                case .text(let programme) = row["programme"]
            else { return }
            head = (code, programme)
        }
        guard let head else { throw RestorationFlaw.noRecord }
        return head
    }
}

/// A spool that is written across suspensions.
private final class SharedSpoolWriter {
    private var writer: SpoolWriter

    init(_ writer: consuming SpoolWriter) { self.writer = writer }

    func write(_ bytes: [UInt8]) throws { try writer.write(bytes) }
    func finish() throws -> Spool { try writer.finish() }
}
