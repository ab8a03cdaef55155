/// The algorithms a digest can be made with. A vault's format version 1 uses SHA-256 (FIPS 180-4) alone.
public enum DigestAlgorithm: String, CaseIterable, Sendable {
    case sha256

    /// The length of a raw digest, in bytes.
    public var byteCount: Int {
        switch self {
        case .sha256: 32
        }
    }
}

/// The digest of a blob: the algorithm and the bytes it produced.
///
/// The text form is `sha256:` and lower-case hexadecimal. It is the only form in URLs, logs and the command line,
/// so two digests are equal exactly when their descriptions are. Files in a vault and manifests of a bag are named by
/// ``hexadecimal`` alone, as their formats ask.
public struct Digest: Hashable, Sendable, LosslessStringConvertible {
    public let algorithm: DigestAlgorithm
    /// The raw digest, ``DigestAlgorithm/byteCount`` bytes long.
    public let bytes: [UInt8]

    /// Takes raw bytes, or is `nil` when their count is not the algorithm's.
    public init?(algorithm: DigestAlgorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Parses the text form; `nil` for any other spelling, upper-case included.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = DigestAlgorithm(rawValue: String(parts[0])) else { return nil }
        self.init(algorithm: algorithm, hexadecimal: parts[1])
    }

    /// Parses the hexadecimal part alone, as in a file name or a manifest.
    init?(algorithm: DigestAlgorithm, hexadecimal: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(hexadecimal) else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    /// The digest without its algorithm, in lower-case hexadecimal.
    public var hexadecimal: String { Hexadecimal.encode(bytes) }

    public var description: String { "\(algorithm.rawValue):\(hexadecimal)" }
}

/// A digest and the size of what was digested: all that is known of a blob without reading it.
public struct BlobDescriptor: Hashable, Sendable {
    public let digest: Digest
    public let sizeInBytes: Int64

    public init(digest: Digest, sizeInBytes: Int64) {
        self.digest = digest
        self.sizeInBytes = sizeInBytes
    }
}
