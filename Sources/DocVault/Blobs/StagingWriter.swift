/// Writes a staged blob and hashes it in the same pass, so that what is named is what was written.
struct StagingWriter: ~Copyable {
    /// How much may be dirty before the kernel is asked to begin: the disk works while the rest is hashed, and the final
    /// synchronisation finds little left to do.
    private static let writebackInterval: Int64 = 8 << 20

    private let file: OpenFile
    private let fileSystem: any FileSystem
    private var hasher: DigestHasher
    private var head: [UInt8] = []
    private var sizeInBytes: Int64 = 0
    private var writebackStart: Int64 = 0

    init(file: OpenFile, fileSystem: any FileSystem) throws(VaultError) {
        self.file = file
        self.fileSystem = fileSystem
        hasher = try hashing { () throws(OpenSSLError) in try DigestHasher() }
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(VaultError) {
        do throws(SystemCallFailure) {
            try fileSystem.write(bytes, to: file)
        } catch {
            throw VaultError(error)
        }
        if head.count < MediaType.sniffedByteCount { head += bytes.prefix(MediaType.sniffedByteCount - head.count) }
        sizeInBytes += Int64(bytes.count)
        if sizeInBytes - writebackStart >= Self.writebackInterval {
            fileSystem.startWriteback(of: file, offset: writebackStart, length: sizeInBytes - writebackStart)
            writebackStart = sizeInBytes
        }
        do throws(OpenSSLError) {
            try hasher.update(bytes)
        } catch {
            throw VaultError(error)
        }
    }

    /// What was written. The writer may be used for another file's bytes no more.
    mutating func finish() throws(VaultError) -> WrittenFile {
        do throws(OpenSSLError) {
            let descriptor = BlobDescriptor(digest: try hasher.finish(), sizeInBytes: sizeInBytes)
            return WrittenFile(file: file, descriptor: descriptor, mediaType: MediaType(sniffing: head))
        } catch {
            throw VaultError(error)
        }
    }
}

/// A file whose bytes are written, and what they are.
struct WrittenFile {
    let file: OpenFile
    let descriptor: BlobDescriptor
    let mediaType: MediaType

    /// To be stored under a lease that is taken before the store looks whether the bytes are there.
    func staged(under lease: BlobLease) -> StagedBlob {
        StagedBlob(file: file, descriptor: descriptor, mediaType: mediaType, lease: lease)
    }
}

extension VaultError {
    init(_ error: OpenSSLError) {
        self = .storageFailed(StorageFailure(operation: "digest", detail: "OpenSSL error \(error.code)"))
    }
}

/// Runs a computation of OpenSSL and turns its failure into the vault's.
func hashing<Value: ~Copyable>(_ body: () throws(OpenSSLError) -> Value) throws(VaultError) -> Value {
    do throws(OpenSSLError) {
        return try body()
    } catch {
        throw VaultError(error)
    }
}
