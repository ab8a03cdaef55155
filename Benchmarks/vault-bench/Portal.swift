internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

/// What people wait for in the portal, in a small catalog and in a large one, in turns.
struct Portal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures what people wait for in the portal, in a small catalog and in a large one.",
        discussion: "The catalogs are made from the seed. Times are those of the use cases, in process and warm.")

    @Option(help: "Keep the two vaults in this folder, and take those that are there; else a temporary one is used.")
    var folder: String?

    @Option(help: "How many attachments the small catalog has, ten to a dossier.")
    var small = 10_000

    @Option(help: "How many attachments the large catalog has.")
    var large = 1_000_000

    @Option(help: "How many targets are drawn for each path.")
    var targets = 500

    @Option(help: "Which targets are drawn: each round has others.")
    var round = 0

    @Option(help: "What the catalogs are made from.")
    var seed: UInt64 = 1

    @Flag(help: "Make the vaults and measure nothing.")
    var onlyMake = false

    func run() async throws {
        guard let folder else {
            let temporary = FileManager.default.temporaryDirectory.path + "/vault-bench-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: temporary) }
            return try await run(in: FilePath(temporary))
        }
        try await run(in: FilePath(folder))
    }

    private func run(in folder: FilePath) async throws {
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        var portals: [PortalVault] = []
        for attachments in [small, large] {
            let catalog = PortalCatalog(seed: seed, dossiers: attachments / PortalCatalog.attachmentsOfDossier)
            portals.append(try await PortalVault.open(catalog, in: folder, say: say))
        }
        guard !onlyMake else { return }
        var paths: [String] = []
        for path in PortalPath.allCases {
            say("measuring \(path.rawValue)")
            paths.append("\"\(path.rawValue)\":\(try await measure(path, in: portals))")
        }
        print(
            """
            {"small":\(small),"large":\(large),"targets":\(targets),"paths":{
            \(paths.joined(separator: ",\n"))
            }}
            """)
    }

    /// Runs each target in one catalog and then in the other, so that whatever disturbs the machine disturbs both.
    private func measure(_ path: PortalPath, in portals: [PortalVault]) async throws -> String {
        var latencies = portals.map { _ in Latencies() }
        let drawn = round * targets..<(round + 1) * targets
        for isWarm in path.changesNothing ? [false, true] : [true] {
            for target in drawn {
                for (index, portal) in portals.enumerated() {
                    let work = try await path.work(target, in: portal)
                    let begin = ContinuousClock.now
                    let found = try await work()
                    if isWarm { latencies[index].add(.now - begin, found: found) }
                }
            }
        }
        let (small, large) = (latencies[0], latencies[1])
        return """
            {"small":\(small.json),"large":\(large.json),\
            "p50Ratio":\(large.quantile(50) / small.quantile(50)),"p99Ratio":\(large.quantile(99) / small.quantile(99))}
            """
    }

    @Sendable private func say(_ message: String) {
        FileHandle.standardError.write(Data("vault-bench: \(message)\n".utf8))
    }
}

/// The times that one path took in one catalog, and how much it found.
private struct Latencies {
    private var durations: [Duration] = []
    private var found = 0

    mutating func add(_ duration: Duration, found: Int) {
        durations.append(duration)
        self.found += found
    }

    /// The time in milliseconds that as many of a hundred do not pass.
    func quantile(_ hundredth: Int) -> Double {
        durations.sorted()[durations.count * hundredth / 100] / .milliseconds(1)
    }

    var json: String {
        """
        {"p50Milliseconds":\(quantile(50)),"p99Milliseconds":\(quantile(99)),\
        "foundOnAverage":\(Double(found) / Double(durations.count))}
        """
    }
}
