internal import SystemPackage

/// Reads a file that somebody named, and notices when it goes away or changes meanwhile.
struct SourceReader {
    private let source: SourceFile
    private let file: OpenFile
    private let fileSystem: any FileSystem

    init(_ source: SourceFile, fileSystem: any FileSystem) throws(VaultError) {
        self.source = source
        self.fileSystem = fileSystem
        do throws(SystemCallFailure) {
            file = try fileSystem.open(source.path)
        } catch {
            throw source.problem(error)
        }
        try checkUnchanged()
    }

    /// Calls `consume` with the bytes of each filled buffer, and returns when the file was read to its end unchanged.
    func forEachChunk(
        _ buffer: borrowing ReadBuffer, _ consume: (UnsafeRawBufferPointer) throws(VaultError) -> Void
    ) throws(VaultError) {
        var offset: Int64 = 0
        while true {
            let count: Int
            do throws(SystemCallFailure) {
                count = try fileSystem.fill(buffer, from: file, at: offset)
            } catch {
                throw source.problem(error)
            }
            if count > 0 { try consume(buffer.filled(count)) }
            offset += Int64(count)
            guard count == buffer.bytes.count, offset <= source.status.sizeInBytes else { break }
        }
        guard offset == source.status.sizeInBytes else { throw changed }
        try checkUnchanged()
    }

    /// What the file is, without keeping it. One that fits into the buffer is in the buffer afterwards.
    func identity(_ buffer: borrowing ReadBuffer) throws(VaultError) -> (BlobDescriptor, MediaType) {
        var mediaType: MediaType?
        var hasher = try hashing { () throws(OpenSSLError) in try DigestHasher() }
        try forEachChunk(buffer) { bytes throws(VaultError) in
            if mediaType == nil { mediaType = MediaType(sniffing: bytes) }
            do throws(OpenSSLError) { try hasher.update(bytes) } catch { throw VaultError(error) }
        }
        do throws(OpenSSLError) {
            let descriptor = BlobDescriptor(digest: try hasher.finish(), sizeInBytes: source.status.sizeInBytes)
            return (descriptor, mediaType ?? MediaType(sniffing: []))
        } catch {
            throw VaultError(error)
        }
    }

    /// The bytes from an offset, at most a buffer's; `nil` at the end, when the file was read unchanged.
    func chunk(at offset: Int64) throws(VaultError) -> [UInt8]? {
        let buffer = ReadBuffer()
        let count: Int
        do throws(SystemCallFailure) {
            count = try fileSystem.fill(buffer, from: file, at: offset)
        } catch {
            throw source.problem(error)
        }
        guard count == 0 else { return Array(buffer.filled(count)) }
        guard offset == source.status.sizeInBytes else { throw changed }
        try checkUnchanged()
        return nil
    }

    private func checkUnchanged() throws(VaultError) {
        let now: FileStatus
        do throws(SystemCallFailure) {
            now = try fileSystem.status(of: file)
        } catch {
            throw source.problem(error)
        }
        guard now == source.status else { throw changed }
    }

    private var changed: VaultError { .sourceUnreadable(name: source.path.string, .changedWhileRead) }
}
