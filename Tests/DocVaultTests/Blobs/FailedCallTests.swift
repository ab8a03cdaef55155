import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Every mutating call of every way to deposit fails once.
@Suite("A deposit one of whose system calls fails")
struct FailedCallTests {
    @Test("says why, leaves nothing half done, and succeeds the next time", arguments: DepositScenario.all)
    func failAtEveryStep(_ scenario: DepositScenario) async throws {
        let executor = BlockingExecutor(width: 4)
        let layout = BlobPathLayout(root: SimulatedDisk.root)
        try await withTemporaryDirectory { folder in
            let sources = try scenario.writeSources(in: folder)
            let start = try await scenario.startingDisk(executor)
            for errno in [Errno.noSpace, .ioError, .readOnlyFileSystem] {
                var step = 0
                while true {
                    step += 1
                    let place = "step \(step), \(errno)"
                    let disk = start.copy()
                    let failing = FailingFileSystem(over: disk, .fail(at: step, errno))
                    var results = await scenario.deposit(
                        into: FileSystemBlobStore(root: SimulatedDisk.root, on: failing, executor), sources)
                    #expect(results.errors.isEmpty == !failing.hasStruck, "\(place)")
                    for error in results.errors { #expect(Self.isExpected(error, of: errno), "\(error), \(place)") }
                    #expect(disk.files(below: layout.staging).isEmpty, "\(place)")
                    #expect(try scenario.flaws(of: disk, after: results) == [], "\(place)")
                    let survivor = disk.crash(keeping: .nothing)
                    #expect(try scenario.flaws(of: survivor, after: results) == [], "\(place), then a power cut")

                    results = await scenario.deposit(
                        into: FileSystemBlobStore(root: SimulatedDisk.root, on: disk, executor), sources)
                    #expect(results.errors.isEmpty, "again, \(place)")
                    let kept = disk.crash(keeping: .nothing)
                    #expect(try scenario.flaws(of: kept, after: results) == [], "again, \(place)")
                    guard failing.hasStruck else { break }
                }
            }
        }
    }

    static func isExpected(_ error: any Error, of errno: Errno) -> Bool {
        switch (error as? VaultError, errno) {
        case (.storageFull, .noSpace), (.vaultReadOnly, .readOnlyFileSystem), (.storageFailed, .ioError): true
        default: false
        }
    }
}
