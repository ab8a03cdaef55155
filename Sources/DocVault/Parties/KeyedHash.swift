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
        var information = stat()
        guard path.withPlatformString({ stat($0, &information) }) == 0 else { return try make(at: path) }
        guard information.st_mode & 0o077 == 0 else {
            throw .keyUnusable(Sentence("party.keyReadable"))
        }
        guard let data = FileManager.default.contents(atPath: path.string), data.count == Self.keySize else {
            throw .keyUnusable(Sentence("party.keyDamaged"))
        }
        return Array(data)
    }

    private func make(at path: FilePath) throws(VaultError) -> [UInt8] {
        let key = Self.newKey()
        let output = try OutputFile(at: path)
        guard fchmod(output.descriptor, 0o600) == 0 else {
            throw .keyUnusable(Sentence("party.keyDamaged"))
        }
        try output.write(key)
        try output.publish()
        return key
    }

    private static func newKey() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<keySize).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
