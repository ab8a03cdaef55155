import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The power is cut at every step of taking a file in parts; the catalog survives with what it committed.
@Suite("An upload, when the power is cut or a call fails")
struct UploadPowerCutTests {
    private static let bytes = sampleBytes(900, seed: 11)
    /// Where the parts end.
    private static let ends = [400, 900]

    @Test("loses no byte that was acknowledged, and is completed once")
    func cutAtEveryStep() async throws {
        var generator = SeededGenerator()
        var (points, step) = (0, 0)
        while true {
            step += 1
            let disk = SimulatedDisk.withBlobFolders()
            let failing = FailingFileSystem(over: disk, .cutPower(at: step))
            let scene = try await UploadScene(on: disk, through: failing)
            let session = try await scene.create(900)
            try await Self.send(session.id, to: scene.vault)
            let acknowledged = try await Self.offset(of: session.id, in: scene)
            let variants = CrashVariant.variants(seeds: 6, from: &generator)
            for variant in variants {
                points += 1
                let survivor = disk.crash(keeping: variant)
                #expect(try DiskCheck(survivor).partial() == [], "step \(step), \(variant)")
                try Self.expectKept(acknowledged, of: session.id, on: survivor, "step \(step), \(variant)")
            }
            // Goes on upon one of them, from what the vault says.
            let survivor = disk.crash(keeping: variants[step % variants.count])
            let later = try await UploadScene(on: survivor, over: scene.database, clock: scene.clock)
            try await Self.send(session.id, to: later.vault)
            let done = try await later.vault.upload(session.id)
            #expect(try await later.bytes(of: done) == Self.bytes, "step \(step)")
            #expect(try await later.documentCount() == 1, "step \(step)")
            guard failing.hasStruck else { break }
        }
        print("uploading in parts: \(points) crash points")
    }

    @Test("goes on after a call that failed", arguments: [Errno.noSpace, .ioError, .readOnlyFileSystem])
    func failAtEveryStep(_ errno: Errno) async throws {
        var step = 0
        while true {
            step += 1
            let disk = SimulatedDisk.withBlobFolders()
            let again = FailingFileSystem(over: disk, .fail(at: step, errno))
            let scene = try await UploadScene(on: disk, through: again)
            let session = try await scene.create(900)
            try await Self.send(session.id, to: scene.vault)
            try await Self.send(session.id, to: scene.vault)
            let done = try await scene.vault.upload(session.id)
            #expect(try await scene.bytes(of: done) == Self.bytes, "step \(step)")
            #expect(try await scene.documentCount() == 1, "step \(step)")
            guard again.hasStruck else { break }
        }
    }

    /// Sends what is missing, as a client does that asks first, and stops where the vault fails.
    private static func send(_ id: UploadSession.ID, to vault: Vault) async throws {
        do {
            var session = try await vault.upload(id)
            for end in ends where session.offset < end && session.state == .open {
                let part = Array(bytes[Int(session.offset)..<end])
                session = try await vault.append(to: id, at: session.offset, Chunks(part, ofSize: 150))
            }
        } catch let error as VaultError {
            // A failure takes the right to write away, and whoever goes on in the same breath may be told that first.
            let isKnown = error == .vaultReadOnly || error == .uploadRefused(.superseded)
            #expect(error.kind == .unavailable || isKnown, "\(error)")
        }
    }

    private static let offsets: SQLStatement = "SELECT durable_offset, state FROM upload_session WHERE id = $1"

    /// How many bytes are acknowledged while the file is no document yet.
    private static func offset(of id: UploadSession.ID, in scene: UploadScene) async throws -> Int {
        try await scene.database.read { connection in
            guard let row = try connection.row(of: offsets, [.identifier(id)]) else { return 0 }
            return try row.text("state") == "done" ? 0 : Int(try row.integer("durable_offset"))
        }
    }

    private static func expectKept(
        _ offset: Int, of id: UploadSession.ID, on disk: SimulatedDisk, _ place: String
    ) throws {
        let kept = disk.files(below: SimulatedDisk.root.appending("uploads")).values.first ?? []
        #expect(kept.prefix(offset) == bytes.prefix(offset), "\(place)")
    }
}
