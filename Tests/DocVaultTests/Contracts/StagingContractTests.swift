import Testing
import VaultTestSupport

@testable import DocVault

/// What every blob store that takes files in parts promises of them.
@Suite("The contract of a store that takes files in parts")
struct StagingContractTests {
    private static let bytes = sampleBytes(100_000, seed: 7)

    private func write(_ bytes: [UInt8], to file: any UploadFile, at offset: Int64) throws {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(VaultError) in try file.write(buffer, at: offset) }
        }
        try result.get()
    }

    private func content(of file: any UploadFile) throws -> [UInt8] {
        let buffer = ReadBuffer()
        return Array(buffer.filled(try file.fill(buffer, at: 0)))
    }

    @Test("a file is where it was left, and is cut where it is continued", arguments: BlobStoreUnderTest.allCases)
    func continued(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStagingStore { (store) async throws in
            let file = try #require(try store.openUpload("one", cutTo: 0))
            try write(Self.bytes, to: file, at: 0)
            try file.synchronize()
            let again = try #require(try store.openUpload("one", cutTo: 60_000))
            #expect(try content(of: again) == Array(Self.bytes.prefix(60_000)))
            try write(Array(Self.bytes.dropFirst(60_000)), to: again, at: 60_000)
            #expect(try content(of: again) == Self.bytes)
        }
    }

    @Test("a file that is shorter than was acknowledged is said to be", arguments: BlobStoreUnderTest.allCases)
    func lost(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStagingStore { (store) async throws in
            #expect(try store.openUpload("none", cutTo: 1) == nil)
            let file = try #require(try store.openUpload("short", cutTo: 0))
            try write([1, 2, 3], to: file, at: 0)
            #expect(try store.openUpload("short", cutTo: 4) == nil)
        }
    }

    @Test("a whole file becomes the blob, twice too, and its name can go", arguments: BlobStoreUnderTest.allCases)
    func adopted(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStagingStore { (store) async throws in
            let digest = try DigestHasher.digest(of: Self.bytes)
            let descriptor = BlobDescriptor(digest: digest, sizeInBytes: Int64(Self.bytes.count))
            let file = try #require(try store.openUpload("whole", cutTo: 0))
            try write(Self.bytes, to: file, at: 0)
            try file.synchronize()
            let mediaType = MediaType(sniffing: [])
            #expect(try await store.adopt(file, as: descriptor, mediaType).outcome == .stored)
            #expect(try await store.adopt(file, as: descriptor, mediaType).outcome == .alreadyPresent)
            #expect(try await store.put(Chunks(Self.bytes)).outcome == .alreadyPresent)
            try store.removeUpload("whole")
            try store.removeUpload("whole")
            #expect(try await store.bytes(of: digest) == Self.bytes)
        }
    }

    @Test("a file equal to a blob that is here is compared and not kept", arguments: BlobStoreUnderTest.allCases)
    func deduplicated(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStagingStore { (store) async throws in
            let descriptor = try await store.put(Chunks(Self.bytes)).descriptor
            let file = try #require(try store.openUpload("same", cutTo: 0))
            try write(Self.bytes, to: file, at: 0)
            try file.synchronize()
            #expect(try await store.adopt(file, as: descriptor, MediaType(sniffing: [])).outcome == .alreadyPresent)
            #expect(try store.availableBytes() > 0)
        }
    }

    @Test("bytes that are not what was announced are not kept", arguments: BlobStoreUnderTest.allCases)
    func notAccepted(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStagingStore { (store) async throws in
            await #expect(throws: TestError(3)) {
                _ = try await store.put(Chunks(Self.bytes)) { _ in throw TestError(3) }
            }
            #expect(try await store.descriptor(of: DigestHasher.digest(of: Self.bytes)) == nil)
        }
    }
}

extension BlobStoreUnderTest {
    /// Lends an empty store that takes files in parts.
    func withStagingStore(_ body: (any StagingBlobStore) async throws -> Void) async throws {
        try await withStore { (store) async throws in try await body(try #require(store as? any StagingBlobStore)) }
    }
}
