import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// One way of depositing some contents, to be cut short or failed at every step.
struct DepositScenario: Sendable, CustomTestStringConvertible {
    enum Way: Sendable {
        case streams, streamsAtOnce
        case files(sizesAreKnown: Bool)
    }

    let testDescription: String
    let way: Way
    let contents: [[UInt8]]
    /// Which of the contents were stored before.
    var stored: Set<Int> = []
    /// Which were stored before, and their copies have gone bad since.
    var damaged: Set<Int> = []
    var knowsUnnamedFiles = true

    static let small = (0..<8).map { sampleBytes(500 + $0 * 700, seed: UInt64($0)) }
    static let large = sampleBytes(1_048_576 + 5, seed: 99)

    static let all: [DepositScenario] = [
        DepositScenario("a stream", .streams, [small[3]]),
        DepositScenario("an empty stream", .streams, [[]]),
        DepositScenario("a stream of what is stored", .streams, [small[3]], stored: [0]),
        DepositScenario("a stream over a damaged copy", .streams, [small[3]], damaged: [0]),
        DepositScenario("a stream without unnamed files", .streams, [small[3]], damaged: [0], knowsUnnamedFiles: false),
        DepositScenario("equal streams at once", .streamsAtOnce, [small[4], small[4], small[4]]),
        DepositScenario(
            "equal streams at once over a damaged copy", .streamsAtOnce, [small[4], small[4]], damaged: [0]),
        DepositScenario("one file", .files(sizesAreKnown: false), [small[1]]),
        DepositScenario("two files", .files(sizesAreKnown: false), [small[1], small[2]]),
        DepositScenario(
            "three files, one stored and one damaged", .files(sizesAreKnown: false), Array(small[0..<3]), stored: [0],
            damaged: [1]),
        DepositScenario("a large file", .files(sizesAreKnown: false), [large]),
        DepositScenario("a large file over a damaged copy", .files(sizesAreKnown: true), [large], damaged: [0]),
        DepositScenario("a batch of four files", .files(sizesAreKnown: false), Array(small[0..<4])),
        DepositScenario(
            "a batch with stored, damaged and equal files", .files(sizesAreKnown: true),
            small[0..<6] + [small[4], small[1]], stored: [0, 3], damaged: [1, 5]),
        DepositScenario(
            "a batch without unnamed files", .files(sizesAreKnown: false), Array(small[0..<5]), damaged: [2],
            knowsUnnamedFiles: false),
    ]

    init(
        _ description: String, _ way: Way, _ contents: [[UInt8]], stored: Set<Int> = [], damaged: Set<Int> = [],
        knowsUnnamedFiles: Bool = true
    ) {
        (testDescription, self.way, self.contents) = (description, way, contents)
        (self.stored, self.damaged, self.knowsUnnamedFiles) = (stored, damaged, knowsUnnamedFiles)
    }
}

extension DepositScenario {
    /// The disk before the deposit, all of it durable.
    func startingDisk(_ executor: BlockingExecutor) async throws -> SimulatedDisk {
        let disk = SimulatedDisk.withBlobFolders(knowsUnnamedFiles: knowsUnnamedFiles)
        let store = FileSystemBlobStore(root: SimulatedDisk.root, on: disk, executor)
        for index in stored.union(damaged) { _ = try await store.put(Chunks(contents[index])) }
        for index in damaged {
            let digest = try DigestHasher.digest(of: contents[index])
            disk.damage(BlobPathLayout(root: SimulatedDisk.root).blob(digest), with: Self.spoilt(contents[index]))
        }
        return disk.crash(keeping: .nothing)
    }

    static func spoilt(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[bytes.count / 2] ^= 0x40
        return bytes
    }

    func writeSources(in folder: FilePath) throws -> [SourceFile] {
        try contents.enumerated().map { index, bytes in
            try SourceFile(folder.appending("source-\(index)").write(bytes))
        }
    }

    /// Deposits everything, and returns what came of each content.
    func deposit(into store: FileSystemBlobStore, _ sources: [SourceFile]) async -> [Result<BlobDeposit, any Error>] {
        switch way {
        case .streams:
            var results: [Result<BlobDeposit, any Error>] = []
            for bytes in contents { results.append(await Self.put(bytes, into: store)) }
            return results
        case .streamsAtOnce:
            return await withTaskGroup(of: Result<BlobDeposit, any Error>.self) { group in
                for bytes in contents { group.addTask { await Self.put(bytes, into: store) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        case .files(let sizesAreKnown):
            let sizes = sizesAreKnown ? Set(sources.map(\.status.sizeInBytes)) : []
            return await store.put(sources, knownSizes: sizes).map { $0.mapError { $0 } }
        }
    }

    private static func put(_ bytes: [UInt8], into store: FileSystemBlobStore) async -> Result<BlobDeposit, any Error> {
        do {
            return .success(try await store.put(Chunks(bytes, ofSize: 1_000)))
        } catch {
            return .failure(error)
        }
    }
}

extension Sequence where Element == Result<BlobDeposit, any Error> {
    var digests: [Digest] {
        compactMap { result in
            if case .success(let deposit) = result { deposit.descriptor.digest } else { nil }
        }
    }

    var errors: [any Error] {
        compactMap { result in
            if case .failure(let error) = result { error } else { nil }
        }
    }
}
