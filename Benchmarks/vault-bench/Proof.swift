internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import Synchronization
internal import SystemPackage

/// Proofs for single events in a long journal.
struct Proof: AsyncParsableCommand {
    @Option(name: .customLong("vault"), help: "The folder of a vault, whose journal is made as long as wanted.")
    var folder: String

    @Option(help: "How many events the journal is to have.")
    var events = 1_000_000

    @Option(help: "How many events to prove.")
    var proofs = 1_000

    @Option(help: "What events and choices are made from.")
    var seed: UInt64 = 1

    private static let eventsInTransaction = 5_000

    func run() async throws {
        let begin = ContinuousClock.now
        let vault = try Vault.open(VaultFolder(opening: FilePath(folder)))
        try await lengthen(from: vault.publishJournal().size)
        let size = try await vault.publishJournal().size
        let made = ContinuousClock.now - begin
        var numbers = SeededNumbers(seed: seed)
        let chosen = (0..<proofs).map { _ in Int.random(in: 0..<size, using: &numbers) }
        var latencies: [Duration] = []
        for sequence in chosen {
            let start = ContinuousClock.now
            _ = try await vault.proof(of: sequence)
            latencies.append(.now - start)
        }
        latencies.sort()
        let counts = try chosen.map { sequence in
            let tiles = CountingTiles(folder: "\(folder)/journal")
            _ = try TiledTree(size: size, source: tiles).inclusionProof(for: sequence)
            return tiles.count
        }
        print(
            """
            {"events":\(size),"proofs":\(proofs),"secondsToMake":\(made / .seconds(1)),\
            "p50Milliseconds":\(latencies[latencies.count / 2] / .milliseconds(1)),\
            "p99Milliseconds":\(latencies[latencies.count * 99 / 100] / .milliseconds(1)),\
            "tilesRead":\(counts.max() ?? 0)}
            """)
    }

    /// Appends events until there are enough: what an act says, without the act.
    private func lengthen(from size: Int) async throws {
        let catalog = try SQLiteDatabase(file: FilePath("\(folder)/catalog.sqlite"))
        let journal = JournaledDatabase(catalog, clock: SystemClock())
        let identifiers = IdentifierSource(clock: SystemClock())
        let context = ActContext(operator: "bench", request: identifiers.next())
        let (seed, events) = (seed, events)
        var next = size
        while next < events {
            let first = next
            next = try await journal.write(by: context) { _, journal in
                var last = first - 1
                for _ in 0..<Self.eventsInTransaction where last + 1 < events {
                    var numbers = SeededNumbers(seed: seed &+ UInt64(last))
                    last = try journal.append(
                        .documentAttached, JournalSubject(.document, identifiers.next(Document.self)),
                        after: ["name": .string("invoice-\(numbers.next()).pdf"), "requirement": "E01"])
                }
                return last + 1
            }
        }
    }
}

/// The published tiles of a journal, and how many of them were read.
private final class CountingTiles: TileSource {
    private let folder: String
    private let reads = Atomic(0)

    init(folder: String) { self.folder = folder }

    var count: Int { reads.load(ordering: .relaxed) }

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        reads.add(1, ordering: .relaxed)
        return Array(try Data(contentsOf: URL(filePath: "\(folder)/\(coordinate.path)")))
    }
}
