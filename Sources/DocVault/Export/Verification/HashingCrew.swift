/// Threads that hash while another reads: each file goes whole to one of them.
final class HashingCrew: Sendable {
    /// Digests in the order in which a thread finished them.
    struct Result: Sendable {
        var tickets: [UInt32] = []
        var digests: [UInt8] = []
    }

    private enum Load: Sendable {
        case bytes([UInt8])
        case end(ticket: UInt32)
    }

    /// How many pieces may wait before each thread: of 64 KiB, 4 MiB in all.
    private static let places = 32

    let algorithm: ManifestAlgorithm
    private let queues: [BoundedQueue<Load>]
    private let threads: [SideThread<Result>]

    init(_ algorithm: ManifestAlgorithm, width: Int = 2) {
        let queues = (0..<width).map { _ in BoundedQueue<Load>(capacity: Self.places) }
        self.algorithm = algorithm
        self.queues = queues
        threads = queues.map { queue in SideThread { try Self.hash(queue, algorithm) } }
    }

    var width: Int { queues.count }

    func put(_ bytes: [UInt8], to worker: Int) { queues[worker].put(.bytes(bytes)) }

    /// Says that the bytes put last were the end of a file.
    func end(_ ticket: UInt32, of worker: Int) { queues[worker].put(.end(ticket: ticket)) }

    /// Waits for all digests. Called once, whatever happened before: the threads end then.
    func finish() throws -> [Result] {
        for queue in queues { queue.finish() }
        let outcomes = threads.map { thread in Swift.Result { try thread.value() } }
        return try outcomes.map { try $0.get() }
    }

    private static func hash(_ queue: BoundedQueue<Load>, _ algorithm: ManifestAlgorithm) throws(OpenSSLError)
        -> Result
    {
        // Emptied in any case: who fills the queue waits for room in it.
        defer { while queue.take() != nil {} }
        var result = Result()
        var hasher = try ForeignDigest(algorithm)
        while let load = queue.take() {
            switch load {
            case .bytes(let bytes): try hasher.update(bytes)
            case .end(let ticket):
                try hasher.finish(into: &result.digests)
                result.tickets.append(ticket)
            }
        }
        return result
    }
}
