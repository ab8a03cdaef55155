internal import Foundation
internal import SystemPackage

/// A file of 32 random bytes with mode 0600 in a vault's folder of keys, made when it is first needed.
struct KeyFile: Sendable {
    static let size = 32

    let folder: FilePath
    let name: String
    /// What is said when the file is damaged, and when others can read it.
    let damaged: Sentence
    let readable: Sentence

    /// The key; made when there is none.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when others can read the key, or it is damaged.
    func keyOrNew() throws(VaultError) -> [UInt8] {
        if let key = try key() { return key }
        try make()
        // Ours, or that of another process that was first.
        guard let key = try key() else { throw .keyUnusable(damaged) }
        return key
    }

    /// - Returns: `nil` when there is no file.
    func key() throws(VaultError) -> [UInt8]? {
        let descriptor = folder.appending(name).withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .keyUnusable(damaged)
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            throw .keyUnusable(damaged)
        }
        guard information.st_mode & 0o077 == 0 else { throw .keyUnusable(readable) }
        var key = [UInt8](repeating: 0, count: Self.size)
        guard information.st_size == Self.size, pread(descriptor, &key, Self.size, 0) == Self.size else {
            throw .keyUnusable(damaged)
        }
        return key
    }

    /// Makes a key. One that is there already stays: what is stored rests on it.
    private func make() throws(VaultError) {
        let fileSystem = LinuxFileSystem()
        let (key, path, folder) = (randomBytes(Self.size), folder.appending(name), folder)
        try onVault { () throws(SystemCallFailure) in
            let file = try fileSystem.createUnnamed(in: folder, permissions: .ownerReadWrite)
            var failure: SystemCallFailure?
            key.withUnsafeBytes { bytes in
                do throws(SystemCallFailure) { try fileSystem.write(bytes, to: file) } catch { failure = error }
            }
            if let failure { throw failure }
            try fileSystem.synchronizeData(file)
            do throws(SystemCallFailure) { try fileSystem.link(file, to: path) } catch {
                guard error.errno == .fileExists else { throw error }
            }
            try fileSystem.synchronizeFolder(folder)
        }
    }
}

/// Bytes from the system's source of randomness, fit for keys.
func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}
