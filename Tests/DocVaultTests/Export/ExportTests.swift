import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The archive of a dossier, and that there is a whole one or none.
@Suite("An export")
struct ExportTests {
    @Test("of the same state has the same bytes", arguments: ArchiveFormat.allCases)
    func deterministic(_ format: ArchiveFormat) async throws {
        let clock = FixedClock()
        try await withSampleVault(clock: clock) { vault, folder, _ in
            let paths = try (0..<5).map { try folder.appending("f\($0)").write(sampleBytes($0 * 999)) }
            try await vault.attachSample(paths)
            let (left, right) = (folder.appending("left"), folder.appending("right"))
            let first = try await vault.exportDossier(.sample, to: left, as: format)
            clock.advance(bySeconds: 100_000)
            let second = try await vault.exportDossier(.sample, to: right, as: format)
            #expect(first.bagName == second.bagName)
            #expect(try left.contents() == right.contents())
        }
    }

    @Test("passes the check of an auditor, and of tools they have", arguments: ArchiveFormat.allCases)
    func verified(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            let sizes = [0, 1, 1_048_576, 1_048_577, 3_000_000]
            try await vault.attachSample(
                try sizes.map { try folder.appending("size-\($0).bin").write(sampleBytes($0)) })
            let archive = folder.appending("dossier.\(format.rawValue)")
            let export = try await vault.exportDossier(.sample, to: archive, as: format)
            let report = try await BagVerifier(executor: BlockingExecutor()).verify(archive)
            #expect(report.problems == [])
            #expect(report.bagName == export.bagName)
            let bag = try UnpackedBag(archive, format, in: folder)
            #expect(try report.fileCount == bag.files().count)
            #expect(bag.name == export.bagName)
            #expect(try await bag.verify() == [])
        }
    }

    @Test("fails over a damaged copy, leaves no file, and sets the copy aside", arguments: ArchiveFormat.allCases)
    func damagedBlob(_ format: ArchiveFormat) async throws {
        for change in [{ $0[700] ^= 1 }, { $0.removeLast() }] as [(inout [UInt8]) -> Void] {
            try await withSampleVault { vault, folder, root in
                let attached = try await vault.attachSample([
                    try folder.appending("a").write(sampleBytes(5_000)), try folder.appending("b").write([1]),
                ]).attached
                let digest = attached[0].blob.digest
                let blob = BlobPathLayout(root: root).blob(digest)
                var bytes = try blob.contents()
                change(&bytes)
                try LinuxFileSystem().remove(blob)
                try blob.write(bytes)
                let output = folder.appending("out")
                try output.makeFolder()
                await #expect(throws: VaultError.blobCorrupt(digest)) {
                    try await vault.exportDossier(.sample, to: output.appending("x"), as: format)
                }
                #expect(try output.names() == [])
                #expect(try root.appending("quarantine").names().count == 1)
                await #expect(throws: VaultError.blobNotFound(digest)) {
                    try await vault.exportDossier(.sample, to: output.appending("x"), as: format)
                }
                #expect(try output.names() == [])
            }
        }
    }

    @Test("of a dossier without a piece is refused")
    func nothingToExport() async throws {
        try await withSampleVault { vault, folder, _ in
            await #expect(throws: VaultError.nothingToExport(.sample)) {
                try await vault.exportDossier(.sample, to: folder.appending("x"), as: .zip)
            }
            let names = try folder.names()
            #expect(names == [])
        }
    }

    @Test("replaces a file that has its name only when it is whole")
    func replacing() async throws {
        try await withSampleVault { vault, folder, root in
            let attached = try await vault.attachSample([try folder.appending("a").write([1, 2, 3])]).attached
            let output = try folder.appending("dossier.zip").write(Array("what was there".utf8))
            try LinuxFileSystem().remove(BlobPathLayout(root: root).blob(attached[0].blob.digest))
            await #expect(throws: VaultError.self) {
                try await vault.exportDossier(.sample, to: output, as: .zip)
            }
            #expect(try output.contents() == Array("what was there".utf8))
            try await vault.attachSample([folder.appending("a")])
            _ = try await vault.exportDossier(.sample, to: output, as: .zip)
            #expect(try output.contents().starts(with: Array("PK".utf8)))
            #expect(try folder.names() == ["a", "dossier.zip"])
        }
    }

    @Test("of a copy that has grown takes the bytes it knows of", arguments: ArchiveFormat.allCases)
    func grownBlob(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, root in
            let attached = try await vault.attachSample([try folder.appending("a").write([1, 2, 3])]).attached
            let blob = BlobPathLayout(root: root).blob(attached[0].blob.digest)
            try LinuxFileSystem().remove(blob)
            try blob.write([1, 2, 3, 4])
            let archive = folder.appending("dossier")
            _ = try await vault.exportDossier(.sample, to: archive, as: format)
            #expect(try await BagVerifier(executor: BlockingExecutor()).verify(archive).isValid)
        }
    }
}
