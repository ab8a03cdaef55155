public import SystemPackage

/// What was exported.
public struct DossierExport: Hashable, Sendable {
    /// The one folder in the archive.
    public let bagName: String
    public let pieceCount: Int
    /// The size of the payload: the pieces and the inventories.
    public let payloadInBytes: Int64
}

extension Vault {
    /// Writes a dossier as an archive that outside tools can verify. See `docs/formats/bag.md`.
    ///
    /// The pieces are those of one snapshot. The archive is written under a temporary name, read again and verified as an
    /// auditor would, synchronised, and only then given its name: there is a whole archive or none. Memory does not grow
    /// with the size or the number of pieces.
    /// - Parameter progress: Called with the payload bytes written so far and their total.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/nothingToExport(_:)``;
    ///   ``VaultError/blobCorrupt(_:)`` or ``VaultError/blobNotFound(_:)`` when a piece is not what it was; no file then.
    public func exportDossier(
        _ code: DossierCode, to path: FilePath, as format: ArchiveFormat,
        progress: (_ written: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> DossierExport {
        let plan = try await plan(for: code)
        return try await executor.run {
            let output = try OutputFile(at: path)
            do {
                try await write(plan, to: output.descriptor, as: format, progress)
            } catch let error as ArchiveError {
                throw error.isFull ? .outputFull(path.string) : VaultError(archive: error)
            }
            try await verify(plan, in: output.descriptor)
            try output.publish()
            return DossierExport(bagName: plan.name, pieceCount: plan.pieceCount, payloadInBytes: plan.sizeInBytes)
        }
    }

    private func plan(for code: DossierCode) async throws -> BagPlan {
        let scratch = scratch
        return try await database.view(.exportDossier, of: .dossier(code), by: context) { connection, _ in
            try BagPlan.make(for: code, scratch: scratch, connection)
        }
    }

    private func write(
        _ plan: BagPlan, to descriptor: Int32, as format: ArchiveFormat, _ progress: (Int64, Int64) -> Void
    ) async throws {
        var archive = try ArchiveWriter(format, writingTo: descriptor)
        var written: Int64 = 0
        try await plan.forEachEntry { entry in
            try archive.beginFile(at: "\(plan.name)/\(entry.path)", sizeInBytes: entry.sizeInBytes)
            switch entry {
            case .text(_, let content):
                var content = content
                try content.withUTF8 { try archive.write(UnsafeRawBufferPointer($0)) }
            case .spool(_, let content): try content.forEachChunk { try archive.write($0) }
            case .blob(_, let blob):
                // Not verified here: what counts is what stands in the archive, and that is hashed when it is read again.
                try await blobs.read(blob.digest, in: 0..<blob.sizeInBytes) { chunk in
                    try chunk.withUnsafeBytes { try archive.write($0) }
                }
                try await checkLength(of: blob, missing: archive.unwritten)
                written += blob.sizeInBytes
                progress(written, plan.sizeInBytes)
            }
        }
        try archive.finish()
    }

    /// Reads the archive again, as an auditor would. A piece that is not what it should be is looked at in the store, so
    /// that a damaged copy is set aside and named.
    private func verify(_ plan: BagPlan, in descriptor: Int32) async throws {
        let report = try await BagVerifier(executor: executor).verify(archive: descriptor)
        guard !report.problems.isEmpty else { return }
        let damaged = Set(report.problems.map(\.path))
        try await plan.forEachEntry { entry in
            guard case .blob(let path, let blob) = entry, damaged.contains(path) else { return }
            try await blobs.read(blob.digest) { _ in }
        }
        throw VaultError.storageFailed(
            StorageFailure(
                operation: "export", detail: report.problems.map { $0.sentence.text(in: .en) }.joined(separator: "; ")))
    }

    private func checkLength(of blob: BlobDescriptor, missing: Int64) async throws {
        guard missing > 0 else { return }
        try await blobs.read(blob.digest) { _ in }
        throw VaultError.blobCorrupt(blob.digest)
    }
}

extension VaultError {
    init(archive error: ArchiveError) {
        self = .storageFailed(StorageFailure(operation: "archive", detail: "\(error.code) \(error.detail)"))
    }
}
