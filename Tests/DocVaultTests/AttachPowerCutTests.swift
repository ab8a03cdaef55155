import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The power is cut at every step of attaching; the catalog, which synchronises itself, survives with what it committed.
@Suite("Attaching, when the power is cut or a call fails")
struct AttachPowerCutTests {
    private static let recordedDigests: SQLStatement = "SELECT digest FROM blob"

    /// Two files are deposited one by one, six together.
    @Test("leaves no row without its blob, loses no reported file, and completes when run again", arguments: [2, 6])
    func cutAtEveryStep(_ count: Int) async throws {
        var generator = SeededGenerator()
        let executor = BlockingExecutor(width: 8)
        try await withTemporaryDirectory { folder in
            let sources = try Self.writeSources(count, in: folder)
            var (points, step) = (0, 0)
            while true {
                step += 1
                let disk = SimulatedDisk.withBlobFolders()
                let failing = FailingFileSystem(over: disk, .cutPower(at: step))
                let database = try SQLiteDatabase.inMemory()
                let vault = try await Self.vault(on: failing, database, folder, executor)
                var reported: [Digest] = []
                _ = try? await vault.attach(FolderWalk(sources), to: .e01, of: .sample, as: .report) { file in
                    if case .success(let attached) = file.result { reported.append(attached.blob.digest) }
                }
                let recorded = try await database.read { connection in
                    try connection.rows(of: Self.recordedDigests).map { try $0.digest("digest") }
                }
                let variants = CrashVariant.variants(seeds: 10, from: &generator)
                for variant in variants {
                    points += 1
                    let check = DiskCheck(disk.crash(keeping: variant))
                    #expect(try check.partial() == [], "step \(step), \(variant)")
                    #expect(try check.missing(among: recorded + reported) == [], "step \(step), \(variant)")
                }
                let survivor = disk.crash(keeping: variants[step % variants.count])
                let again = try await Self.vault(on: survivor, database, folder, executor).attachSample(sources)
                #expect(again.attached.count == count)
                #expect(try DiskCheck(survivor.crash(keeping: .nothing)).missing(among: again.digests) == [])
                guard failing.hasStruck else { break }
            }
            print("attaching \(count) files: \(points) crash points")
        }
    }

    @Test("says why a call failed, records nothing then, and succeeds the next time", arguments: [2, 6])
    func failAtEveryStep(_ count: Int) async throws {
        let executor = BlockingExecutor(width: 8)
        try await withTemporaryDirectory { folder in
            let sources = try Self.writeSources(count, in: folder)
            for errno in [Errno.noSpace, .ioError, .readOnlyFileSystem] {
                var step = 0
                while true {
                    step += 1
                    let disk = SimulatedDisk.withBlobFolders()
                    let failing = FailingFileSystem(over: disk, .fail(at: step, errno))
                    let database = try SQLiteDatabase.inMemory()
                    let vault = try await Self.vault(on: failing, database, folder, executor)
                    var failure: (any Error)?
                    do { try await vault.attachSample(sources) } catch { failure = error }
                    guard failing.hasStruck else { break }
                    let place = "step \(step), \(errno), \(String(describing: failure))"
                    #expect(failure.map { FailedCallTests.isExpected($0, of: errno) } == true, "\(place)")
                    let recorded = try await database.read { try $0.rows(of: Self.recordedDigests).count }
                    #expect(recorded == 0, "\(place)")
                    let again = try await vault.attachSample(sources)
                    #expect(again.attached.map(\.outcome) == Array(repeating: .attached, count: count), "\(place)")
                }
            }
        }
    }

    private static func writeSources(_ count: Int, in folder: FilePath) throws -> [FilePath] {
        try (0..<count).map { try folder.appending("source-\($0)").write(sampleBytes(300 + $0, seed: UInt64($0))) }
    }

    private static func vault(
        on fileSystem: any FileSystem, _ database: SQLiteDatabase, _ scratch: FilePath, _ executor: BlockingExecutor
    ) async throws -> Vault {
        try await Vault.sample(
            blobs: FileSystemBlobStore(root: SimulatedDisk.root, on: fileSystem, executor), database: database,
            scratch: scratch, executor)
    }
}

extension [FileAttachment] {
    fileprivate var digests: [Digest] { attached.map(\.blob.digest) }
}
