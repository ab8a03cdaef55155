internal import COpenSSL

/// Codes that only who has the key can make (RFC 2104).
enum HMAC {
    /// The digests that they are made with, by their names in OpenSSL.
    enum Algorithm: String {
        case sha256 = "SHA256"
        /// For one-time passwords alone: RFC 6238 has it so, and all apps expect it.
        case sha1 = "SHA1"

        fileprivate var byteCount: Int {
            switch self {
            case .sha256: 32
            case .sha1: 20
            }
        }
    }

    static func code(
        _ algorithm: Algorithm, of message: [UInt8], under key: [UInt8]
    ) throws(VaultError) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: algorithm.byteCount)
        // See EVP_Q_mac(3): it gives no pointer when it could not compute.
        let computed = EVP_Q_mac(
            nil, "HMAC", nil, algorithm.rawValue, nil, key, key.count, message, message.count, &result, result.count,
            nil)
        guard computed != nil else {
            throw .storageFailed(StorageFailure(operation: "HMAC", detail: "\(OpenSSLError.last().code)"))
        }
        return result
    }
}
