public import SystemPackage

/// The file system calls a vault makes, one requirement a call.
///
/// All of a vault's own files but the catalog's are touched through this seam, so that a test can stop a deposit after any
/// step, lose what was not synchronised, or fail the nth call. Every call blocks: run it off the cooperative pool.
public protocol FileSystem: Sendable {
    /// Opens a regular file or a folder for reading. See `open(2)`.
    func open(_ path: FilePath) throws(SystemCallFailure) -> OpenFile

    /// Opens a file that is there for reading and writing. See `open(2)`, `O_RDWR`.
    func openToWrite(_ path: FilePath) throws(SystemCallFailure) -> OpenFile

    /// Creates an empty file in a folder that has no name yet and goes with its last handle. See `open(2)`, `O_TMPFILE`.
    func createUnnamed(in folder: FilePath, permissions: FilePermissions) throws(SystemCallFailure) -> OpenFile

    /// Gives an unnamed file a name. Fails with `EEXIST` when the name is taken: nothing is replaced. See `linkat(2)`.
    func link(_ file: OpenFile, to path: FilePath) throws(SystemCallFailure)

    /// Reserves room for a file whose size is known, so that a full disk is met before any byte is written.
    func allocate(_ file: OpenFile, sizeInBytes: Int64) throws(SystemCallFailure)

    /// Appends all of the bytes at the file's position. See `write(2)`.
    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(SystemCallFailure)

    /// Writes all of the bytes at an offset, wherever the file's position is. See `pwrite(2)`.
    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile, at offset: Int64) throws(SystemCallFailure)

    /// Cuts a file to a size. See `ftruncate(2)`.
    func cut(_ file: OpenFile, to sizeInBytes: Int64) throws(SystemCallFailure)

    /// See `fchmod(2)`.
    func setPermissions(_ file: OpenFile, _ permissions: FilePermissions) throws(SystemCallFailure)

    /// How many bytes the file system that holds a folder still takes from this account. See `statvfs(3)`.
    func availableBytes(at folder: FilePath) throws(SystemCallFailure) -> Int64

    /// Reads up to the buffer's length at an offset and returns the count, 0 at the end. See `pread(2)`.
    func read(_ file: OpenFile, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(SystemCallFailure)
        -> Int

    /// Asks for the bytes of a range to be written out, without waiting: advice that a file system may ignore.
    func startWriteback(of file: OpenFile, offset: Int64, length: Int64)

    /// Returns when the bytes and size of a file survive a power cut. See `fdatasync(2)`.
    ///
    /// - Important: After a failure the bytes are lost; a second call may succeed without them. Never retry.
    func synchronizeData(_ file: OpenFile) throws(SystemCallFailure)

    /// Returns when the names in a folder survive a power cut. See `fsync(2)`.
    func synchronizeFolder(_ path: FilePath) throws(SystemCallFailure)

    /// Returns when all that was written to the file system that holds `folder` survives a power cut. See `syncfs(2)`.
    ///
    /// `folder` was opened before the writing began, so that an error since then is reported here.
    func synchronizeAll(_ folder: OpenFile) throws(SystemCallFailure)

    func status(of file: OpenFile) throws(SystemCallFailure) -> FileStatus

    /// What is known of the file at a path, links followed; `nil` when there is none.
    func status(at path: FilePath) throws(SystemCallFailure) -> FileStatus?

    /// Makes a folder; succeeds when there is one already. See `mkdir(2)`.
    func makeFolder(_ path: FilePath, permissions: FilePermissions) throws(SystemCallFailure)

    /// Makes many folders in one, as ``makeFolder(_:permissions:)`` does.
    func makeFolders(_ names: [String], in folder: FilePath, permissions: FilePermissions) throws(SystemCallFailure)

    /// Gives a file another name in one step, replacing what has that name. See `rename(2)`.
    func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallFailure)

    /// Removes a file's name; succeeds when there is none. See `unlink(2)`.
    func remove(_ path: FilePath) throws(SystemCallFailure)

    /// The names in a folder, in no order. See `readdir(3)`.
    func names(in folder: FilePath) throws(SystemCallFailure) -> [String]

    /// Takes a lock on an open file, without waiting, until the file is closed or its process ends. See `flock(2)`.
    /// - Returns: `false` when somebody else has a lock that this one does not go with.
    func lock(_ file: OpenFile, _ kind: FileLockKind) throws(SystemCallFailure) -> Bool

    /// Makes a file one that nobody can change, rename, link or remove, or an ordinary one again. See `ioctl_iflags(2)`,
    /// `FS_IMMUTABLE_FL`. Fails where the file system or the process may not.
    func setImmutable(_ path: FilePath, _ isImmutable: Bool) throws(SystemCallFailure)

    /// Closes a handle and removes its temporary name, if it has one. Called once, by ``OpenFile`` alone.
    func close(_ handle: Int32, temporaryName: FilePath?)
}

/// With whom a lock on a file is shared: with all who ask for a shared one too, or with nobody.
public enum FileLockKind: Sendable { case shared, exclusive }

/// A file that is open; closed when the last reference goes.
///
/// A class, because a batch holds many of them in an array, which cannot hold noncopyable values.
public final class OpenFile: Sendable {
    /// The number by which the file system knows it: a file descriptor, for the real one.
    public let handle: Int32
    /// The name a file has when the file system knows no unnamed ones; removed when the file is closed.
    public let temporaryName: FilePath?
    private let fileSystem: any FileSystem

    public init(handle: Int32, temporaryName: FilePath? = nil, fileSystem: any FileSystem) {
        self.handle = handle
        self.temporaryName = temporaryName
        self.fileSystem = fileSystem
    }

    deinit { fileSystem.close(handle, temporaryName: temporaryName) }
}

/// What is known of a file without reading it.
public struct FileStatus: Hashable, Sendable {
    public enum Kind: Sendable { case file, folder, other }

    public let kind: Kind
    public let sizeInBytes: Int64
    /// Together with ``device`` the file's identity.
    public let inode: UInt64
    public let device: UInt64
    /// Nanoseconds since 1970: changes with the content.
    public let modified: Int64

    public init(kind: Kind, sizeInBytes: Int64, inode: UInt64, device: UInt64, modified: Int64) {
        (self.kind, self.sizeInBytes, self.inode, self.device) = (kind, sizeInBytes, inode, device)
        self.modified = modified
    }
}

/// A system call that failed, and on what.
public struct SystemCallFailure: Error, Hashable, Sendable {
    public let call: String
    public let path: String
    public let errno: Errno

    public init(call: String, path: String, errno: Errno) {
        (self.call, self.path, self.errno) = (call, path, errno)
    }
}

extension FileSystem {
    public func makeFolders(
        _ names: [String], in folder: FilePath, permissions: FilePermissions
    ) throws(SystemCallFailure) {
        for name in names { try makeFolder(folder.appending(name), permissions: permissions) }
    }
}
