public import DocVault
internal import Synchronization
public import SystemPackage

/// A file system in memory that forgets what was not synchronised when the power is cut.
///
/// It is as unkind as POSIX lets a disk be. The bytes of a file become durable by ``synchronizeData(_:)``, the names in a
/// folder by ``synchronizeFolder(_:)``, everything by ``synchronizeAll(_:)``, and nothing by itself; a name may survive
/// without the bytes it stands for, and one half of a renaming without the other. Paths outside ``root`` are the real file
/// system's, so that a deposit can read its sources.
public final class SimulatedDisk: FileSystem {
    public static let root: FilePath = "/simulated-vault"

    private let state: Mutex<SimulatedDiskState>
    private let real = LinuxFileSystem()
    private let knowsUnnamedFiles: Bool

    /// An empty disk that holds nothing but its root.
    /// - Parameter knowsUnnamedFiles: Whether it has `O_TMPFILE`; else new files have a temporary name.
    public init(knowsUnnamedFiles: Bool = true) {
        var state = SimulatedDiskState()
        state.makeRoot(Self.root.string)
        self.state = Mutex(state)
        self.knowsUnnamedFiles = knowsUnnamedFiles
    }

    /// A disk with the folders of a blob store, made once: copying it is cheap.
    public static func withBlobFolders(knowsUnnamedFiles: Bool = true) -> SimulatedDisk {
        SimulatedDisk(blobFolders.state.withLock { $0 }, knowsUnnamedFiles: knowsUnnamedFiles)
    }

    private static let blobFolders: SimulatedDisk = {
        let disk = SimulatedDisk()
        do {
            try FileSystemBlobStore.makeFolders(in: root, fileSystem: disk)
        } catch {
            preconditionFailure("the folders of a store cannot be made: \(error)")
        }
        return disk
    }()

    private init(_ state: SimulatedDiskState, knowsUnnamedFiles: Bool) {
        self.state = Mutex(state)
        self.knowsUnnamedFiles = knowsUnnamedFiles
    }

    /// Another disk with the same content, what is not synchronised included.
    public func copy() -> SimulatedDisk {
        SimulatedDisk(state.withLock { $0 }, knowsUnnamedFiles: knowsUnnamedFiles)
    }

    /// What a cut of the power now would leave. This disk goes on as it is.
    public func crash(keeping variant: CrashVariant) -> SimulatedDisk {
        SimulatedDisk(state.withLock { $0.crashed(keeping: variant) }, knowsUnnamedFiles: knowsUnnamedFiles)
    }

    /// The files below a folder, by path.
    public func files(below folder: FilePath) -> [String: [UInt8]] {
        let folder = folder.string
        return state.withLock { $0.files(below: folder) }
    }

    /// Overwrites a file behind everybody's back, durably: what a failing disk does.
    public func damage(_ path: FilePath, with bytes: [UInt8]) { state.withLock { $0.damage(path.string, with: bytes) } }

    private func isSimulated(_ path: FilePath) -> Bool { path.string.hasPrefix(Self.root.string) }

    public func open(_ path: FilePath) throws(SystemCallFailure) -> OpenFile {
        guard isSimulated(path) else { return try real.open(path) }
        let handle = try state.withLock { state throws(SystemCallFailure) in try state.open(path.string) }
        return OpenFile(handle: handle, fileSystem: self)
    }

    public func createUnnamed(in folder: FilePath, permissions: FilePermissions) throws(SystemCallFailure) -> OpenFile {
        let isNamed = !knowsUnnamedFiles
        let (handle, name) = try state.withLock { state throws(SystemCallFailure) in
            try state.create(in: folder.string, isNamed: isNamed)
        }
        return OpenFile(handle: handle, temporaryName: name.map { FilePath($0) }, fileSystem: self)
    }

    public func link(_ file: OpenFile, to path: FilePath) throws(SystemCallFailure) {
        try state.withLock { state throws(SystemCallFailure) in try state.link(file.handle, to: path.string) }
    }

    public func allocate(_ file: OpenFile, sizeInBytes: Int64) throws(SystemCallFailure) {
        state.withLock { $0.allocate(file.handle, sizeInBytes: Int(sizeInBytes)) }
    }

    public func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(SystemCallFailure) {
        let bytes = Array(bytes)
        state.withLock { $0.write(bytes, to: file.handle) }
    }

    public func read(
        _ file: OpenFile, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallFailure) -> Int {
        guard SimulatedDiskState.isOurs(file.handle) else { return try real.read(file, at: offset, into: buffer) }
        let count = buffer.count
        let bytes = state.withLock { $0.read(file.handle, at: Int(offset), count: count) }
        buffer.copyBytes(from: bytes)
        return bytes.count
    }

    public func startWriteback(of file: OpenFile, offset: Int64, length: Int64) {}

    public func openToWrite(_ path: FilePath) throws(SystemCallFailure) -> OpenFile { try open(path) }

    public func write(
        _ bytes: UnsafeRawBufferPointer, to file: OpenFile, at offset: Int64
    ) throws(SystemCallFailure) {
        let bytes = Array(bytes)
        state.withLock { $0.write(bytes, to: file.handle, at: Int(offset)) }
    }

    public func cut(_ file: OpenFile, to sizeInBytes: Int64) throws(SystemCallFailure) {
        state.withLock { $0.cut(file.handle, to: Int(sizeInBytes)) }
    }

    public func setPermissions(_ file: OpenFile, _ permissions: FilePermissions) throws(SystemCallFailure) {}

    /// As much as a test wants to upload.
    public func availableBytes(at folder: FilePath) throws(SystemCallFailure) -> Int64 { 1 << 40 }

    public func synchronizeData(_ file: OpenFile) throws(SystemCallFailure) {
        state.withLock { $0.synchronizeData(file.handle) }
    }

    public func synchronizeFolder(_ path: FilePath) throws(SystemCallFailure) {
        state.withLock { $0.synchronizeFolder(path.string) }
    }

    public func synchronizeAll(_ folder: OpenFile) throws(SystemCallFailure) { state.withLock { $0.synchronizeAll() } }

    public func status(of file: OpenFile) throws(SystemCallFailure) -> FileStatus {
        guard SimulatedDiskState.isOurs(file.handle) else { return try real.status(of: file) }
        return state.withLock { $0.status(of: file.handle) }
    }

    public func status(at path: FilePath) throws(SystemCallFailure) -> FileStatus? {
        guard isSimulated(path) else { return try real.status(at: path) }
        return state.withLock { $0.status(at: path.string) }
    }

    public func makeFolder(_ path: FilePath, permissions: FilePermissions) throws(SystemCallFailure) {
        try state.withLock { state throws(SystemCallFailure) in try state.makeFolder(path.string) }
    }

    public func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallFailure) {
        try state.withLock { state throws(SystemCallFailure) in try state.rename(path.string, to: newPath.string) }
    }

    public func remove(_ path: FilePath) throws(SystemCallFailure) { state.withLock { $0.remove(path.string) } }

    public func names(in folder: FilePath) throws(SystemCallFailure) -> [String] {
        guard isSimulated(folder) else { return try real.names(in: folder) }
        return try state.withLock { state throws(SystemCallFailure) in try state.names(in: folder.string) }
    }

    public func lock(_ file: OpenFile, _ kind: FileLockKind) throws(SystemCallFailure) -> Bool {
        guard SimulatedDiskState.isOurs(file.handle) else { return try real.lock(file, kind) }
        return state.withLock { $0.lock(file.handle, kind) }
    }

    public func setImmutable(_ path: FilePath, _ isImmutable: Bool) throws(SystemCallFailure) {
        try state.withLock { state throws(SystemCallFailure) in try state.setImmutable(path.string, isImmutable) }
    }

    public func close(_ handle: Int32, temporaryName: FilePath?) {
        state.withLock { $0.close(handle, temporaryName: temporaryName?.string) }
    }
}
