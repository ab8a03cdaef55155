internal import COpenSSL
internal import Foundation
internal import SystemPackage

/// Turns a number that must not be stored into one that can be compared: HMAC-SHA256 (RFC 2104) under a key of this vault.
///
/// Who has the catalog without the key cannot try all numbers out, which a plain digest of eleven digits would allow.
struct KeyedHash: Sendable {
    private static let keyFile = "national-number.key"
    private static let keySize = 32

    private let folder: FilePath?
    private let memoryKey: [UInt8]

    /// Uses the key in a vault's folder of keys, `national-number.key` with mode 0600, made when it is first needed.
    init(keysIn folder: FilePath) { (self.folder, memoryKey) = (folder, []) }

    /// Uses a key that lasts as long as this value, for a vault without a folder.
    init() { (folder, memoryKey) = (nil, Self.newKey()) }

    /// The number under the key: 32 bytes.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when others can read the key, or it is damaged.
    func hash(of number: NationalNumber) throws(VaultError) -> [UInt8] {
        let key = try key()
        let text = Array(number.digits.utf8)
        var result = [UInt8](repeating: 0, count: 32)
        // See EVP_Q_mac(3): it gives no pointer when it could not compute.
        let computed = EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key, key.count, text, text.count, &result, result.count, nil)
        guard computed != nil else {
            throw .storageFailed(StorageFailure(operation: "HMAC", detail: "\(OpenSSLError.last().code)"))
        }
        return result
    }

    private func key() throws(VaultError) -> [UInt8] {
        guard let folder else { return memoryKey }
        let path = folder.appending(Self.keyFile)
        if let key = try Self.read(path) { return key }
        try Self.make(at: path, in: folder)
        // Ours, or that of another process that was first.
        guard let key = try Self.read(path) else { throw .keyUnusable(Sentence("party.keyDamaged")) }
        return key
    }

    /// - Returns: `nil` when there is no file.
    private static func read(_ path: FilePath) throws(VaultError) -> [UInt8]? {
        let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .keyUnusable(Sentence("party.keyDamaged"))
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            throw .keyUnusable(Sentence("party.keyDamaged"))
        }
        guard information.st_mode & 0o077 == 0 else { throw .keyUnusable(Sentence("party.keyReadable")) }
        var key = [UInt8](repeating: 0, count: keySize)
        guard information.st_size == keySize, pread(descriptor, &key, keySize, 0) == keySize else {
            throw .keyUnusable(Sentence("party.keyDamaged"))
        }
        return key
    }

    /// Makes a key. One that is there already stays: numbers are stored under it.
    private static func make(at path: FilePath, in folder: FilePath) throws(VaultError) {
        let fileSystem = LinuxFileSystem()
        let key = newKey()
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

    private static func newKey() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<keySize).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
