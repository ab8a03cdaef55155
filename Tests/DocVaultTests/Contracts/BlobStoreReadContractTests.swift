import Testing
import VaultTestSupport

@testable import DocVault

/// What every blob store promises of reading, and of content and readers that fail.
@Suite("The contract of a blob store, when something goes wrong")
struct BlobStoreReadContractTests {
    private let absent = try? DigestHasher.digest(of: Array("absent".utf8))

    @Test("an absent blob is named before the first call", arguments: BlobStoreUnderTest.allCases)
    func absentBlob(_ backend: BlobStoreUnderTest) async throws {
        let digest = try #require(absent)
        try await backend.withStore { (store) async throws in
            var calls = 0
            await #expect(throws: VaultError.blobNotFound(digest)) { () async throws in
                try await store.read(digest) { _ in calls += 1 }
            }
            await #expect(throws: VaultError.blobNotFound(digest)) {
                try await store.read(digest, in: 0..<1) { _ in calls += 1 }
            }
            #expect(calls == 0)
            #expect(try await store.descriptor(of: digest) == nil)
        }
    }

    @Test("a range is cut to what is there", arguments: BlobStoreUnderTest.allCases)
    func ranges(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let bytes = sampleBytes(2_500_000)
            let digest = try await store.put(Chunks(bytes)).descriptor.digest
            let ranges: [Range<Int64>] = [
                0..<0, 0..<1, 1..<2, 0..<2_500_000, 2_499_999..<2_500_000, 2_499_999..<9_000_000, 2_500_000..<2_500_001,
                7_000_000..<8_000_000, 65_535..<65_537, 1_048_575..<1_048_577, 1_000..<2_400_000, 0..<Int64.max,
            ]
            for range in ranges {
                let part = range.clamped(to: 0..<2_500_000)
                let expected = Array(bytes[Int(part.lowerBound)..<Int(part.upperBound)])
                #expect(try await store.bytes(of: digest, in: range) == expected, "\(range)")
            }
        }
    }

    @Test("an empty blob has no chunk", arguments: BlobStoreUnderTest.allCases)
    func emptyBlob(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let digest = try await store.put(Chunks([])).descriptor.digest
            var bytes = 0
            try await store.read(digest) { bytes += $0.count }
            try await store.read(digest, in: 0..<10) { bytes += $0.count }
            #expect(bytes == 0)
        }
    }

    @Test("content that throws leaves nothing, and its error is unchanged", arguments: BlobStoreUnderTest.allCases)
    func throwingContent(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let bytes = sampleBytes(200_000)
            let digest = try DigestHasher.digest(of: bytes)
            await #expect(throws: TestError(7)) { try await store.put(Chunks(bytes, thenThrowing: TestError(7))) }
            #expect(try await store.descriptor(of: digest) == nil)
            #expect(try await store.put(Chunks(bytes)).outcome == .stored)
        }
    }

    @Test("what the reader throws comes through unchanged", arguments: BlobStoreUnderTest.allCases)
    func throwingReader(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let digest = try await store.put(Chunks(sampleBytes(3_000_000))).descriptor.digest
            var calls = 0
            await #expect(throws: TestError(3)) {
                try await store.read(digest) { _ in
                    calls += 1
                    throw TestError(3)
                }
            }
            await #expect(throws: TestError(4)) { try await store.read(digest, in: 5..<9) { _ in throw TestError(4) } }
            #expect(calls == 1)
            #expect(try await store.bytes(of: digest).count == 3_000_000)
        }
    }

    @Test("a cancelled deposit leaves nothing or all", arguments: BlobStoreUnderTest.allCases)
    func cancelledDeposit(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let bytes = sampleBytes(100_000)
            let digest = try DigestHasher.digest(of: bytes)
            let task = Task { try await store.put(Chunks(bytes)) }
            task.cancel()
            let deposit = try? await task.value
            let descriptor = try await store.descriptor(of: digest)
            #expect((descriptor != nil) == (deposit != nil))
        }
    }
}
