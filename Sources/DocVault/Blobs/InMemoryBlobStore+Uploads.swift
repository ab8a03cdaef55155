internal import Synchronization

extension InMemoryBlobStore: StagingBlobStore {
    func openUpload(_ name: String, cutTo offset: Int64) throws(VaultError) -> (any UploadFile)? {
        let file = uploads.withLock { files in
            if let file = files[name] { return file }
            let file = UploadFileInMemory()
            if offset == 0 { files[name] = file }
            return file
        }
        guard file.sizeInBytes >= offset else { return nil }
        try file.cut(to: offset)
        return file
    }

    func adopt(
        _ file: any UploadFile, as descriptor: BlobDescriptor, _ mediaType: MediaType
    ) async throws -> BlobDeposit {
        guard let upload = file as? UploadFileInMemory else {
            throw VaultError.storageFailed(StorageFailure(operation: "adopt", detail: "a file of another store"))
        }
        return deposit(upload.content, descriptor, mediaType)
    }

    func removeUpload(_ name: String) throws(VaultError) { uploads.withLock { $0[name] = nil } }

    func availableBytes() throws(VaultError) -> Int64 { .max }
}

/// The file of an upload, in memory.
final class UploadFileInMemory: UploadFile {
    private let bytes = Mutex<[UInt8]>([])

    var content: [UInt8] { bytes.withLock { $0 } }
    var sizeInBytes: Int64 { bytes.withLock { Int64($0.count) } }

    func write(_ new: UnsafeRawBufferPointer, at offset: Int64) throws(VaultError) {
        let new = Array(new)
        bytes.withLock { bytes in
            if bytes.count < Int(offset) { bytes += [UInt8](repeating: 0, count: Int(offset) - bytes.count) }
            bytes.replaceSubrange(Int(offset)..<min(Int(offset) + new.count, bytes.count), with: new)
        }
    }

    func startWriteback(offset: Int64, length: Int64) {}

    func synchronize() throws(VaultError) {}

    func cut(to offset: Int64) throws(VaultError) {
        bytes.withLock { bytes in
            if bytes.count > Int(offset) { bytes.removeLast(bytes.count - Int(offset)) }
        }
    }

    func fill(_ buffer: borrowing ReadBuffer, at offset: Int64) throws(VaultError) -> Int {
        let part = bytes.withLock { Array($0.dropFirst(Int(offset)).prefix(ReadBuffer.byteCount)) }
        buffer.bytes.copyBytes(from: part)
        return part.count
    }
}
