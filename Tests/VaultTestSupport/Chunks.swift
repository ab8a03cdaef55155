/// Bytes as a client sends them: in pieces of some sizes, and perhaps not to the end.
public struct Chunks: AsyncSequence, Sendable {
    public typealias Element = [UInt8]

    private let chunks: [[UInt8]]
    private let failure: (any Error)?

    /// - Parameters:
    ///   - size: The size of each chunk but the last.
    ///   - failure: Thrown after the last chunk, in place of the end.
    public init(_ bytes: [UInt8], ofSize size: Int = 65_536, thenThrowing failure: (any Error)? = nil) {
        let starts = stride(from: 0, to: bytes.count, by: size)
        self.init(starts.map { Array(bytes[$0..<Swift.min($0 + size, bytes.count)]) }, thenThrowing: failure)
    }

    public init(_ chunks: [[UInt8]], thenThrowing failure: (any Error)? = nil) {
        (self.chunks, self.failure) = (chunks, failure)
    }

    /// Splits bytes at random places, with some empty chunks among them.
    public init(_ bytes: [UInt8], splitBy generator: inout SeededGenerator) {
        var chunks: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let largest = [1, 64, 4_096, 1 << 16, 1 << 21].randomElement(using: &generator) ?? 1
            let chunk = rest.prefix(Int.random(in: 0...largest, using: &generator))
            chunks.append(Array(chunk))
            rest = rest.dropFirst(chunk.count)
        }
        self.init(chunks)
    }

    public func makeAsyncIterator() -> Iterator { Iterator(rest: chunks[...], failure: failure) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var rest: ArraySlice<[UInt8]>
        fileprivate let failure: (any Error)?

        public mutating func next() async throws -> [UInt8]? {
            if let chunk = rest.popFirst() { return chunk }
            if let failure { throw failure }
            return nil
        }
    }
}

/// An error that is nobody's but the test's: what must come through unchanged.
public struct TestError: Error, Hashable, Sendable {
    public let number: Int

    public init(_ number: Int = 1) { self.number = number }
}
