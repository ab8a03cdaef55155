import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// `vault attach` is killed at any moment; what it said is kept must be kept, and nothing must be half there.
@Suite("attaching that is killed")
struct KillTests {
    private static let rounds = 8
    private static let filesInFolder = 400

    /// When to kill: as soon as a line was read, or as soon as the blob of a file is there, which is before any line.
    private enum Moment: CustomStringConvertible {
        case line(Int)
        case blob(Digest)

        var description: String {
            switch self {
            case .line(let number): "after line \(number)"
            case .blob(let digest): "when \(digest) is there"
            }
        }
    }

    private struct Acknowledged: Decodable { let file: String, digest: String }

    @Test("what was acknowledged is found and given back, whenever the program is killed", .timeLimit(.minutes(30)))
    func killed() async throws {
        var random = TestSeed(for: "killing attach")
        let program = try await VaultProgram.withDossier()
        // Blobs never change: each is looked at in the round that it came in.
        var looked: Set<String> = []
        for round in 0..<Self.rounds {
            let folder = "papers/\(round)"
            let digests = try write(folder, in: program, &random)
            let moment: Moment =
                Bool.random(using: &random)
                ? .line(.random(in: 1...Self.filesInFolder, using: &random))
                : .blob(
                    try #require(
                        digests.values.sorted { $0.hexadecimal < $1.hexadecimal }.randomElement(using: &random)))
            let acknowledged = try kill(program, attaching: folder, at: moment)
            try await check(acknowledged, digests, program, &looked, "round \(round), killed \(moment)")
        }
        let outcome = try await program.attach("papers")
        #expect(outcome.status == 0)
        let state = try await VaultState(of: program)
        let total = Self.rounds * Self.filesInFolder
        #expect(state.rows["attachments"] == Int64(total) && state.rows["documents"] == Int64(total))
        #expect(state.rows["blobs"] == Int64(state.blobs.count))
        #expect(state.staged.isEmpty && state.quarantined.isEmpty)
    }

    /// Makes a folder of small files and returns what each is.
    private func write(
        _ folder: String, in program: VaultProgram, _ random: inout TestSeed
    ) throws -> [String: Digest] {
        var digests: [String: Digest] = [:]
        for number in 0..<Self.filesInFolder {
            // Sixteen random bytes tell a file from all others; the rest is there to be written.
            let rest = Int.random(in: 1_000...12_000, using: &random)
            let bytes = random.bytes(count: 16) + [UInt8](repeating: UInt8(number % 256), count: rest)
            let name = "\(folder)/\(padded(number, 4)).bin"
            try program.write(bytes, to: name)
            digests[name] = try DigestHasher.digest(of: bytes)
        }
        return digests
    }

    private func kill(
        _ program: VaultProgram, attaching folder: String, at moment: Moment
    ) throws -> [Acknowledged] {
        let running = try program.start(
            "attach", folder, "--json", "--dossier", VaultProgram.dossier, "--requirement", "E02", "--piece", "invoice")
        var lines: [String] = []
        switch moment {
        case .line(let number):
            while lines.count < number, let line = running.nextLine() { lines.append(line) }
        case .blob(let digest):
            let blob = BlobPathLayout(root: FilePath(program.path("vault"))).blob(digest).string
            let deadline = ContinuousClock.now + .seconds(60)
            while access(blob, F_OK) != 0, ContinuousClock.now < deadline { sched_yield() }
        }
        running.send(SIGKILL)
        _ = running.end()
        // What it had said before it was killed counts.
        while let line = running.nextLine() { lines.append(line) }
        return try lines.filter { $0.hasPrefix("{\"file\":") }
            .map { try JSONDecoder().decode(Acknowledged.self, from: Data($0.utf8)) }
    }

    private func check(
        _ acknowledged: [Acknowledged], _ digests: [String: Digest], _ program: VaultProgram,
        _ looked: inout Set<String>,
        _ place: String
    ) async throws {
        let vault = try program.open()
        for file in acknowledged {
            let digest = try #require(digests[file.file])
            #expect(file.digest == digest.description, "\(place)")
            let uses = try await vault.find(.digest(digest))
            #expect(uses.map(\.name) == [FilePath(file.file).lastComponent?.string], "\(place)")
            var bytes: [UInt8] = []
            try await vault.read(vault.blob(digest)) { bytes += $0 }
            #expect(bytes == program.bytes(file.file), "\(place): \(file.file)")
        }
        for blob in program.files(in: "vault/blobs") where looked.insert(blob).inserted {
            let digest = try DigestHasher.digest(of: #require(program.bytes("vault/blobs/\(blob)")))
            #expect(blob.hasSuffix("/\(digest.hexadecimal)"), "\(place): \(blob)")
        }
        #expect(program.files(in: "vault/staging").isEmpty, "\(place)")
    }
}
