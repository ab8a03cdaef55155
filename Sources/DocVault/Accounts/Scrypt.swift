internal import COpenSSL

/// The cost of one computation of scrypt (RFC 7914 §2).
package struct ScryptCost: Hashable, Sendable {
    /// The binary logarithm of N, the cost in time and memory.
    package let logN: Int
    /// The block size, r.
    package let blockSize: Int
    /// The parallelization, p.
    package let parallelization: Int

    /// Costs that could be meant; `nil` for others, so that a damaged row cannot ask for all memory of the machine.
    package init?(logN: Int, blockSize: Int, parallelization: Int) {
        guard (1...20).contains(logN), (1...32).contains(blockSize), (1...16).contains(parallelization) else {
            return nil
        }
        (self.logN, self.blockSize, self.parallelization) = (logN, blockSize, parallelization)
    }

    private init(logN: Int) { (self.logN, blockSize, parallelization) = (logN, 8, 1) }

    /// N = 2^17, r = 8, p = 1: 128 MiB and some tenths of a second, as OWASP advises for scrypt.
    package static let standard = ScryptCost(logN: 17)

    /// The most memory that OpenSSL may use: 128·r·(N + p + 2) bytes, and something for its own.
    fileprivate var memoryInBytes: UInt64 {
        UInt64(128 * blockSize) * UInt64((1 << logN) + parallelization + 2) + 1 << 20
    }
}

/// The scrypt password-based key derivation function (RFC 7914), by OpenSSL.
enum Scrypt {
    /// Derives a key. Blocks for as long as the cost says.
    static func derive(
        _ password: [UInt8], salt: [UInt8], cost: ScryptCost, byteCount: Int
    ) throws(VaultError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: byteCount)
        // See EVP_PBE_scrypt(3). The password is bytes to it, not a string that ends with a zero.
        let computed = password.withUnsafeBytes { bytes in
            EVP_PBE_scrypt(
                bytes.bindMemory(to: CChar.self).baseAddress, password.count, salt, salt.count,
                UInt64(1) << UInt64(cost.logN), UInt64(cost.blockSize), UInt64(cost.parallelization),
                cost.memoryInBytes, &key, byteCount)
        }
        guard computed == 1 else {
            throw .storageFailed(StorageFailure(operation: "scrypt", detail: "\(OpenSSLError.last().code)"))
        }
        return key
    }
}
