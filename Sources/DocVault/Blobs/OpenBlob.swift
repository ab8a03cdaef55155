/// A blob store that can keep a blob open while it is read.
protocol OpenableBlobStore: BlobStore {
    /// Blocks. - Throws: ``VaultError/blobNotFound(_:)``.
    func open(_ blob: BlobDescriptor) throws(VaultError) -> OpenBlob
}

/// A blob that is open: it can be read to its end, whatever becomes of its name meanwhile.
public struct OpenBlob: Sendable {
    public let descriptor: BlobDescriptor
    private let file: OpenFile
    private let fileSystem: any FileSystem

    init(_ descriptor: BlobDescriptor, _ file: OpenFile, _ fileSystem: any FileSystem) {
        (self.descriptor, self.file, self.fileSystem) = (descriptor, file, fileSystem)
    }

    /// The file descriptor, as long as this value is there. Its position is nobody's: use `pread(2)` or `sendfile(2)` with an
    /// offset.
    public var fileDescriptor: Int32 { file.handle }

    /// All bytes of a range. Blocks.
    /// - Throws: ``VaultError/blobCorrupt(_:)`` when the blob is shorter than it was.
    func bytes(in range: Range<Int64>) throws(VaultError) -> [UInt8] {
        var failure: VaultError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            let target = UnsafeMutableRawBufferPointer(buffer)
            do throws(SystemCallFailure) {
                while count < range.count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: target[count..<range.count])
                    let read = try fileSystem.read(file, at: range.lowerBound + Int64(count), into: rest)
                    guard read > 0 else { break }
                    count += read
                }
                if count < range.count { failure = .blobCorrupt(descriptor.digest) }
            } catch {
                failure = VaultError(error)
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
