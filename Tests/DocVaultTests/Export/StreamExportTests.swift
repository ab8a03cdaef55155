import Foundation
import Synchronization
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// An archive that goes out as it is made: to a pipe, or as the answer to a request.
@Suite("An export that is streamed")
struct StreamExportTests {
    private final class Received: Sendable {
        private let received = Mutex<[UInt8]>([])
        var bytes: [UInt8] { received.withLock { $0 } }
        func take(_ bytes: [UInt8]) { received.withLock { $0 += bytes } }
    }

    private func stream(
        _ vault: Vault, as format: ArchiveFormat, from offset: Int64 = 0, ifMatches validator: String? = nil
    ) async throws -> [UInt8] {
        let received = Received()
        let export = try await vault.prepareExport(.sample, as: format)
        try await vault.streamExport(export, from: offset, ifMatches: validator) { received.take($0) }
        return received.bytes
    }

    @Test("has the bytes and the length of one that is written to a file", arguments: ArchiveFormat.allCases)
    func same(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample(
                try [0, 1, 511, 512, 513, 3_000_000].map { try folder.appending("\($0)").write(sampleBytes($0)) })
            let path = folder.appending("file")
            try await vault.exportDossier(.sample, to: path, as: format)
            let bytes = try await stream(vault, as: format)
            let isSame = try bytes == path.contents()
            #expect(isSame)
            let size = try await vault.prepareExport(.sample, as: format).volumes[0].sizeInBytes
            #expect(size == (format == .tarZstandard ? nil : Int64(bytes.count)))
        }
    }

    @Test("is continued at any byte", arguments: ArchiveFormat.allCases)
    func continued(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample(
                try [0, 1, 512, 5_000].map { try folder.appending("\($0)").write(sampleBytes($0)) })
            let whole = try await stream(vault, as: format)
            let validator = try await vault.prepareExport(.sample, as: format).volumes[0].validator
            var random = TestSeed(for: "continuing")
            let offsets =
                [0, 1, 30, whole.count - 1, whole.count]
                + (0..<40).map { _ in
                    Int.random(in: 0...whole.count, using: &random)
                }
            for offset in offsets {
                let rest = try await stream(vault, as: format, from: Int64(offset), ifMatches: validator)
                let isRest = rest == Array(whole[offset...])
                #expect(isRest, "from \(offset)")
            }
        }
    }

    @Test("is not continued when the dossier has changed")
    func changed() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("a").write([1])])
            let validator = try await vault.prepareExport(.sample, as: .zip).volumes[0].validator
            try await vault.attachSample([try folder.appending("b").write([2])])
            await #expect(throws: VaultError.exportChanged(.sample)) {
                _ = try await stream(vault, as: .zip, from: 10, ifMatches: validator)
            }
        }
    }

    @Test("is not begun beyond its end", arguments: ArchiveFormat.allCases)
    func beyondEnd(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("a").write([1])])
            await #expect(throws: VaultError.self) { _ = try await stream(vault, as: format, from: 1 << 40) }
        }
    }

    @Test("ends amid a damaged piece, so that no reader takes it for whole", arguments: ArchiveFormat.allCases)
    func damaged(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, root in
            let attached = try await vault.attachSample([
                try folder.appending("a").write(sampleBytes(700_000)), try folder.appending("b").write([1]),
            ]).attached
            let export = try await vault.prepareExport(.sample, as: format)
            let digest = attached[0].blob.digest
            let blob = BlobPathLayout(root: root).blob(digest)
            var bytes = try blob.contents()
            bytes[5] ^= 1
            try LinuxFileSystem().remove(blob)
            try blob.write(bytes)
            let received = Received()
            await #expect(throws: VaultError.blobCorrupt(digest)) {
                try await vault.streamExport(export) { received.take($0) }
            }
            let broken = try folder.appending("broken").write(received.bytes)
            #expect(!received.bytes.isEmpty || format == .tarZstandard)
            switch format {
            case .zip:
                #expect(throws: TestError.self) { try run("/usr/bin/env", "unzip", "-tqq", broken.string) }
            case .tar:
                #expect(throws: TestError.self) { try run("/usr/bin/env", "tar", "-tf", broken.string) }
            case .tarZstandard:
                #expect(throws: TestError.self) { try run("/usr/bin/env", "tar", "--zstd", "-tf", broken.string) }
            }
        }
    }

    @Test("stops where its reader stops", arguments: ArchiveFormat.allCases)
    func readerGone(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("a").write(sampleBytes(3_000_000))])
            let export = try await vault.prepareExport(.sample, as: format)
            let count = Mutex(0)
            await #expect(throws: TestError.self) {
                try await vault.streamExport(export) { bytes in
                    let isEnough = count.withLock { count in
                        count += bytes.count
                        return count > 2_000
                    }
                    if isEnough { throw TestError(1) }
                }
            }
            #expect(count.withLock { $0 } < 3_000_000)
        }
    }

    @Test("is told to the journal before its first byte, and not at all when it is refused")
    func journaled() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("a").write([1])])
            let export = try await vault.prepareExport(.sample, as: .zip)
            let before = try await vault.history(of: .sample).entries.count
            await #expect(throws: TestError.self) { try await vault.streamExport(export) { _ in throw TestError(1) } }
            let entries = try await vault.history(of: .sample).entries
            #expect(entries.count == before + 1 && entries.last?.action == "dossier.exported")
        }
    }
}

/// Exports while others go on with their work.
@Suite("Exports at the same moment")
struct ConcurrentExportTests {
    @Test("as pieces are attached are each one snapshot, whole and sealed")
    func snapshots() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("first").write([1])])
            try await withThrowingTaskGroup(of: [FilePath].self) { group in
                group.addTask {
                    for number in 0..<20 {
                        try await vault.attachSample([
                            try folder.appending("later-\(number)").write(sampleBytes(1_000 + number))
                        ])
                    }
                    return []
                }
                for exporter in 0..<3 {
                    group.addTask {
                        var paths: [FilePath] = []
                        for round in 0..<4 {
                            let path = folder.appending("e\(exporter)-\(round).zip")
                            try await vault.exportDossier(.sample, to: path, as: .zip)
                            paths.append(path)
                        }
                        return paths
                    }
                }
                for try await paths in group {
                    for path in paths {
                        #expect(try await BagVerifier(executor: BlockingExecutor()).verify(path).problems == [])
                    }
                }
            }
        }
    }

    @Test("of one state have the same bytes, whoever seals first")
    func sameSeal() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("piece").write(sampleBytes(9_000))])
            let paths = (0..<6).map { folder.appending("same-\($0).tar") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for path in paths { group.addTask { try await vault.exportDossier(.sample, to: path, as: .tar) } }
                try await group.waitForAll()
            }
            let contents = try Set(paths.map { try $0.contents() })
            #expect(contents.count == 1)
        }
    }
}
