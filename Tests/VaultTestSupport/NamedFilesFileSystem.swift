public import DocVault
internal import Foundation
public import SystemPackage

/// The real file system as one without `O_TMPFILE` looks: new files have a temporary name that goes with their handle.
public struct NamedFilesFileSystem: FileSystem {
    private let real = LinuxFileSystem()

    public init() {}

    public func createUnnamed(in folder: FilePath, permissions: FilePermissions) throws(SystemCallFailure) -> OpenFile {
        let path = folder.appending("tmp-\(UUID().uuidString)")
        let descriptor = path.withPlatformString {
            Foundation.open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions.rawValue)
        }
        guard descriptor >= 0 else {
            throw SystemCallFailure(call: "open", path: path.string, errno: Errno(rawValue: errno))
        }
        return OpenFile(handle: descriptor, temporaryName: path, fileSystem: real)
    }

    public func openToWrite(_ path: FilePath) throws(SystemCallFailure) -> OpenFile { try real.openToWrite(path) }

    public func write(
        _ bytes: UnsafeRawBufferPointer, to file: OpenFile, at offset: Int64
    ) throws(SystemCallFailure) {
        try real.write(bytes, to: file, at: offset)
    }

    public func cut(_ file: OpenFile, to sizeInBytes: Int64) throws(SystemCallFailure) {
        try real.cut(file, to: sizeInBytes)
    }

    public func setPermissions(_ file: OpenFile, _ permissions: FilePermissions) throws(SystemCallFailure) {
        try real.setPermissions(file, permissions)
    }

    public func availableBytes(at folder: FilePath) throws(SystemCallFailure) -> Int64 {
        try real.availableBytes(at: folder)
    }

    public func open(_ path: FilePath) throws(SystemCallFailure) -> OpenFile { try real.open(path) }

    public func link(_ file: OpenFile, to path: FilePath) throws(SystemCallFailure) { try real.link(file, to: path) }

    /// Such a file system often cannot reserve room either.
    public func allocate(_ file: OpenFile, sizeInBytes: Int64) throws(SystemCallFailure) {}

    public func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(SystemCallFailure) {
        try real.write(bytes, to: file)
    }

    public func read(
        _ file: OpenFile, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallFailure) -> Int {
        try real.read(file, at: offset, into: buffer)
    }

    public func startWriteback(of file: OpenFile, offset: Int64, length: Int64) {}

    public func synchronizeData(_ file: OpenFile) throws(SystemCallFailure) { try real.synchronizeData(file) }

    public func synchronizeFolder(_ path: FilePath) throws(SystemCallFailure) { try real.synchronizeFolder(path) }

    public func synchronizeAll(_ folder: OpenFile) throws(SystemCallFailure) { try real.synchronizeAll(folder) }

    public func status(of file: OpenFile) throws(SystemCallFailure) -> FileStatus { try real.status(of: file) }

    public func status(at path: FilePath) throws(SystemCallFailure) -> FileStatus? { try real.status(at: path) }

    public func makeFolder(_ path: FilePath, permissions: FilePermissions) throws(SystemCallFailure) {
        try real.makeFolder(path, permissions: permissions)
    }

    public func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallFailure) {
        try real.rename(path, to: newPath)
    }

    public func remove(_ path: FilePath) throws(SystemCallFailure) { try real.remove(path) }

    public func names(in folder: FilePath) throws(SystemCallFailure) -> [String] { try real.names(in: folder) }

    public func lock(_ file: OpenFile, _ kind: FileLockKind) throws(SystemCallFailure) -> Bool {
        try real.lock(file, kind)
    }

    public func setImmutable(_ path: FilePath, _ isImmutable: Bool) throws(SystemCallFailure) {
        try real.setImmutable(path, isImmutable)
    }

    public func close(_ handle: Int32, temporaryName: FilePath?) { real.close(handle, temporaryName: temporaryName) }
}
