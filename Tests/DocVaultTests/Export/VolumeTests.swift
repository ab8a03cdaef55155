import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A dossier that leaves in several archives.
@Suite("An export in volumes")
struct VolumeTests {
    @Test("is a group of bags of which each is whole", arguments: ArchiveFormat.allCases)
    func group(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample(
                try (0..<9).map { try folder.appending("f\($0)").write(sampleBytes(400_000, seed: UInt64($0 + 1))) })
            let output = folder.appending("out")
            try output.makeFolder()
            let export = try await vault.exportDossier(
                .sample, to: output.appending("dossier.\(format.rawValue)"), as: format, volumeSize: 1 << 20)
            let paths = export.files.map { FilePath($0) }
            #expect(paths.count > 4)
            #expect(try output.names().count == paths.count)
            let verifier = BagVerifier(executor: BlockingExecutor())
            for path in paths {
                #expect(try LinuxFileSystem().status(at: path)?.sizeInBytes ?? 0 <= 1 << 20)
                #expect(try await verifier.verify(path).problems == [])
            }
            #expect(try await verifier.verify(paths).problems == [])
            let missing = try await verifier.verify(Array(paths.dropLast()))
            #expect(!missing.isValid)
        }
    }

    @Test("gives a piece that is larger than a volume one for itself")
    func largePiece() {
        var plan = VolumePlan(limit: 1 << 20)
        let pieces = [10, 3_000_000, 20, 900_000, 900_000].enumerated().map { index, size in
            BlobDescriptor(
                digest: Digest(algorithm: .sha256, bytes: [UInt8](repeating: UInt8(index), count: 32))!,
                sizeInBytes: Int64(size))
        }
        for piece in pieces { plan.add(piece) }
        #expect(pieces.map { plan[$0.digest] } == [2, 3, 4, 4, 5])
        #expect(plan.count == 5)
    }

    @Test("is refused for volumes that hold nothing")
    func tooSmall() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("a").write([1])])
            await #expect(throws: VaultError.self) {
                _ = try await vault.prepareExport(.sample, as: .zip, volumeSize: 1_000)
            }
        }
    }
}
