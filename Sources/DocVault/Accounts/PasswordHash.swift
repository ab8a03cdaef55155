/// What is kept of a password, in the PHC text form: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, base64 without padding.
///
/// The cost is part of it, so hashes of an earlier cost are verified, and renewed when their owner next signs in.
struct PasswordHash: Hashable, Sendable, LosslessStringConvertible {
    static let saltSize = 16
    static let keySize = 32

    let cost: ScryptCost
    let salt: [UInt8]
    let key: [UInt8]

    init(cost: ScryptCost, salt: [UInt8], key: [UInt8]) { (self.cost, self.salt, self.key) = (cost, salt, key) }

    /// Parses the text form; `nil` for any other spelling.
    init?(_ description: String) {
        guard
            let match = description.wholeMatch(
                of: /\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+\/]+)\$([A-Za-z0-9+\/]+)/),
            let logN = Int(match.1), let blockSize = Int(match.2), let parallelization = Int(match.3),
            let cost = ScryptCost(logN: logN, blockSize: blockSize, parallelization: parallelization),
            let salt = Self.decode(match.4), let key = Self.decode(match.5), (8...64).contains(salt.count),
            (16...64).contains(key.count)
        else { return nil }
        (self.cost, self.salt, self.key) = (cost, salt, key)
        guard self.description == description else { return nil }
    }

    var description: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelization)$\(Self.encode(salt))$\(Self.encode(key))"
    }

    private static func encode(_ bytes: [UInt8]) -> String { Base64.encode(bytes).filter { $0 != "=" } }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Base64.decode(Array((text + padding).utf8))
    }
}
