import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("vault gc")
struct GCCommandTests {
    /// Puts a blob into the vault that no document has.
    private func orphan(_ program: VaultProgram, _ text: String) async throws -> Digest {
        let store = FileSystemBlobStore(root: FilePath(program.path("vault")), on: LinuxFileSystem())
        return try await store.put(Chunks([Array(text.utf8)])).descriptor.digest
    }

    @Test("removes in three runs what nothing refers to, and says before what it will do")
    func threeRuns() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        #expect(try await program.attach("a.pdf").status == 0)
        let digest = try await orphan(program, "never recorded")
        let kept = try await program.run("gc", "--dry-run")
        #expect(kept.output.hasPrefix("\(digest) (14 B): kept until 20"))
        #expect(
            try await program.run("gc").output.hasPrefix("nothing to collect\n1 blob to which nothing refers is kept"))
        let before = try await VaultState(of: program)
        let plan = try await program.run("gc", "--now", "--dry-run")
        #expect(plan.output == "\(digest) (14 B): to be condemned\n")
        #expect(try await VaultState(of: program) == before)
        let first = try await program.run("gc", "--now")
        #expect(first.output.hasPrefix("1 blob to which nothing refers, for the trash in the next run (14 B)\n"))
        #expect(try await program.run("gc", "--now").output.hasPrefix("1 blob moved into the trash (14 B)\n"))
        #expect(program.files(in: "vault/blobs").count == 1)
        let third = try await program.run("gc", "--now", "--json")
        #expect(third.output.contains(#""removed":{"blobs":1,"sizeInBytes":14}"#))
        #expect(third.status == 0 && third.errors == "")
        #expect(try await program.run("gc", "--now", "--dry-run").output == "nothing to collect\n")
        #expect(program.files(in: "vault/trash").filter { !$0.hasPrefix("leases/") } == ["collector"])
        #expect(try await program.run("journal", "verify").status == 0)
    }

    @Test("says that another one runs, and that --dry-run locks nothing")
    func refused() async throws {
        let program = try await VaultProgram.withDossier()
        let store = FileSystemBlobStore(root: FilePath(program.path("vault")), on: LinuxFileSystem())
        let turn = try store.beginCollecting()
        let outcome = try await program.run("gc")
        #expect(
            outcome.refused(
                73, "vault: error: another collection is already running in this vault",
                "vault: hint: wait until it has ended; there is never more than one"))
        withExtendedLifetime(turn) {}
        #expect(try await program.run("gc", "--dry-run", "--lock-files").status == 64)
    }

    @Test("locks files where that is permitted, or says that it is not")
    func locking() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        #expect(try await program.attach("a.pdf").status == 0)
        let outcome = try await program.run("gc", "--lock-files")
        #expect(outcome.status == 0)
        let isLocked = outcome.output.contains("1 file locked\n")
        #expect(isLocked || outcome.output.contains("0 files locked: this file system or this account does not permit"))
        print("locking files is \(isLocked ? "" : "not ")permitted here")
        guard isLocked, let blob = program.files(in: "vault/blobs").first else { return }
        try LinuxFileSystem().setImmutable(FilePath(program.path("vault/blobs/\(blob)")), false)
    }

    private static let rounds = 4
    private static let filesInRound = 100

    @Test("beside attaching, again and again, loses nothing that was attached", .timeLimit(.minutes(30)))
    func besideAttaching() async throws {
        let program = try await VaultProgram.withDossier()
        for round in 0..<Self.rounds {
            for number in 0..<Self.filesInRound {
                try program.write(
                    sampleBytes(300, seed: UInt64(round * 1_000 + number)), to: "papers/\(round)/\(number).bin")
            }
        }
        async let attached = attachAll(program)
        async let collected = collectAgain(program)
        let (files, cycles) = (try await attached, try await collected)
        #expect(files == Self.rounds * Self.filesInRound && cycles == 4 * Self.rounds)
        for _ in 0..<3 { #expect(try await program.run("gc", "--now").status == 0) }
        let vault = try program.open()
        for round in 0..<Self.rounds {
            for number in 0..<Self.filesInRound {
                let bytes = sampleBytes(300, seed: UInt64(round * 1_000 + number))
                var found: [UInt8] = []
                try await vault.read(vault.blob(DigestHasher.digest(of: bytes))) { found += $0 }
                #expect(found == bytes)
            }
        }
        let state = try await VaultState(of: program)
        #expect(state.blobs.count == Self.rounds * Self.filesInRound && state.quarantined.isEmpty)
    }

    private func attachAll(_ program: VaultProgram) async throws -> Int {
        var files = 0
        for round in 0..<Self.rounds {
            let outcome = try await program.attach("papers/\(round)", json: true)
            #expect(outcome.status == 0, "\(outcome.errors)")
            files += outcome.lines.filter { $0.hasPrefix("{\"file\":") }.count
        }
        return files
    }

    private func collectAgain(_ program: VaultProgram) async throws -> Int {
        var cycles = 0
        for _ in 0..<(4 * Self.rounds) {
            let outcome = try await program.run("gc", "--now", "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            cycles += 1
        }
        return cycles
    }
}
