internal import SystemPackage

/// Names of accounts and addresses that only serve to count, under a key of this vault: who has the catalog alone does not
/// learn from it who tried to sign in, or from where.
struct KeyedName: Sendable {
    /// What is counted.
    enum Kind: String {
        case account, address, limit
    }

    private let file: KeyFile?
    private let memoryKey: [UInt8]

    /// Uses `sign-in.key` in a vault's folder of keys. Losing it forgets the counts, and nothing else.
    init(keysIn folder: FilePath) {
        file = KeyFile(
            folder: folder, name: "sign-in.key", damaged: Sentence("account.keyDamaged"),
            readable: Sentence("account.keyReadable"))
        memoryKey = []
    }

    /// Uses a key that lasts as long as this value, for a vault without a folder.
    init() { (file, memoryKey) = (nil, randomBytes(KeyFile.size)) }

    func hash(_ kind: Kind, _ name: String) throws(VaultError) -> [UInt8] {
        try HMAC.code(.sha256, of: Array("\(kind.rawValue):\(name)".utf8), under: file?.keyOrNew() ?? memoryKey)
    }
}
