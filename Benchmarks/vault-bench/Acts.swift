internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

/// What the journal costs: small acts by many writers at once, on the catalog that a vault has by default.
///
/// The rate is that of `Vault.attach`, with its bytes in memory, so that no file is in the way of the catalog. For the
/// ratio, the statements of these acts are recorded and run again in turns on two copies of the catalog, on one of them with the
/// event that belongs to each act and on the other without.
struct Acts: AsyncParsableCommand {
    @Option(name: .customLong("vault"), help: "The folder of a vault with a dossier 2024-BENCH-01. It is not changed.")
    var folder: String

    @Option(help: "How many act at once.")
    var writers = 16

    @Option(help: "How many acts.")
    var acts = 20_000

    @Option(help: "What the acts are made from.")
    var seed: UInt64 = 1

    private static let turns = 10

    func run() async throws {
        let copies = FilePath("\(folder)-acts")
        try FileManager.default.createDirectory(atPath: copies.string, withIntermediateDirectories: true)
        let begin = ContinuousClock.now
        try await attachAll(to: try SQLiteDatabase(file: copy("rate", in: copies)))
        let rate = Double(acts) / ((ContinuousClock.now - begin) / .seconds(1))
        let recording = RecordingDatabase(over: try SQLiteDatabase(file: copy("recorded", in: copies)))
        try await attachAll(to: recording)
        let recorded = try recording.acts.map { (act: $0, event: try $0.told) }
        let bare = try SQLiteDatabase(file: copy("bare", in: copies))
        let journaled = JournaledDatabase(
            try SQLiteDatabase(file: copy("journaled", in: copies)), clock: SystemClock())
        let context = ActContext(operator: "bench", request: IdentifierSource(clock: SystemClock()).next())
        var (without, with) = (Duration.zero, Duration.zero)
        for turn in 0..<Self.turns {
            let part = recorded[(turn * recorded.count / Self.turns)..<((turn + 1) * recorded.count / Self.turns)]
            without += try await time(part) { act, _ in try await bare.write { try act.run($0) } }
            with += try await time(part) { act, event in
                try await journaled.write(by: context) { connection, journal in
                    try act.run(connection)
                    try event.append(to: &journal)
                }
            }
        }
        print(
            """
            {"actsPerSecond":\(rate),"ratio":\(without / with),"writers":\(writers),"acts":\(recorded.count),\
            "replayedPerSecond":\(Double(recorded.count) / (with / .seconds(1))),\
            "replayedWithoutPerSecond":\(Double(recorded.count) / (without / .seconds(1)))}
            """)
    }

    /// Attaches one short document after the other, as many as there are acts.
    private func attachAll(to database: any SQLDatabase) async throws {
        let vault = Vault(
            blobs: InMemoryBlobStore(), database: database, clock: SystemClock(), executor: BlockingExecutor(),
            scratch: FilePath(folder))
        let (dossier, requirement, piece) = (
            DossierCode("2024-BENCH-01")!, RequirementCode("E01")!, PieceCode("invoice")!
        )
        _ = try await time(0..<acts) { number in
            _ = try await vault.attach(
                Content("\(seed) \(number)"), named: OriginalName("invoice-\(number).pdf")!, to: requirement,
                of: dossier,
                as: piece)
        }
    }

    /// Does something with each item, as many at once as there are writers, and says how long it took.
    private func time<Items: RandomAccessCollection & Sendable>(
        _ items: Items, _ body: @escaping @Sendable (Items.Element) async throws -> Void
    ) async throws -> Duration where Items.Element: Sendable, Items.Index == Int {
        let next = Counter()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<writers {
                group.addTask {
                    while true {
                        let index = items.startIndex + next.next()
                        guard index < items.endIndex else { return }
                        try await body(items[index])
                    }
                }
            }
            try await group.waitForAll()
        }
        return .now - start
    }

    private func copy(_ name: String, in copies: FilePath) throws -> FilePath {
        let target = copies.appending("\(name).sqlite")
        for suffix in ["", "-wal", "-shm"] {
            let source = "\(folder)/catalog.sqlite\(suffix)"
            try? FileManager.default.removeItem(atPath: target.string + suffix)
            guard FileManager.default.fileExists(atPath: source) else { continue }
            try FileManager.default.copyItem(atPath: source, toPath: target.string + suffix)
        }
        return target
    }
}
