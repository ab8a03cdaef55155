/// Makes and verifies hashes of passwords, on threads of its own: at most two at once, 128 MiB each.
package struct PasswordHasher: Sendable {
    /// Derives a key from a password, a salt and a cost.
    package typealias Derivation = @Sendable ([UInt8], [UInt8], ScryptCost) throws -> [UInt8]

    private let cost: ScryptCost
    private let derive: Derivation
    private let executor: BlockingExecutor

    /// - Parameter derive: scrypt, unless a test wants to know how often it is computed.
    package init(
        cost: ScryptCost = .standard, executor: BlockingExecutor = BlockingExecutor(width: 2),
        derive: @escaping Derivation = Self.scrypt
    ) {
        (self.cost, self.executor, self.derive) = (cost, executor, derive)
    }

    package static let scrypt: Derivation = { password, salt, cost in
        try Scrypt.derive(password, salt: salt, cost: cost, byteCount: PasswordHash.keySize)
    }

    /// A new hash of a password, with a salt of its own.
    func hash(_ password: Password) async throws -> PasswordHash {
        let (derive, cost, salt) = (derive, cost, randomBytes(PasswordHash.saltSize))
        let key = try await executor.run { try derive(password.bytes, salt, cost) }
        return PasswordHash(cost: cost, salt: salt, key: key)
    }

    /// Whether a password is the one that was hashed. Without a hash the work is the same, and the answer no: how long
    /// the answer takes does not tell whether somebody is known.
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        let derive = derive
        let cost = hash?.cost ?? self.cost
        let salt = hash?.salt ?? randomBytes(PasswordHash.saltSize)
        let bytes = password.isBeyondAll ? [] : password.bytes
        let key = try await executor.run { try derive(bytes, salt, cost) }
        guard let hash, !password.isBeyondAll else { return false }
        return constantTimeEqual(key, hash.key)
    }

    /// Whether a hash was made at another cost than new ones are.
    func isOutdated(_ hash: PasswordHash) -> Bool { hash.cost != cost }
}

/// Compares secrets of one length in a time that does not depend on where they differ.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
