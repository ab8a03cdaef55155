internal import Synchronization
internal import SystemPackage

/// Names of accounts and addresses that only serve to count, under a key of this vault: who has the catalog alone does not
/// learn from it who tried to sign in, or from where.
struct KeyedName: Sendable {
    /// What is counted.
    enum Kind: String {
        case account, address, limit
    }

    private let key: KeptKey

    /// Uses `sign-in.key` in a vault's folder of keys. Losing it forgets the counts, and nothing else.
    init(keysIn folder: FilePath) {
        key = KeptKey(
            file: KeyFile(
                folder: folder, name: "sign-in.key", damaged: Sentence("account.keyDamaged"),
                readable: Sentence("account.keyReadable")))
    }

    /// Uses a key that lasts as long as this value, for a vault without a folder.
    init() { key = KeptKey(randomBytes(KeyFile.size)) }

    func hash(_ kind: Kind, _ name: String) throws(VaultError) -> [UInt8] {
        try HMAC.code(.sha256, of: Array("\(kind.rawValue):\(name)".utf8), under: key.bytes())
    }
}

/// A key that is read once: two names are hashed at every request.
private final class KeptKey: Sendable {
    private let file: KeyFile?
    private let known: Mutex<[UInt8]?>

    init(file: KeyFile) {
        self.file = file
        known = Mutex(nil)
    }

    init(_ bytes: [UInt8]) {
        file = nil
        known = Mutex(bytes)
    }

    func bytes() throws(VaultError) -> [UInt8] {
        try known.withLock { known throws(VaultError) in
            if let known { return known }
            let read = try file?.keyOrNew() ?? []
            known = read
            return read
        }
    }
}
