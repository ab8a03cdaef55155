internal import COpenSSL

/// One hash of the journal's Merkle tree: the 32 bytes of a SHA-256.
///
/// It is a plain value without storage of its own on the heap, because a batch holds very many of them.
package struct MerkleHash: Hashable, Sendable, CustomStringConvertible {
    package static let byteCount = 32

    private let storage: SIMD32<UInt8>

    /// The hash with these bytes; `nil` unless there are exactly ``byteCount`` of them.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var storage = SIMD32<UInt8>()
        for (position, byte) in bytes.enumerated() { storage[position] = byte }
        self.storage = storage
    }

    /// The SHA-256 of `bytes` (FIPS 180-4).
    package init(hashing bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Self(hashing: $0) }
    }

    /// The SHA-256 of the bytes in `buffer`.
    init(hashing buffer: UnsafeRawBufferPointer) {
        var storage = SIMD32<UInt8>()
        let succeeded = withUnsafeMutableBytes(of: &storage) { digest in
            EVP_Digest(buffer.baseAddress, buffer.count, digest.baseAddress, nil, Self.algorithm, nil)
        }
        // Nothing in the input can make this fail: only an OpenSSL without a usable provider, or without memory.
        precondition(succeeded == 1, "OpenSSL cannot compute SHA-256")
        self.storage = storage
    }

    package var bytes: [UInt8] { withBytes { Array($0) } }

    /// Lower-case hexadecimal.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Lends the 32 bytes without copying them into an array.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: storage, body)
    }

    /// SHA-256, fetched once: an implicit fetch (`EVP_sha256`) would cost a look-up with every digest.
    ///
    /// `nonisolated(unsafe)` is right here: an `EVP_MD` is never changed after the fetch, OpenSSL lets any number of
    /// threads use it at once, and it is never freed.
    private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA2-256", nil) ?? EVP_sha256()
}
