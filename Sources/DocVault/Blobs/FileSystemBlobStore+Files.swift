internal import SystemPackage

extension FileSystemBlobStore: FileDepositing {
    /// Up to this size a file is read whole, hashed, and written only if it is not present: it is never read twice.
    static let wholeReadLimit = Int64(ReadBuffer.byteCount)
    /// From this many files on, synchronising the whole file system twice is cheaper than each file and its folder.
    private static let sharedSyncThreshold = 4

    public func put(_ files: [SourceFile], knownSizes: Set<Int64>) async -> [Result<BlobDeposit, VaultError>] {
        await executor.run { deposit(files, knownSizes: knownSizes) }
    }

    private func deposit(_ files: [SourceFile], knownSizes: Set<Int64>) -> [Result<BlobDeposit, VaultError>] {
        let buffer = ReadBuffer()
        do throws(VaultError) {
            let watch = try watchWriteback()
            let lease = try takeLease()
            let staged = files.map { file in
                Result { () throws(VaultError) in try stage(file, knownSizes: knownSizes, under: lease, buffer) }
            }
            // What stops the vault stops the batch before a file of it has a name: orphans would take the room that a full
            // disk lacks.
            for case .failure(let error) in staged where !error.isOfSource { throw error }
            guard files.count >= Self.sharedSyncThreshold else {
                return staged.map { result in
                    result.flatMap { staged in Result { () throws(VaultError) in try commit(staged) } }
                }
            }
            return try commitTogether(staged, watchedBy: watch)
        } catch {
            return files.map { _ in .failure(error) }
        }
    }

    /// What reading a source came to.
    enum Staged {
        case written(StagedBlob)
        case present(BlobDeposit)
    }

    private func commit(_ staged: Staged) throws(VaultError) -> BlobDeposit {
        switch staged {
        case .written(let blob): return try commit(blob)
        case .present(let deposit):
            try synchronizeName(of: deposit.descriptor.digest)
            return deposit
        }
    }

    /// Makes a batch durable: all bytes, then all names. **The point of durability is the return of this.**
    func commitTogether(
        _ batch: [Result<Staged, VaultError>], watchedBy watch: WritebackWatch
    ) throws(VaultError) -> [Result<BlobDeposit, VaultError>] {
        try onVault { () throws(SystemCallFailure) in try fileSystem.synchronizeAll(watch.folder) }
        let deposits = batch.map { result in
            result.flatMap { staged in
                Result { () throws(VaultError) in
                    switch staged {
                    case .written(let blob): blob.deposit(try reveal(blob))
                    case .present(let deposit): deposit
                    }
                }
            }
        }
        try onVault { () throws(SystemCallFailure) in try fileSystem.synchronizeAll(watch.folder) }
        return deposits
    }

    private func stage(
        _ source: SourceFile, knownSizes: Set<Int64>, under lease: BlobLease, _ buffer: borrowing ReadBuffer
    ) throws(VaultError) -> Staged {
        let reader = try SourceReader(source, fileSystem: fileSystem)
        if source.status.sizeInBytes <= Self.wholeReadLimit {
            return try stageWhole(reader, under: lease, buffer)
        }
        if knownSizes.contains(source.status.sizeInBytes) {
            let (descriptor, mediaType) = try reader.identity(buffer)
            if try isPresent(descriptor, equalTo: reader, buffer) { return present(descriptor, mediaType, lease) }
        }
        let file = try createStaged()
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.allocate(file, sizeInBytes: source.status.sizeInBytes)
        }
        var writer = try StagingWriter(file: file, fileSystem: fileSystem)
        try reader.forEachChunk(buffer) { bytes throws(VaultError) in try writer.write(bytes) }
        return .written(try writer.finish().staged(under: lease))
    }

    private func stageWhole(
        _ reader: SourceReader, under lease: BlobLease, _ buffer: borrowing ReadBuffer
    ) throws(VaultError) -> Staged {
        let (descriptor, mediaType) = try reader.identity(buffer)
        // The buffer holds the whole file now.
        if try isPresent(descriptor, equalTo: buffer) { return present(descriptor, mediaType, lease) }
        let file = try createStaged()
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.write(buffer.filled(Int(descriptor.sizeInBytes)), to: file)
        }
        return .written(StagedBlob(file: file, descriptor: descriptor, mediaType: mediaType, lease: lease))
    }

    private func present(_ descriptor: BlobDescriptor, _ mediaType: MediaType, _ lease: BlobLease) -> Staged {
        .present(
            BlobDeposit(descriptor: descriptor, mediaType: mediaType, outcome: .alreadyPresent, lease: lease))
    }

    /// Whether a good copy of what `buffer` holds is stored. A damaged one is left to ``reveal(_:)``.
    private func isPresent(
        _ descriptor: BlobDescriptor, equalTo buffer: borrowing ReadBuffer
    ) throws(VaultError) -> Bool {
        guard let stored = try openIfPresent(descriptor.digest) else { return false }
        let copy = ReadBuffer()
        return try onVault { () throws(SystemCallFailure) in
            let count = try fileSystem.fill(copy, from: stored, at: 0)
            return count == descriptor.sizeInBytes && buffer.holdsSame(as: copy, count: count)
        }
    }

    /// Whether a good copy of a large file is stored. A damaged one is left to ``reveal(_:)``.
    private func isPresent(
        _ descriptor: BlobDescriptor, equalTo reader: SourceReader, _ buffer: borrowing ReadBuffer
    ) throws(VaultError) -> Bool {
        guard let stored = try openIfPresent(descriptor.digest) else { return false }
        let copy = ReadBuffer()
        var offset: Int64 = 0
        var isEqual = true
        try reader.forEachChunk(buffer) { bytes throws(VaultError) in
            guard isEqual else { return }
            let count = try onVault { () throws(SystemCallFailure) in
                try fileSystem.fill(copy, from: stored, at: offset)
            }
            isEqual = count == bytes.count && buffer.holdsSame(as: copy, count: count)
            offset += Int64(count)
        }
        return isEqual
    }

    private func openIfPresent(_ digest: Digest) throws(VaultError) -> OpenFile? {
        do throws(SystemCallFailure) {
            return try fileSystem.open(layout.blob(digest))
        } catch {
            guard error.errno == .noSuchFileOrDirectory else { throw VaultError(error) }
            return nil
        }
    }
}

extension VaultError {
    /// Whether one file is the reason, and not the vault.
    fileprivate var isOfSource: Bool {
        if case .sourceUnreadable = self { true } else { false }
    }
}
