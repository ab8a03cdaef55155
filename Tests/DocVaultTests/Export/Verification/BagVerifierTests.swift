import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Verifying, when much of it is asked for at once.
@Suite("Verifying bags")
struct BagVerifierTests {
    @Test("needs one shared thread however many are verified at once", .timeLimit(.minutes(30)))
    func narrowExecutor() async throws {
        try await withSampleVault { vault, folder, _ in
            // More files than the queue between reading and hashing holds.
            try await vault.attachSample(try (0..<60).map { try folder.appending("f\($0)").write([UInt8($0)]) })
            let archive = folder.appending("dossier.zip")
            _ = try await vault.exportDossier(.sample, to: archive, as: .zip)
            let verifier = BagVerifier(executor: BlockingExecutor(width: 1))
            let valid = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { try await verifier.verify(archive).isValid } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(valid == [true, true, true, true])
        }
    }
}
