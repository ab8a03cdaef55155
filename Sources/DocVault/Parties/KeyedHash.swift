internal import SystemPackage

/// Turns a number that must not be stored into one that can be compared: HMAC-SHA256 (RFC 2104) under a key of this vault.
///
/// Who has the catalog without the key cannot try all numbers out, which a plain digest of eleven digits would allow.
struct KeyedHash: Sendable {
    private let file: KeyFile?
    private let memoryKey: [UInt8]

    /// Uses the key in a vault's folder of keys, `national-number.key`.
    init(keysIn folder: FilePath) {
        file = KeyFile(
            folder: folder, name: "national-number.key", damaged: Sentence("party.keyDamaged"),
            readable: Sentence("party.keyReadable"))
        memoryKey = []
    }

    /// Uses a key that lasts as long as this value, for a vault without a folder.
    init() { (file, memoryKey) = (nil, randomBytes(KeyFile.size)) }

    /// The number under the key: 32 bytes.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when others can read the key, or it is damaged.
    func hash(of number: NationalNumber) throws(VaultError) -> [UInt8] {
        try HMAC.code(.sha256, of: Array(number.digits.utf8), under: file?.keyOrNew() ?? memoryKey)
    }
}
