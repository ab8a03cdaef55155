internal import CLinux
internal import Foundation
public import SystemPackage

/// What files that arrive in parts need.
extension LinuxFileSystem {
    public func openToWrite(_ path: FilePath) throws(SystemCallFailure) -> OpenFile {
        let descriptor = try check("open", path) {
            path.withPlatformString { Foundation.open($0, O_RDWR | O_CLOEXEC) }
        }
        return OpenFile(handle: descriptor, fileSystem: self)
    }

    public func write(
        _ bytes: UnsafeRawBufferPointer, to file: OpenFile, at offset: Int64
    ) throws(SystemCallFailure) {
        var written = 0
        while written < bytes.count {
            written += try check("pwrite", nil) {
                pwrite(file.handle, bytes.baseAddress! + written, bytes.count - written, off_t(offset) + off_t(written))
            }
        }
    }

    public func cut(_ file: OpenFile, to sizeInBytes: Int64) throws(SystemCallFailure) {
        _ = try check("ftruncate", nil) { ftruncate(file.handle, off_t(sizeInBytes)) }
    }

    public func setPermissions(_ file: OpenFile, _ permissions: FilePermissions) throws(SystemCallFailure) {
        _ = try check("fchmod", nil) { fchmod(file.handle, permissions.rawValue) }
    }

    public func availableBytes(at folder: FilePath) throws(SystemCallFailure) -> Int64 {
        var (type, available): (Int64, Int64) = (0, 0)
        _ = try check("statfs", folder) {
            folder.withPlatformString { linux_file_system($0, &type, &available) }
        }
        return available
    }
}
