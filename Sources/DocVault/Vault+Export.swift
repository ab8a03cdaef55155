internal import Foundation
public import SystemPackage

extension Vault {
    /// Writes a dossier as an archive, or several, that outside tools can verify. See `docs/formats/bag.md`.
    ///
    /// Each archive is written under a temporary name, read again and verified as an auditor would, and synchronised; the
    /// journal is told; and only then it gets its name: there is a whole archive or none. Memory does not grow with the size
    /// or the number of pieces.
    /// - Parameters:
    ///   - path: Of several archives, each has its number before the ending: `dossier.v2of3.zip`.
    ///   - progress: Called with the payload bytes written so far and their total.
    /// - Throws: what ``prepareExport(_:scope:perspective:as:volumeSize:)`` throws;
    ///   ``VaultError/blobCorrupt(_:)`` or ``VaultError/blobNotFound(_:)`` when a piece is not what it was; no file then.
    @discardableResult
    public func exportDossier(
        _ code: DossierCode, to path: FilePath, as format: ArchiveFormat, scope: ExportScope = .dossier,
        perspective: Perspective? = nil, volumeSize: Int64? = nil,
        progress: (_ written: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> DossierExport {
        let export = try await prepareExport(
            code, scope: scope, perspective: perspective, as: format, volumeSize: volumeSize)
        return try await executor.run {
            var written: Int64 = 0
            var outputs: [FinishedArchive] = []
            for volume in export.volumes {
                let output = try await write(volume, of: export, to: export.path(of: volume, at: path)) {
                    progress(written + $0, export.payloadInBytes)
                }
                written += volume.plan.payloadInBytes
                outputs.append(output)
            }
            try await announce(export, delivery: "file")
            for output in outputs { try output.publish() }
            return DossierExport(
                bagName: export.volumes[0].bagName, pieceCount: export.pieceCount, rowCount: export.rowCount,
                payloadInBytes: export.payloadInBytes, perspective: export.request.perspective,
                sequence: export.sequence, sealFingerprint: export.sealFingerprint,
                files: outputs.map(\.path.string))
        }
    }

    private func write(
        _ volume: PreparedExport.Volume, of export: PreparedExport, to path: FilePath, _ progress: (Int64) -> Void
    ) async throws -> FinishedArchive {
        let output = try FinishedArchive(at: path)
        do {
            // Pieces are not checked here: what counts is what stands in the archive, and that is hashed when it is read again.
            let stream = try ArchiveStream(of: volume.plan, as: export.format, blobs: blobs, checksPieces: false) {
                try output.write($0)
            }
            try await stream.write(beforeEnd: {}, { progress($0) })
        } catch let error as ArchiveError {
            throw error.isFull ? .outputFull(path.string) : VaultError(archive: error)
        }
        try await verify(volume.plan, in: output.descriptor)
        return output
    }

    /// Reads the archive again, as an auditor would. A piece that is not what it should be is looked at in the store, so
    /// that a damaged copy is set aside and named.
    private func verify(_ plan: BagPlan, in descriptor: Int32) async throws {
        let report = try await BagVerifier(executor: executor).verify(archive: descriptor)
        guard !report.problems.isEmpty else { return }
        let damaged = Set(report.problems.map { "\(plan.name)/\($0.path)" })
        try await plan.forEachEntry { entry, content in
            guard case .piece(let blob) = content, damaged.contains(entry.path) else { return }
            try await blobs.read(blob.digest) { _ in }
        }
        throw VaultError.storageFailed(
            StorageFailure(
                operation: "export", detail: report.problems.map { $0.sentence.text(in: .en) }.joined(separator: "; ")))
    }

    /// Tells the journal of an export: before it has a name, or before the first byte goes out.
    func announce(
        _ export: PreparedExport, delivery: String, volume: Int? = nil, from offset: Int64 = 0
    ) async throws {
        let request = export.request
        let bags = export.volumes.enumerated().filter { volume == nil || $0.offset == volume }.map(\.element.plan)
        try await database.perform(.exportDossier, on: .dossier(request.code), by: context) {
            _, journal, admission in
            _ = try journal.append(
                .dossierExported, JournalSubject(.dossier, admission.required.id),
                after: .object(
                    leavingOut: [
                        ("bags", .array(bags.map { .string($0.tagManifestDigest.description) })),
                        ("delivery", .string(delivery)), ("dossier", .string(request.code.text)),
                        ("format", .string(export.format.rawValue)),
                        ("offset", offset > 0 ? .integer(offset) : nil),
                        ("perspective", .string(request.perspective.rawValue)),
                        ("pieces", .integer(Int64(export.rowCount))),
                        ("profile", .string(request.scope.profile.rawValue)),
                        ("sequence", .integer(Int64(export.sequence))),
                    ]))
        }
    }
}

extension PreparedExport {
    /// Where an archive is written: the path that was asked for, with the volume's number where there are several.
    fileprivate func path(of volume: Volume, at path: FilePath) -> FilePath {
        guard let part = volume.plan.part else { return path }
        let name = path.lastComponent?.string ?? ""
        let ending = ".\(format.rawValue)"
        let stem = name.lowercased().hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
        let numbered = "\(stem).v\(part.number)of\(part.count)\(ending)"
        return path.removingLastComponent().appending(numbered)
    }
}

/// An archive while it is written, and until it has its name.
private final class FinishedArchive {
    /// How much is written before the disk is asked to take it: then there is less to wait for at the end.
    private static let writebackStep: Int64 = 16 << 20

    let path: FilePath
    private var output: OutputFile?
    let descriptor: Int32
    private var (written, asked) = (Int64(0), Int64(0))

    init(at path: FilePath) throws {
        let output = try OutputFile(at: path)
        (self.path, descriptor) = (path, output.descriptor)
        self.output = consume output
    }

    func write(_ bytes: [UInt8]) throws {
        try output?.write(bytes)
        written += Int64(bytes.count)
        guard written - asked >= Self.writebackStep else { return }
        output?.startWriteback(offset: asked, length: written - asked)
        asked = written
    }

    func publish() throws { try output.take()?.publish() }
}

extension VaultError {
    init(archive error: ArchiveError) {
        self = .storageFailed(StorageFailure(operation: "archive", detail: "\(error.code) \(error.detail)"))
    }
}
