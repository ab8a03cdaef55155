import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Files of the file system, deposited together.
@Suite("Depositing files")
struct FileDepositTests {
    @Test("fails alone what is missing, not readable or changed", arguments: [false, true])
    func mixedBatch(_ sizesAreKnown: Bool) async throws {
        try await withStore { store, folder in
            let small = try folder.appending("small").write(sampleBytes(2_000))
            let large = try folder.appending("large").write(sampleBytes(1_200_000))
            let gone = try folder.appending("gone").write([1])
            let changed = try folder.appending("changed").write([1, 2, 3])
            let grown = try folder.appending("grown").write(sampleBytes(1_100_000))
            let empty = try folder.appending("empty").write([])
            let sources = try [small, gone, large, changed, grown, empty, small].map { try SourceFile($0) }
            try LinuxFileSystem().remove(gone)
            try changed.write([3, 2, 1])
            try grown.write(sampleBytes(1_100_001))
            let sizes = sizesAreKnown ? Set(sources.map(\.status.sizeInBytes)) : []

            let results = await store.put(sources, knownSizes: sizes)

            #expect(results.count == 7)
            #expect(throws: VaultError.sourceUnreadable(name: gone.string, .missing)) { try results[1].get() }
            for (index, path) in [(3, changed), (4, grown)] {
                #expect(throws: VaultError.sourceUnreadable(name: path.string, .changedWhileRead)) {
                    try results[index].get()
                }
            }
            for (index, path) in [(0, small), (2, large), (5, empty), (6, small)] {
                let deposit = try results[index].get()
                #expect(deposit.outcome == (index == 6 ? .alreadyPresent : .stored))
                #expect(try await store.bytes(of: deposit.descriptor.digest) == path.contents())
            }
            #expect(try store.layout.staging.names() == [])
        }
    }

    @Test("makes blobs that nobody may write to", arguments: BlobWay.allCases)
    func mode(_ way: BlobWay) async throws {
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            let store = FileSystemBlobStore(root: root, on: way.fileSystem)
            let digest = try await store.put(Chunks([[1, 2, 3]])).descriptor.digest
            let attributes = try FileManager.default.attributesOfItem(atPath: store.layout.blob(digest).string)
            #expect((attributes[.posixPermissions] as? NSNumber)?.uint16Value == 0o444)
            #expect(try store.layout.staging.names() == [])
        }
    }

    @Test("finds files of every size stored the second time", arguments: [1, 2, 3, 4, 7], [false, true])
    func twice(_ count: Int, _ sizesAreKnown: Bool) async throws {
        try await withStore { store, folder in
            let sizes = [0, 1, 1_048_575, 1_048_576, 1_048_577, 3_000_000, 70_000]
            let sources = try sizes.prefix(count).enumerated().map { index, size in
                try SourceFile(folder.appending("file-\(index)").write(sampleBytes(size)))
            }
            let known = sizesAreKnown ? Set(sizes.map(Int64.init)) : []
            let first = await store.put(sources, knownSizes: known)
            let second = await store.put(sources, knownSizes: known)
            #expect(try first.map { try $0.get().outcome } == Array(repeating: .stored, count: count))
            #expect(try second.map { try $0.get().outcome } == Array(repeating: .alreadyPresent, count: count))
            for (source, result) in zip(sources, first) {
                let descriptor = try result.get().descriptor
                let digest = try DigestHasher.digest(of: source.path.contents())
                #expect(descriptor.digest == digest)
                #expect(descriptor.sizeInBytes == source.status.sizeInBytes)
            }
        }
    }

    @Test("keeps nothing of a stream that broke off", arguments: BlobWay.allCases)
    func brokenStream(_ way: BlobWay) async throws {
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            let store = FileSystemBlobStore(root: root, on: way.fileSystem)
            await #expect(throws: TestError()) {
                try await store.put(Chunks(sampleBytes(100_000), thenThrowing: TestError()))
            }
            let left = try store.layout.staging.names()
            #expect(left == [])
        }
    }

    @Test("needs the folders that init makes, and those can be made again")
    func folders() async throws {
        try await withTemporaryDirectory { root in
            try FileSystemBlobStore.makeFolders(in: root)
            try FileSystemBlobStore.makeFolders(in: root)
            let shards = try root.appending("blobs").names()
            #expect(shards == BlobPathLayout.shards)
            #expect((shards.first, shards.last, shards.count) == ("000", "fff", 4_096))
            #expect(try root.names() == ["blobs", "quarantine", "staging", "trash"])
        }
    }

    private func withStore(_ body: (FileSystemBlobStore, FilePath) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            folder.makeBlobFolders()
            try await body(FileSystemBlobStore(root: folder, on: LinuxFileSystem()), folder)
        }
    }
}

/// With and without files that have no name.
enum BlobWay: CaseIterable {
    case unnamedFiles, namedFiles

    var fileSystem: any FileSystem {
        switch self {
        case .unnamedFiles: LinuxFileSystem()
        case .namedFiles: NamedFilesFileSystem()
        }
    }
}
