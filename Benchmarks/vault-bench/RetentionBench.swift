internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

/// Lists of what may go and when, over all documents, and one fact that moves the days of many.
struct RetentionBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Measures lists of retention over many documents, and one amendment.",
        discussion: "The catalog is made from the seed. Times are those of the use cases, in process and warm.")

    @Option(help: "Keep the vault in this folder, and take one that is there; else a temporary one is used.")
    var folder: String?

    @Option(help: "How many documents. A hundredth of them are in one dossier.")
    var documents = 1_000_000

    @Option(help: "How many dossiers.")
    var dossiers = 2_000

    @Option(help: "How many amendments.")
    var amendments = 50

    @Option(help: "Which days are amended to: each round has others.")
    var round = 0

    @Option(help: "What the catalog is made from.")
    var seed: UInt64 = 1

    @Flag(help: "Make the vault and measure nothing.")
    var onlyMake = false

    func validate() throws {
        guard dossiers > 7, documents >= 100 * dossiers / 2 else {
            throw ValidationError("there must be at least 8 dossiers, and 50 documents to each")
        }
    }

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
        let catalog = RetentionCatalog(seed: seed, documents: documents, dossiers: dossiers)
        let vault = try await catalog.open(in: folder, say: say)
        guard !onlyMake else { return }
        let lists = RetentionLists(vault: vault, folder: folder)
        var paths: [String] = []
        for list in RetentionLists.Path.allCases {
            _ = try await lists.walk(list)
            let memory = MemoryMeter()
            let begin = ContinuousClock.now
            let found = try await lists.walk(list)
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            say("\(list.rawValue): \(seconds) s")
            paths.append(
                "\"\(list.rawValue)\":{\"seconds\":\(seconds),\"growthMiB\":\(memory.growthInMiB),\"found\":\(found)}")
        }
        paths.append("\"amend\":\(try await amend(catalog, vault))")
        print("{\"documents\":\(documents),\"dossiers\":\(dossiers),\"paths\":{\n\(paths.joined(separator: ",\n"))\n}}")
    }

    /// Moves the end of the award of the largest dossier, again and again.
    private func amend(_ catalog: RetentionCatalog, _ vault: Vault) async throws -> String {
        let code = catalog.code(ofDossier: RetentionCatalog.large)
        let memory = MemoryMeter()
        var durations: [Duration] = []
        for number in 0..<amendments {
            let end = CivilDate(year: 2027 + round % 20, month: 1 + number / 28 % 12, day: 1 + number % 28)!
            let begin = ContinuousClock.now
            try await vault.amend(code, .awardEnd(end), effectiveOn: end, basis: "decree \(round).\(number)")
            durations.append(.now - begin)
        }
        durations.sort()
        let (middle, last) = (durations[durations.count / 2], durations[durations.count - 1])
        return """
            {"p50Milliseconds":\(middle / .milliseconds(1)),"maxMilliseconds":\(last / .milliseconds(1)),\
            "growthMiB":\(memory.growthInMiB),"found":\(catalog.documents(ofDossier: RetentionCatalog.large))}
            """
    }

    @Sendable private func say(_ message: String) {
        FileHandle.standardError.write(Data("vault-bench: \(message)\n".utf8))
    }
}

/// The lists that are made from all dossiers, page by page as the commands do.
struct RetentionLists: Sendable {
    enum Path: String, CaseIterable { case due, forecast, simulate, simulateCSV }

    let vault: Vault
    let folder: FilePath

    /// Walks all pages. - Returns: How many documents were counted.
    func walk(_ path: Path) async throws -> Int {
        switch path {
        case .due: try await due()
        case .forecast: try await forecast()
        case .simulate: try await simulate()
        case .simulateCSV:
            try await vault.writePolicyMoves(of: Self.longer(), to: folder.appending("moves.csv"))
        }
    }

    private func due() async throws -> Int {
        var (after, count): (DossierCode?, Int) = (nil, 0)
        repeat {
            let page = try await vault.retentionDue(on: CivilDate(year: 2030, month: 1, day: 1)!, after: after)
            count += page.due.reduce(0) { $0 + $1.documentCount }
            after = page.next
        } while after != nil
        return count
    }

    private func forecast() async throws -> Int {
        var (after, forecast): (DossierCode?, RetentionForecast) = (nil, RetentionForecast())
        repeat {
            let page = try await vault.retentionForecast(after: after)
            forecast.add(page.forecast)
            after = page.next
        } while after != nil
        return forecast.years.values.reduce(forecast.unknown.documentCount) { $0 + $1.documentCount }
    }

    private func simulate() async throws -> Int {
        let policy = try Self.longer()
        var (after, count): (DossierCode?, Int) = (nil, 0)
        repeat {
            let page = try await vault.simulatePolicy(policy, after: after)
            count += page.moves.reduce(0) { $0 + $1.documentCount }
            after = page.next
        } while after != nil
        return count
    }

    /// A policy under which nearly everything moves: ten years from the end of the award.
    private static func longer() throws -> RetentionPolicy {
        let file = String(decoding: RetentionPolicy.shipped.file, as: UTF8.self)
            .replacing("\"period\": \"P7Y\"", with: "\"period\": \"P10Y\"")
        return try RetentionPolicy(parsing: Array(file.utf8))
    }
}

/// How far the memory of this process grew since the meter was made, at its peak.
struct MemoryMeter {
    private let before: Double

    init() {
        // 5: the peak is reset to what is resident now (proc(5)).
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        before = Self.value(of: "VmRSS:")
    }

    var growthInMiB: Double { Self.value(of: "VmHWM:") - before }

    private static func value(of name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        let digits = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return digits.flatMap { Double($0) }.map { $0 / 1_024 } ?? 0
    }
}
