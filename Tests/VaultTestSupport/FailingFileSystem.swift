public import DocVault
internal import Synchronization
public import SystemPackage

/// A file system whose nth mutating call goes wrong, and that is otherwise the file system beneath it.
public final class FailingFileSystem: FileSystem {
    public enum Plan: Sendable {
        /// The nth mutating call fails, changes nothing, and all later ones work again.
        case fail(at: Int, Errno)
        /// The nth mutating call and every call after it fail, as for a process whose machine has gone down.
        case cutPower(at: Int)
    }

    private let base: any FileSystem
    private let plan: Plan
    private let mutatingCalls = Mutex(0)

    public init(over base: any FileSystem, _ plan: Plan) { (self.base, self.plan) = (base, plan) }

    /// How many mutating calls were made, those that failed included.
    public var callCount: Int { mutatingCalls.withLock { $0 } }

    /// Whether the call that the plan names was made.
    public var hasStruck: Bool {
        switch plan {
        case .fail(let number, _), .cutPower(let number): callCount >= number
        }
    }

    /// Counts a mutating call, and throws if it must not happen.
    private func count(_ call: String, _ path: FilePath? = nil) throws(SystemCallFailure) {
        let number = mutatingCalls.withLock { count in
            count += 1
            return count
        }
        switch plan {
        case .fail(at: number, let errno): throw SystemCallFailure(call: call, path: path?.string ?? "", errno: errno)
        case .fail: break
        case .cutPower: try requirePower(call)
        }
    }

    private func requirePower(_ call: String) throws(SystemCallFailure) {
        guard case .cutPower = plan, hasStruck else { return }
        throw SystemCallFailure(call: call, path: "", errno: .ioError)
    }

    public func createUnnamed(in folder: FilePath, permissions: FilePermissions) throws(SystemCallFailure) -> OpenFile {
        try count("open", folder)
        return try base.createUnnamed(in: folder, permissions: permissions)
    }

    public func link(_ file: OpenFile, to path: FilePath) throws(SystemCallFailure) {
        try count("linkat", path)
        try base.link(file, to: path)
    }

    public func allocate(_ file: OpenFile, sizeInBytes: Int64) throws(SystemCallFailure) {
        try count("fallocate")
        try base.allocate(file, sizeInBytes: sizeInBytes)
    }

    public func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(SystemCallFailure) {
        try count("write")
        try base.write(bytes, to: file)
    }

    public func openToWrite(_ path: FilePath) throws(SystemCallFailure) -> OpenFile {
        try requirePower("open")
        return try base.openToWrite(path)
    }

    public func write(
        _ bytes: UnsafeRawBufferPointer, to file: OpenFile, at offset: Int64
    ) throws(SystemCallFailure) {
        try count("pwrite")
        try base.write(bytes, to: file, at: offset)
    }

    public func cut(_ file: OpenFile, to sizeInBytes: Int64) throws(SystemCallFailure) {
        try count("ftruncate")
        try base.cut(file, to: sizeInBytes)
    }

    public func setPermissions(_ file: OpenFile, _ permissions: FilePermissions) throws(SystemCallFailure) {
        try count("fchmod")
        try base.setPermissions(file, permissions)
    }

    public func availableBytes(at folder: FilePath) throws(SystemCallFailure) -> Int64 {
        try requirePower("statfs")
        return try base.availableBytes(at: folder)
    }

    public func synchronizeData(_ file: OpenFile) throws(SystemCallFailure) {
        try count("fdatasync")
        try base.synchronizeData(file)
    }

    public func synchronizeFolder(_ path: FilePath) throws(SystemCallFailure) {
        try count("fsync", path)
        try base.synchronizeFolder(path)
    }

    public func synchronizeAll(_ folder: OpenFile) throws(SystemCallFailure) {
        try count("syncfs")
        try base.synchronizeAll(folder)
    }

    public func makeFolder(_ path: FilePath, permissions: FilePermissions) throws(SystemCallFailure) {
        try count("mkdir", path)
        try base.makeFolder(path, permissions: permissions)
    }

    public func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallFailure) {
        try count("rename", path)
        try base.rename(path, to: newPath)
    }

    public func remove(_ path: FilePath) throws(SystemCallFailure) {
        try count("unlink", path)
        try base.remove(path)
    }

    public func setImmutable(_ path: FilePath, _ isImmutable: Bool) throws(SystemCallFailure) {
        try count("ioctl", path)
        try base.setImmutable(path, isImmutable)
    }

    public func names(in folder: FilePath) throws(SystemCallFailure) -> [String] {
        try requirePower("readdir")
        return try base.names(in: folder)
    }

    public func lock(_ file: OpenFile, _ kind: FileLockKind) throws(SystemCallFailure) -> Bool {
        try requirePower("flock")
        return try base.lock(file, kind)
    }

    public func open(_ path: FilePath) throws(SystemCallFailure) -> OpenFile {
        try requirePower("open")
        return try base.open(path)
    }

    public func read(
        _ file: OpenFile, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallFailure) -> Int {
        try requirePower("pread")
        return try base.read(file, at: offset, into: buffer)
    }

    public func status(of file: OpenFile) throws(SystemCallFailure) -> FileStatus {
        try requirePower("fstat")
        return try base.status(of: file)
    }

    public func status(at path: FilePath) throws(SystemCallFailure) -> FileStatus? {
        try requirePower("stat")
        return try base.status(at: path)
    }

    public func startWriteback(of file: OpenFile, offset: Int64, length: Int64) {
        base.startWriteback(of: file, offset: offset, length: length)
    }

    public func close(_ handle: Int32, temporaryName: FilePath?) { base.close(handle, temporaryName: temporaryName) }
}
