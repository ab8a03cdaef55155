internal import CLinux
internal import Foundation
public import SystemPackage

/// The real file system, by Linux system calls.
public struct LinuxFileSystem: FileSystem {
    public init() {}

    public func open(_ path: FilePath) throws(SystemCallFailure) -> OpenFile {
        let descriptor = try check("open", path) {
            path.withPlatformString { Foundation.open($0, O_RDONLY | O_CLOEXEC) }
        }
        return OpenFile(handle: descriptor, fileSystem: self)
    }

    public func createUnnamed(in folder: FilePath, permissions: FilePermissions) throws(SystemCallFailure) -> OpenFile {
        do {
            let descriptor = try check("open", folder) {
                folder.withPlatformString { linux_open_unnamed($0, permissions.rawValue) }
            }
            return OpenFile(handle: descriptor, fileSystem: self)
        } catch  where error.errno == .notSupported || error.errno == .isDirectory {
            return try createExclusively(in: folder, permissions: permissions)
        }
    }

    /// For file systems without `O_TMPFILE` (NFS, some overlays): a random name that is removed with the handle.
    private func createExclusively(
        in folder: FilePath, permissions: FilePermissions
    ) throws(SystemCallFailure) -> OpenFile {
        let path = folder.appending("tmp-\(UUID().uuidString)")
        let descriptor = try check("open", path) {
            path.withPlatformString { Foundation.open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions.rawValue) }
        }
        return OpenFile(handle: descriptor, temporaryName: path, fileSystem: self)
    }

    public func link(_ file: OpenFile, to path: FilePath) throws(SystemCallFailure) {
        _ = try check("linkat", path) {
            path.withPlatformString { target in
                guard let name = file.temporaryName else { return linux_link_descriptor(file.handle, target) }
                return name.withPlatformString { Foundation.link($0, target) }
            }
        }
    }

    public func allocate(_ file: OpenFile, sizeInBytes: Int64) throws(SystemCallFailure) {
        do {
            _ = try check("fallocate", nil) { linux_allocate(file.handle, sizeInBytes) }
        } catch  where error.errno == .notSupported {
            // The file system cannot reserve; a full disk is then met while writing.
        }
    }

    public func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(SystemCallFailure) {
        var written = 0
        while written < bytes.count {
            written += try check("write", nil) {
                Foundation.write(file.handle, bytes.baseAddress! + written, bytes.count - written)
            }
        }
    }

    public func read(
        _ file: OpenFile, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallFailure) -> Int {
        try check("pread", nil) { pread(file.handle, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    public func startWriteback(of file: OpenFile, offset: Int64, length: Int64) {
        _ = linux_start_writeback(file.handle, offset, length)
    }

    public func synchronizeData(_ file: OpenFile) throws(SystemCallFailure) {
        _ = try check("fdatasync", nil) { fdatasync(file.handle) }
    }

    public func synchronizeFolder(_ path: FilePath) throws(SystemCallFailure) {
        let folder = try open(path)
        _ = try check("fsync", path) { fsync(folder.handle) }
    }

    public func synchronizeAll(_ folder: OpenFile) throws(SystemCallFailure) {
        _ = try check("syncfs", nil) { linux_synchronize_file_system(folder.handle) }
    }

    public func status(of file: OpenFile) throws(SystemCallFailure) -> FileStatus {
        var information = stat()
        _ = try check("fstat", nil) { fstat(file.handle, &information) }
        return FileStatus(information)
    }

    public func status(at path: FilePath) throws(SystemCallFailure) -> FileStatus? {
        var information = stat()
        do {
            _ = try check("stat", path) { path.withPlatformString { stat($0, &information) } }
        } catch  where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            return nil
        }
        return FileStatus(information)
    }

    public func makeFolder(_ path: FilePath, permissions: FilePermissions) throws(SystemCallFailure) {
        do {
            _ = try check("mkdir", path) { path.withPlatformString { mkdir($0, permissions.rawValue) } }
        } catch  where error.errno == .fileExists {
            // Ours or somebody's: a folder is what was asked for, and anything else fails at its first use.
        }
    }

    /// By their names in the open folder: putting thousands of paths together costs far more than making the folders.
    public func makeFolders(
        _ names: [String], in folder: FilePath, permissions: FilePermissions
    ) throws(SystemCallFailure) {
        let parent = try open(folder)
        for name in names {
            do {
                _ = try check("mkdir", folder) { mkdirat(parent.handle, name, permissions.rawValue) }
            } catch  where error.errno == .fileExists {
                // As above.
            }
        }
    }

    public func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallFailure) {
        _ = try check("rename", path) {
            path.withPlatformString { source in newPath.withPlatformString { Foundation.rename(source, $0) } }
        }
    }

    public func remove(_ path: FilePath) throws(SystemCallFailure) {
        do {
            _ = try check("unlink", path) { path.withPlatformString { unlink($0) } }
        } catch  where error.errno == .noSuchFileOrDirectory {
            // Gone already, as asked.
        }
    }

    public func close(_ handle: Int32, temporaryName: FilePath?) {
        if let temporaryName { _ = temporaryName.withPlatformString { unlink($0) } }
        _ = Foundation.close(handle)
    }

    /// Runs a call again while a signal interrupts it, and turns -1 into a failure with the call's name.
    func check<Answer: SignedInteger>(
        _ call: String, _ path: FilePath?, _ body: () -> Answer
    ) throws(SystemCallFailure) -> Answer {
        while true {
            let answer = body()
            guard answer == -1 else { return answer }
            let code = Errno(rawValue: errno)
            guard code == .interrupted else {
                throw SystemCallFailure(call: call, path: path?.string ?? "", errno: code)
            }
        }
    }
}

extension FileStatus {
    fileprivate init(_ information: stat) {
        let kind: Kind =
            switch information.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        self.init(
            kind: kind, sizeInBytes: Int64(information.st_size), inode: UInt64(information.st_ino),
            device: UInt64(information.st_dev),
            modified: Int64(information.st_mtim.tv_sec) * 1_000_000_000 + Int64(information.st_mtim.tv_nsec))
    }
}
