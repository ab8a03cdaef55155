/// The bytes of a file that somebody named, as a store without a way to take files wants them.
struct SourceChunks: AsyncSequence, Sendable {
    private let source: SourceFile

    init(_ source: SourceFile) { self.source = source }

    func makeAsyncIterator() -> Iterator { Iterator(source: source) }

    struct Iterator: AsyncIteratorProtocol {
        let source: SourceFile
        private var state = State.closed

        init(source: SourceFile) { self.source = source }

        private enum State {
            case closed
            case reading(SourceReader, offset: Int64)
            case finished
        }

        mutating func next() async throws -> [UInt8]? {
            switch state {
            case .closed: try read(with: SourceReader(source, fileSystem: LinuxFileSystem()), at: 0)
            case .reading(let reader, let offset): try read(with: reader, at: offset)
            case .finished: nil
            }
        }

        private mutating func read(with reader: SourceReader, at offset: Int64) throws(VaultError) -> [UInt8]? {
            guard let chunk = try reader.chunk(at: offset) else {
                state = .finished
                return nil
            }
            state = .reading(reader, offset: offset + Int64(chunk.count))
            return chunk
        }
    }
}
