/// The bytes of a client, held to what the client announced of them: their number as they come, their digest at the end.
struct CheckedContent<Base: AsyncSequence & Sendable>: AsyncSequence, Sendable where Base.Element == [UInt8] {
    typealias Element = [UInt8]

    private let base: Base
    private let expected: ContentDigest?
    private let size: Int64?
    private let limit: Int64

    init(_ base: Base, expecting expected: ContentDigest?, sizeInBytes size: Int64?, atMost limit: Int64) {
        (self.base, self.expected, self.size, self.limit) = (base, expected, size, limit)
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), expected: expected, size: size, limit: limit)
    }

    /// Asked by a store that has hashed all bytes: an announced digest by its algorithm is compared without a second hash.
    func accept(_ blob: BlobDescriptor) throws {
        guard let expected, let digest = expected.ofBlob, digest != blob.digest else { return }
        throw VaultError.upload(.contentMismatch(expected: expected, received: ContentDigest(blob.digest)))
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: Base.AsyncIterator
        private let expected: ContentDigest?
        private let size: Int64?
        private let limit: Int64
        private var count: Int64 = 0
        private var hasher: SharedHasher?

        fileprivate init(base: Base.AsyncIterator, expected: ContentDigest?, size: Int64?, limit: Int64) {
            (self.base, self.expected, self.size, self.limit) = (base, expected, size, limit)
        }

        mutating func next() async throws -> [UInt8]? {
            guard let chunk = try await base.next() else {
                if let size, count != size {
                    throw VaultError.upload(.lengthInconsistent(declared: size, given: count))
                }
                try finish()
                return nil
            }
            count += Int64(chunk.count)
            guard count <= limit else { throw VaultError.upload(.tooLarge(limit: limit)) }
            if let size, count > size { throw VaultError.upload(.lengthInconsistent(declared: size, given: count)) }
            if let expected, expected.ofBlob == nil {
                if hasher == nil { hasher = try SharedHasher(expected.algorithm) }
                try hasher?.update(chunk)
            }
            return chunk
        }

        private mutating func finish() throws {
            guard let expected, expected.ofBlob == nil else { return }
            let received = try (hasher ?? SharedHasher(expected.algorithm)).finish()
            guard received == expected else {
                throw VaultError.upload(.contentMismatch(expected: expected, received: received))
            }
        }
    }
}

/// A hasher in an iterator, which can be copied and so cannot own one.
private final class SharedHasher {
    private var hasher: ContentHasher

    init(_ algorithm: ContentDigest.Algorithm) throws(VaultError) { hasher = try ContentHasher(algorithm) }

    func update(_ bytes: [UInt8]) throws(VaultError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(VaultError) in try hasher.update(buffer) }
        }
        try result.get()
    }

    func finish() throws(VaultError) -> ContentDigest { try hasher.finish() }
}
