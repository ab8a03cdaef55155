import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A stored copy that has gone bad.
@Suite("A damaged copy in the file system")
struct DamagedCopyTests {
    enum Damage: CaseIterable { case flippedByte, truncated, longer, empty }
    enum Deposit: CaseIterable { case stream, file, fileInBatch, fileOfKnownSize }

    @Test(
        "is set aside and replaced by an equal deposit", arguments: Damage.allCases, Deposit.allCases)
    func replaced(_ damage: Damage, _ deposit: Deposit) async throws {
        let bytes = sampleBytes(deposit == .fileOfKnownSize ? 1_500_000 : 90_000)
        let digest = try DigestHasher.digest(of: bytes)
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            let store = FileSystemBlobStore(root: root, on: LinuxFileSystem())
            _ = try await store.put(Chunks(bytes))
            let damaged = try damage.apply(to: store.layout.blob(digest))
            let outcome = try await deposit.put(bytes, into: store, root)
            #expect(outcome == .replacedDamaged)
            #expect(try await store.bytes(of: digest) == bytes)
            let names = try store.layout.quarantine.names()
            #expect(names.count == 1)
            #expect(names.allSatisfy { $0.hasPrefix(digest.hexadecimal + ".") })
            #expect(try store.layout.quarantine.appending(names.first ?? "").contents() == damaged)
            #expect(try store.layout.staging.names() == [])
        }
    }

    @Test("is refused to a reader, set aside, and then not found", arguments: Damage.allCases)
    func refused(_ damage: Damage) async throws {
        let bytes = sampleBytes(90_000)
        let digest = try DigestHasher.digest(of: bytes)
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            let store = FileSystemBlobStore(root: root, on: LinuxFileSystem())
            _ = try await store.put(Chunks(bytes))
            _ = try damage.apply(to: store.layout.blob(digest))
            await #expect(throws: VaultError.blobCorrupt(digest)) { try await store.read(digest) { _ in } }
            await #expect(throws: VaultError.blobNotFound(digest)) { try await store.read(digest) { _ in } }
            #expect(try store.layout.quarantine.names().count == 1)
            #expect(try await store.put(Chunks(bytes)).outcome == .stored)
            #expect(try await store.bytes(of: digest) == bytes)
        }
    }

    @Test("is set aside once when many read it at the same moment")
    func concurrentReaders() async throws {
        try await withTemporaryDirectory { root in
            root.makeBlobFolders()
            let store = FileSystemBlobStore(root: root, on: LinuxFileSystem())
            let digest = try await store.put(Chunks(sampleBytes(50_000))).descriptor.digest
            _ = try Damage.flippedByte.apply(to: store.layout.blob(digest))
            let errors = await withTaskGroup(of: VaultError?.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        do { try await store.read(digest) { _ in } } catch { return error as? VaultError }
                        return nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors.allSatisfy { $0 == .blobCorrupt(digest) || $0 == .blobNotFound(digest) })
            #expect(errors.contains(.blobCorrupt(digest)))
            #expect(try store.layout.quarantine.names().count == 1)
        }
    }

    @Test("is kept where it is by a vault that cannot be written to, and refused all the same")
    func readOnly() async throws {
        let disk = SimulatedDisk.withBlobFolders()
        let digest = try await FileSystemBlobStore(root: SimulatedDisk.root, on: disk).put(Chunks([[1, 2]]))
            .descriptor.digest
        disk.damage(BlobPathLayout(root: SimulatedDisk.root).blob(digest), with: [1, 3])
        let store = FileSystemBlobStore(
            root: SimulatedDisk.root, on: FailingFileSystem(over: disk, .fail(at: 1, .readOnlyFileSystem)))
        await #expect(throws: VaultError.blobCorrupt(digest)) { try await store.read(digest) { _ in } }
        #expect(try await store.descriptor(of: digest) != nil)
    }
}

extension DamagedCopyTests.Damage {
    /// Damages a file, and returns what is in it now.
    fileprivate func apply(to path: FilePath) throws -> [UInt8] {
        var bytes = try path.contents()
        switch self {
        case .flippedByte: bytes[bytes.count / 2] ^= 1
        case .truncated: bytes.removeLast()
        case .longer: bytes.append(0)
        case .empty: bytes = []
        }
        // In a new file: a blob may not be written to.
        try LinuxFileSystem().remove(path)
        try path.write(bytes)
        return bytes
    }
}

extension DamagedCopyTests.Deposit {
    fileprivate func put(_ bytes: [UInt8], into store: FileSystemBlobStore, _ folder: FilePath) async throws
        -> BlobDeposit.Outcome?
    {
        let source = try SourceFile(folder.appending("source").write(bytes))
        let others = try (0..<4).map { number in
            try SourceFile(folder.appending("other-\(number)").write(sampleBytes(10, seed: UInt64(number))))
        }
        switch self {
        case .stream: return try await store.put(Chunks(bytes)).outcome
        case .file: return try await store.put([source], knownSizes: []).first?.get().outcome
        case .fileInBatch: return try await store.put([source] + others, knownSizes: []).first?.get().outcome
        case .fileOfKnownSize:
            return try await store.put([source], knownSizes: [source.status.sizeInBytes]).first?.get().outcome
        }
    }
}
