internal import COpenSSL

/// Why OpenSSL could not compute: its own code, read from the thread's error queue at once.
struct OpenSSLError: Error, Hashable {
    let code: UInt

    /// Takes the newest entry of this thread's error queue and clears it. See `ERR_get_error(3)`.
    static func last() -> OpenSSLError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        return OpenSSLError(code: code)
    }
}

/// An incremental digest: owns one `EVP_MD_CTX`, freed in `deinit`; noncopyable, so exactly once.
///
/// See `EVP_DigestInit_ex2(3)`. A context serves many digests: ``finish()`` leaves it ready for the next one.
struct DigestHasher: ~Copyable {
    let algorithm: DigestAlgorithm
    private let context: OpaquePointer

    init(_ algorithm: DigestAlgorithm = .sha256) throws(OpenSSLError) {
        guard let context = EVP_MD_CTX_new() else { throw .last() }
        guard EVP_DigestInit_ex2(context, FetchedAlgorithm.method(for: algorithm), nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .last()
        }
        self.algorithm = algorithm
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) throws(OpenSSLError) {
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { throw .last() }
    }

    mutating func update(_ bytes: [UInt8]) throws(OpenSSLError) {
        guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else { throw .last() }
    }

    /// The digest of everything since the last call, or since the beginning.
    mutating func finish() throws(OpenSSLError) -> Digest {
        var bytes = [UInt8](repeating: 0, count: algorithm.byteCount)
        guard EVP_DigestFinal_ex(context, &bytes, nil) == 1,
            let digest = Digest(algorithm: algorithm, bytes: bytes)
        else { throw .last() }
        guard EVP_DigestInit_ex2(context, FetchedAlgorithm.method(for: algorithm), nil) == 1 else { throw .last() }
        return digest
    }

    /// The digest of bytes that are all in memory.
    static func digest(of bytes: [UInt8]) throws(OpenSSLError) -> Digest {
        var hasher = try DigestHasher()
        try hasher.update(bytes)
        return try hasher.finish()
    }
}

/// Algorithms fetched once for the life of the process: the implicit fetch of `EVP_sha256()` costs 0.3 µs a digest.
private enum FetchedAlgorithm {
    // Never freed and never written again, so sharing the pointer between threads is sound (`EVP_MD_fetch(3)`).
    nonisolated(unsafe) private static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)

    static func method(for algorithm: DigestAlgorithm) -> OpaquePointer? {
        switch algorithm {
        case .sha256: sha256
        }
    }
}

extension Digest {
    /// The SHA-256 of bytes that are all in memory.
    package init(hashing bytes: [UInt8]) throws(VaultError) {
        self = try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: bytes) }
    }
}
