internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

/// Fills a vault with blobs that nothing refers to, and condemns them: what `vault gc` then has to do.
struct Condemn: AsyncParsableCommand {
    @Option(name: .customLong("vault"), help: "The folder of a vault.")
    var folder: String

    @Option(help: "How many blobs.")
    var blobs = 100_000

    @Option(help: "What the contents are made from.")
    var seed: UInt64 = 1

    func run() async throws { try await CondemnedVault(folder).condemn(blobs, seed: seed) }
}

/// Collects while somebody deposits over another connection to the catalog, as another process would, and tells how long
/// that somebody had to wait.
struct Collect: AsyncParsableCommand {
    @Option(name: .customLong("vault"), help: "The folder of a vault with a dossier 2024-BENCH-01.")
    var folder: String

    @Option(help: "How many condemned blobs there are.")
    var blobs = 100_000

    @Option(help: "What the contents are made from.")
    var seed: UInt64 = 1

    func run() async throws {
        try await CondemnedVault(folder).condemn(blobs, seed: seed)
        let quiet = try await deposits { try await Task.sleep(for: .seconds(2)) }
        let vault = try Vault.open(VaultFolder(opening: FilePath(folder)))
        let begin = ContinuousClock.now
        let busy = try await deposits {
            for _ in 0..<2 { try await vault.collect(ages: .immediate) }
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print(
            """
            {"blobs":\(blobs),"secondsToCollect":\(seconds),"deposits":\(busy.count),\
            "longestMilliseconds":\(milliseconds(busy.last)),"p50Milliseconds":\(milliseconds(busy[busy.count / 2])),\
            "p99Milliseconds":\(milliseconds(busy[busy.count * 99 / 100])),\
            "longestQuietMilliseconds":\(milliseconds(quiet.last)),\
            "p99QuietMilliseconds":\(milliseconds(quiet[quiet.count * 99 / 100]))}
            """)
    }

    /// How long each deposit takes that is made, one after the other, while something else is done. Sorted.
    private func deposits(during body: @escaping @Sendable () async throws -> Void) async throws -> [Duration] {
        let vault = try Vault.open(VaultFolder(opening: FilePath(folder)))
        let seed = seed
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            let depositor = Task { try await Self.deposit(into: vault, seed) }
            try await group.waitForAll()
            depositor.cancel()
            return try await depositor.value.sorted()
        }
    }

    private static func deposit(into vault: Vault, _ seed: UInt64) async throws -> [Duration] {
        var (latencies, number): ([Duration], UInt64) = ([], 0)
        let run = UInt64(DispatchTime.now().uptimeNanoseconds)
        while !Task.isCancelled {
            number += 1
            let content = Content(seed: seed &+ run &+ number)
            let begin = ContinuousClock.now
            do {
                _ = try await vault.attach(
                    content, named: OriginalName("invoice-\(run)-\(number).pdf")!, to: RequirementCode("E01")!,
                    of: DossierCode("2024-BENCH-01")!, as: PieceCode("invoice")!)
            } catch is CancellationError {
                // The collector has ended in the midst of this one.
                break
            }
            latencies.append(.now - begin)
        }
        return latencies
    }

    private func milliseconds(_ duration: Duration?) -> Double { (duration ?? .zero) / .milliseconds(1) }
}

/// A vault whose blobs nothing refers to.
private struct CondemnedVault {
    let folder: FilePath

    init(_ folder: String) { self.folder = FilePath(folder) }

    func condemn(_ count: Int, seed: UInt64) async throws {
        let store = FileSystemBlobStore(
            root: folder, executor: BlockingExecutor(), identifiers: IdentifierSource(clock: SystemClock()))
        let next = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    while true {
                        let number = next.next()
                        guard number < count else { return }
                        _ = try await store.put(Content("\(seed) \(number)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let vault = try Vault.open(VaultFolder(opening: folder))
        try await vault.collect(ages: .immediate)
    }
}
