import DocVault
import SystemPackage
import VaultTestSupport

/// The blob stores that must keep the promises of `BlobStore`; a new one is a new case.
enum BlobStoreUnderTest: String, CaseIterable, Sendable {
    case memory, fileSystem, fileSystemWithoutUnnamedFiles, simulatedDisk

    /// Lends an empty store.
    func withStore(_ body: (any CollectedBlobStore) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(InMemoryBlobStore())
        case .fileSystem: try await withFolder(LinuxFileSystem(), body)
        case .fileSystemWithoutUnnamedFiles: try await withFolder(NamedFilesFileSystem(), body)
        case .simulatedDisk:
            try await body(FileSystemBlobStore(root: SimulatedDisk.root, on: SimulatedDisk.withBlobFolders()))
        }
    }

    private func withFolder(
        _ fileSystem: any FileSystem, _ body: (any CollectedBlobStore) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            try await body(FileSystemBlobStore(root: root, on: fileSystem))
        }
    }
}

extension FileSystemBlobStore {
    /// A store as tests want it: few threads, a clock that stands still.
    convenience init(
        root: FilePath, on fileSystem: any FileSystem, _ executor: BlockingExecutor = BlockingExecutor(width: 4)
    ) {
        self.init(
            root: root, fileSystem: fileSystem, executor: executor,
            identifiers: IdentifierSource(clock: FixedClock()))
    }
}

extension BlobStore {
    /// All bytes of a blob.
    func bytes(of digest: Digest) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read(digest) { bytes += $0 }
        return bytes
    }

    func bytes(of digest: Digest, in range: Range<Int64>) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read(digest, in: range) { bytes += $0 }
        return bytes
    }
}
