internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import Synchronization
internal import SystemPackage

/// Drives a vault from within one process, for what no command of `vault` does. `scripts/bench` runs it.
@main
struct VaultBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault-bench", abstract: "Measures a vault from within.",
        subcommands: [
            Deposit.self, Acts.self, Proof.self, Portal.self, Condemn.self, Collect.self, RetentionBench.self,
        ])
}

/// Many depositors at once, each handing in one small document after the other, as over a network.
struct Deposit: AsyncParsableCommand {
    @Option(name: .customLong("vault"), help: "The folder of a vault with a dossier 2024-BENCH-01.")
    var folder: String

    @Option(help: "How many deposit at once.")
    var writers = 32

    @Option(help: "How many documents in all, of 20 to 60 kB.")
    var files = 5_000

    @Option(help: "What the contents are made from.")
    var seed: UInt64 = 1

    func run() async throws {
        let vault = try Vault.open(VaultFolder(opening: FilePath(folder)))
        let (dossier, requirement, piece) = (
            DossierCode("2024-BENCH-01")!, RequirementCode("E01")!, PieceCode("invoice")!
        )
        let contents = (0..<files).map { Content(seed: seed &+ UInt64($0)) }
        let next = Counter()
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for _ in 0..<writers {
                group.addTask {
                    var latencies: [Duration] = []
                    while true {
                        let number = next.next()
                        guard number < contents.count else { return latencies }
                        let begin = ContinuousClock.now
                        _ = try await vault.attach(
                            contents[number], named: OriginalName("invoice-\(number).pdf")!, to: requirement,
                            of: dossier, as: piece)
                        latencies.append(.now - begin)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }.sorted()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print(
            """
            {"filesPerSecond":\(Double(files) / seconds),"seconds":\(seconds),"writers":\(writers),"files":\(files),\
            "p50Milliseconds":\(latencies[latencies.count / 2] / .milliseconds(1)),\
            "p99Milliseconds":\(latencies[latencies.count * 99 / 100] / .milliseconds(1))}
            """)
    }
}

/// Numbers from 0 up, each given once.
final class Counter: Sendable {
    private let value = Atomic(0)

    func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}

/// The bytes of one document, made before the clock starts, in two chunks as they come from a socket.
struct Content: AsyncSequence, Sendable {
    private let chunks: [[UInt8]]

    /// A short text, for what is not about bytes.
    init(_ text: String) { chunks = [Array(text.utf8)] }

    init(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let words = (0..<(2_500 + Int(numbers.next() % 5_000))).map { _ in numbers.next() }
        let bytes = words.withUnsafeBytes { Array($0) }
        chunks = [Array(bytes[..<(bytes.count / 2)]), Array(bytes[(bytes.count / 2)...])]
    }

    func makeAsyncIterator() -> Iterator { Iterator(chunks: chunks[...]) }

    struct Iterator: AsyncIteratorProtocol {
        var chunks: ArraySlice<[UInt8]>
        mutating func next() async -> [UInt8]? { chunks.popFirst() }
    }
}

/// Numbers that are the same for the same seed (xorshift).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
