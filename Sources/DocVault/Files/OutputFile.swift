internal import CLinux
internal import Foundation
internal import SystemPackage

/// A file that a person gets: written under a temporary name beside its place, and given its name when it is complete.
///
/// One dropped before ``publish()`` leaves nothing. What had the name before is replaced in one step.
struct OutputFile: ~Copyable {
    private let path: FilePath
    private let temporaryPath: FilePath
    let descriptor: Int32
    private var isPublished = false

    /// - Throws: ``VaultError/malformed(field:reason:)`` when there can be no file at `path`.
    init(at path: FilePath) throws(VaultError) {
        var folder = path.removingLastComponent()
        if folder.isEmpty { folder = "." }
        guard path.lastComponent != nil else {
            throw .malformed(
                field: "--output", reason: Sentence("error.output.noFileName", ["name": .quoted(path.string)]))
        }
        // A name that is taken by a device, a pipe or a folder is not replaced: it is not what was meant.
        if let kind = try? LinuxFileSystem().status(at: path)?.kind, kind != .file {
            throw .malformed(
                field: "--output", reason: Sentence("error.output.notAFile", ["name": .quoted(path.string)]))
        }
        let temporaryPath = folder.appending(".vault-\(UUID().uuidString).part")
        let descriptor = temporaryPath.withPlatformString { open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
        guard descriptor >= 0 else {
            let detail = Errno(rawValue: errno).description
            throw .malformed(
                field: "--output",
                reason: Sentence("error.output.notMade", ["name": .quoted(path.string), "detail": .text(detail)]))
        }
        (self.path, self.temporaryPath, self.descriptor) = (path, temporaryPath, descriptor)
    }

    deinit {
        close(descriptor)
        if !isPublished { _ = temporaryPath.withPlatformString { unlink($0) } }
    }

    func write(_ bytes: [UInt8]) throws(VaultError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("write") }
            written += count
        }
    }

    /// Asks for bytes to be written out, without waiting: then there is less to wait for at the end.
    func startWriteback(offset: Int64, length: Int64) {
        _ = linux_start_writeback(descriptor, offset, length)
    }

    /// Returns when the file is complete, durable and has its name.
    consuming func publish() throws(VaultError) {
        guard fsync(descriptor) == 0 else { throw failure("fsync") }
        let renamed = temporaryPath.withPlatformString { source in path.withPlatformString { rename(source, $0) } }
        guard renamed == 0 else { throw failure("rename") }
        isPublished = true
        var folder = path.removingLastComponent()
        if folder.isEmpty { folder = "." }
        try onVault { () throws(SystemCallFailure) in try LinuxFileSystem().synchronizeFolder(folder) }
    }

    private func failure(_ call: String) -> VaultError {
        let code = Errno(rawValue: errno)
        switch code {
        case .noSpace, .diskQuotaExceeded: return .outputFull(path.string)
        default:
            return .malformed(
                field: "--output",
                reason: Sentence(
                    "error.output.notWritten", ["name": .quoted(path.string), "detail": .text(code.description)]))
        }
    }
}
