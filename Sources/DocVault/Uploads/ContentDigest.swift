/// A digest that a client sent with its bytes, by one of the algorithms that clients use (RFC 9530, tus 1.0 checksum).
///
/// It proves that the bytes arrived as they were sent, and nothing else: blobs are known by ``Digest`` alone.
public struct ContentDigest: Hashable, Sendable {
    public enum Algorithm: String, CaseIterable, Sendable {
        case sha1, sha256, sha512

        /// As manifests of bags know it.
        var foreign: ManifestAlgorithm {
            switch self {
            case .sha1: .sha1
            case .sha256: .sha256
            case .sha512: .sha512
            }
        }

        public var byteCount: Int { foreign.byteCount }
    }

    public let algorithm: Algorithm
    public let bytes: [UInt8]

    /// Takes raw bytes, or is `nil` when their count is not the algorithm's.
    public init?(_ algorithm: Algorithm, _ bytes: [UInt8]) {
        guard bytes.count == algorithm.byteCount else { return nil }
        (self.algorithm, self.bytes) = (algorithm, bytes)
    }

    public init(_ digest: Digest) { (algorithm, bytes) = (.sha256, digest.bytes) }

    /// The digest that a blob would have, if it was given by the algorithm of blobs.
    var ofBlob: Digest? { algorithm == .sha256 ? Digest(algorithm: .sha256, bytes: bytes) : nil }
}

/// Hashes bytes by the algorithm that a client chose.
struct ContentHasher: ~Copyable {
    private let algorithm: ContentDigest.Algorithm
    private var hasher: ForeignDigest

    init(_ algorithm: ContentDigest.Algorithm) throws(VaultError) {
        self.algorithm = algorithm
        hasher = try hashing { () throws(OpenSSLError) in try ForeignDigest(algorithm.foreign) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) throws(VaultError) {
        do throws(OpenSSLError) { try hasher.update(bytes) } catch { throw VaultError(error) }
    }

    /// The digest of everything since the beginning, or since the last call.
    mutating func finish() throws(VaultError) -> ContentDigest {
        var bytes: [UInt8] = []
        do throws(OpenSSLError) { try hasher.finish(into: &bytes) } catch { throw VaultError(error) }
        guard let digest = ContentDigest(algorithm, bytes) else { throw VaultError(OpenSSLError(code: 0)) }
        return digest
    }
}
