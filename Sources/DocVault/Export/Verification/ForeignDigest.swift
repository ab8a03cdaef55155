internal import COpenSSL

/// An incremental digest by any algorithm that a manifest may name: owns one `EVP_MD_CTX`, freed in `deinit`.
///
/// Apart from ``DigestHasher``, whose algorithms are those that a vault keeps blobs by.
struct ForeignDigest: ~Copyable {
    private let context: OpaquePointer
    private let method: OpaquePointer
    private let byteCount: Int

    init(_ algorithm: ManifestAlgorithm) throws(OpenSSLError) {
        guard let method = EVP_MD_fetch(nil, algorithm.standardName, nil) else { throw .last() }
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, method, nil) == 1 else {
            EVP_MD_free(method)
            throw .last()
        }
        (self.context, self.method, byteCount) = (context, method, algorithm.byteCount)
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(method)
    }

    mutating func update(_ bytes: [UInt8]) throws(OpenSSLError) {
        guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else { throw .last() }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) throws(OpenSSLError) {
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { throw .last() }
    }

    /// Appends the digest of everything since the last call, or since the beginning.
    mutating func finish(into digests: inout [UInt8]) throws(OpenSSLError) {
        var bytes: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
        let isDone = withUnsafeMutableBytes(of: &bytes) { buffer in
            // The largest digest has 64 bytes, as the buffer has.
            EVP_DigestFinal_ex(context, buffer.bindMemory(to: UInt8.self).baseAddress, nil) == 1
        }
        guard isDone, EVP_DigestInit_ex2(context, method, nil) == 1 else { throw .last() }
        withUnsafeBytes(of: bytes) { digests.append(contentsOf: $0.prefix(byteCount)) }
    }
}
