internal import Synchronization
internal import SystemPackage

extension FileSystemBlobStore: StagingBlobStore {
    func openUpload(_ name: String, cutTo offset: Int64) throws(VaultError) -> (any UploadFile)? {
        let path = layout.uploads.appending(name)
        return try onVault { () throws(SystemCallFailure) in
            let file: OpenFile
            do throws(SystemCallFailure) {
                file = try fileSystem.openToWrite(path)
            } catch {
                guard error.errno == .noSuchFileOrDirectory else { throw error }
                return offset == 0 ? try makeUpload(at: path) : nil
            }
            let size = try fileSystem.status(of: file).sizeInBytes
            guard size >= offset else { return nil }
            if size > offset { try fileSystem.cut(file, to: offset) }
            return UploadFileOnDisk(file, in: layout.uploads, fileSystem)
        }
    }

    private func makeUpload(at path: FilePath) throws(SystemCallFailure) -> any UploadFile {
        // A vault may have been restored without it: it is empty most of the time.
        if try fileSystem.status(at: layout.uploads) == nil {
            try fileSystem.makeFolder(layout.uploads, permissions: .folder)
            try fileSystem.synchronizeFolder(layout.root)
        }
        let file = try fileSystem.createUnnamed(in: layout.uploads, permissions: .ownerReadWrite)
        try fileSystem.link(file, to: path)
        // Where the file system knows no unnamed files, the name that goes with the handle goes now.
        return UploadFileOnDisk(try fileSystem.openToWrite(path), in: layout.uploads, fileSystem)
    }

    func adopt(
        _ file: any UploadFile, as descriptor: BlobDescriptor, _ mediaType: MediaType
    ) async throws -> BlobDeposit {
        guard let upload = file as? UploadFileOnDisk else {
            throw VaultError.storageFailed(StorageFailure(operation: "adopt", detail: "a file of another store"))
        }
        return try await executor.run {
            try onVault { () throws(SystemCallFailure) in try fileSystem.setPermissions(upload.file, .blob) }
            return try commit(
                StagedBlob(file: upload.file, descriptor: descriptor, mediaType: mediaType, lease: takeLease()))
        }
    }

    func removeUpload(_ name: String) throws(VaultError) {
        let path = layout.uploads.appending(name)
        try onVault { () throws(SystemCallFailure) in
            do throws(SystemCallFailure) {
                try fileSystem.remove(path)
            } catch {
                // It became a blob, and blobs were locked before this name of it went. The next locking locks it again.
                guard error.errno == .notPermitted else { throw error }
                try fileSystem.setImmutable(path, false)
                try fileSystem.remove(path)
            }
        }
    }

    func availableBytes() throws(VaultError) -> Int64 {
        try onVault { () throws(SystemCallFailure) in try fileSystem.availableBytes(at: layout.root) }
    }
}

/// The file of an upload, in a folder.
private final class UploadFileOnDisk: UploadFile {
    let file: OpenFile
    private let folder: FilePath
    private let fileSystem: any FileSystem
    /// Whether the file's name is durable. A file that was found may have been made a moment before the program ended.
    private let isNameDurable = Atomic(false)

    init(_ file: OpenFile, in folder: FilePath, _ fileSystem: any FileSystem) {
        (self.file, self.folder, self.fileSystem) = (file, folder, fileSystem)
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(VaultError) {
        do throws(SystemCallFailure) {
            try fileSystem.write(bytes, to: file, at: offset)
        } catch {
            throw VaultError(error)
        }
    }

    func startWriteback(offset: Int64, length: Int64) {
        fileSystem.startWriteback(of: file, offset: offset, length: length)
    }

    func synchronize() throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in
            try fileSystem.synchronizeData(file)
            guard !isNameDurable.load(ordering: .relaxed) else { return }
            try fileSystem.synchronizeFolder(folder)
            isNameDurable.store(true, ordering: .relaxed)
        }
    }

    func cut(to offset: Int64) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try fileSystem.cut(file, to: offset) }
    }

    func fill(_ buffer: borrowing ReadBuffer, at offset: Int64) throws(VaultError) -> Int {
        do throws(SystemCallFailure) {
            return try fileSystem.fill(buffer, from: file, at: offset)
        } catch {
            throw VaultError(error)
        }
    }
}
