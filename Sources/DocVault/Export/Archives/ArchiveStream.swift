/// Writes one bag as an archive, to whoever takes it, from any byte on.
///
/// Nothing of the archive is stored: the same plan gives the same bytes again, so what was interrupted is continued by making
/// it again and leaving out what was received. In a tar file whole files are left out without being read; a zip file has a
/// checksum of each, for which they are.
///
/// A class because its position moves across the calls that one archive takes; it is used by one task, once.
final class ArchiveStream {
    private let plan: BagPlan
    private let layout: any ArchiveLayout
    private let blobs: any BlobStore
    /// Whether every piece is hashed before its last bytes go out. Not needed when the archive is read again.
    private let checksPieces: Bool
    private let filter: ZstandardFilter?
    private let start: Int64
    private let consume: ([UInt8]) async throws -> Void
    /// How much of the archive was made, and how much of the payload was read.
    private(set) var position: Int64 = 0
    private(set) var payloadInBytes: Int64 = 0
    private var checksums: [UInt32] = []

    /// - Parameters:
    ///   - start: The first byte that goes out.
    ///   - consume: Takes the bytes in order; while it waits, nothing is read.
    init(
        of plan: BagPlan, as format: ArchiveFormat, from start: Int64 = 0, blobs: any BlobStore, checksPieces: Bool,
        to consume: @escaping ([UInt8]) async throws -> Void
    ) throws {
        (self.plan, self.start, self.blobs, self.checksPieces) = (plan, start, blobs, checksPieces)
        (layout, self.consume) = (format.layout, consume)
        filter = format.isPlain ? nil : try ZstandardFilter()
    }

    /// Writes the archive to its end.
    ///
    /// A piece that is not what it should be ends it amid that piece, so that no reader takes it for whole.
    /// - Parameters:
    ///   - beforeEnd: Called amid the last file: when it throws, the archive ends there.
    ///   - progress: Called after each file with ``payloadInBytes``.
    /// - Throws: ``VaultError/blobCorrupt(_:)``, ``VaultError/blobNotFound(_:)``; whatever the closures throw, unchanged.
    func write(
        beforeEnd: () async throws -> Void = {}, _ progress: (Int64) async throws -> Void = { _ in }
    ) async throws {
        var filesLeft = plan.fileCount
        try await plan.forEachEntry { entry, content in
            filesLeft -= 1
            try await write(entry, content, filesLeft == 0 ? beforeEnd : {})
            try await progress(payloadInBytes)
        }
        let directory = made
        try await writeDirectory()
        try await emit(layout.end(fileCount: checksums.count, directory: directory..<made))
        if let filter { try await put(filter.finish()) }
    }

    /// How much of the archive was made before any compression.
    private var made: Int64 = 0

    private func write(
        _ entry: ArchiveEntry, _ content: BagPlan.Content, _ beforeContent: () async throws -> Void
    ) async throws {
        if !type(of: layout).hasChecksums, filter == nil, made + layout.length(of: entry) <= start {
            made += layout.length(of: entry)
            position = made
            checksums.append(0)
            return
        }
        try await emit(layout.beginning(of: entry))
        try await beforeContent()
        var checksum = ContentChecksum()
        switch content {
        case .paper(let spool):
            try await spool.forEachPart { bytes in
                if type(of: layout).hasChecksums { checksum.update(bytes) }
                try await emit(bytes)
            }
        case .piece(let blob):
            try await write(blob, &checksum)
            payloadInBytes += blob.sizeInBytes
        }
        checksums.append(checksum.value)
        try await emit(layout.end(of: entry, checksum: checksum.value))
    }

    private func write(_ blob: BlobDescriptor, _ checksum: inout ContentChecksum) async throws {
        var running = checksum
        var count: Int64 = 0
        // The last part waits until the digest of the whole is known to be right.
        var last: [UInt8] = []
        let take = { (bytes: [UInt8]) async throws in
            count += Int64(bytes.count)
            guard count <= blob.sizeInBytes else { throw VaultError.blobCorrupt(blob.digest) }
            if type(of: self.layout).hasChecksums { running.update(bytes) }
            try await self.emit(last)
            last = bytes
        }
        if checksPieces {
            try await blobs.read(blob.digest, take)
        } else {
            try await blobs.read(blob.digest, in: 0..<blob.sizeInBytes, take)
        }
        if count != blob.sizeInBytes {
            try await blobs.read(blob.digest) { _ in }
            throw VaultError.blobCorrupt(blob.digest)
        }
        try await emit(last)
        checksum = running
    }

    private func writeDirectory() async throws {
        guard type(of: layout).hasChecksums else { return }
        var (index, offset) = (0, Int64(0))
        try await plan.forEachEntry { entry, _ in
            try await emit(layout.directoryRecord(of: entry, checksum: checksums[index], at: offset))
            offset += layout.length(of: entry)
            index += 1
        }
    }

    private func emit(_ bytes: [UInt8]) async throws {
        made += Int64(bytes.count)
        guard !bytes.isEmpty else { return }
        if let filter { try await put(filter.compress(bytes)) } else { try await put(bytes) }
    }

    private func put(_ bytes: [UInt8]) async throws {
        let known = start - position
        position += Int64(bytes.count)
        guard position > start, !bytes.isEmpty else { return }
        try await consume(known > 0 ? Array(bytes.dropFirst(Int(known))) : bytes)
    }
}
