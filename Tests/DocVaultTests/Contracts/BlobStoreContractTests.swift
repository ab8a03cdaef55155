import Testing
import VaultTestSupport

@testable import DocVault

/// What every blob store promises of one blob.
@Suite("The contract of a blob store")
struct BlobStoreContractTests {
    static let sizes = [0, 1, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577, 3_145_728]

    @Test("a blob of any size comes back as it went in", arguments: BlobStoreUnderTest.allCases)
    func anySize(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            for size in Self.sizes {
                let bytes = sampleBytes(size)
                let deposit = try await store.put(Chunks(bytes))
                let digest = try DigestHasher.digest(of: bytes)
                #expect(deposit.outcome == .stored)
                #expect(deposit.descriptor == BlobDescriptor(digest: digest, sizeInBytes: Int64(size)))
                #expect(try await store.descriptor(of: digest) == deposit.descriptor)
                #expect(try await store.bytes(of: digest) == bytes)
            }
        }
    }

    @Test("the digest is that of FIPS 180-4", arguments: BlobStoreUnderTest.allCases)
    func vectors(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            for vector in SHA256Vector.all {
                let deposit = try await store.put(Chunks(vector.message))
                #expect(deposit.descriptor.digest.hexadecimal == vector.digest, "\(vector.name)")
            }
        }
    }

    @Test("any split into chunks gives the same digest", arguments: BlobStoreUnderTest.allCases)
    func anySplit(_ backend: BlobStoreUnderTest) async throws {
        var generator = SeededGenerator()
        let bytes = generator.bytes(Int.random(in: 0...1_500_000, using: &generator))
        let expected = try DigestHasher.digest(of: bytes)
        try await backend.withStore { store in
            for _ in 0..<8 {
                let deposit = try await store.put(Chunks(bytes, splitBy: &generator))
                #expect(deposit.descriptor.digest == expected)
            }
            #expect(try await store.bytes(of: expected) == bytes)
        }
    }

    @Test("storing twice says that it was here", arguments: BlobStoreUnderTest.allCases)
    func twice(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let bytes = sampleBytes(100_000)
            let first = try await store.put(Chunks(bytes))
            let second = try await store.put(Chunks(bytes, ofSize: 7_777))
            #expect(first.outcome == .stored)
            #expect(second.outcome == .alreadyPresent)
            #expect(second.descriptor == first.descriptor)
            #expect(second.mediaType == first.mediaType)
        }
    }

    @Test("the first bytes say what kind of file it looks like", arguments: BlobStoreUnderTest.allCases)
    func mediaType(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let deposit = try await store.put(Chunks([Array("%P".utf8), Array("DF-1.7 …".utf8)]))
            #expect(deposit.mediaType.description == "application/pdf")
        }
    }

    @Test("64 equal deposits at the same moment give one blob", arguments: BlobStoreUnderTest.allCases)
    func concurrentEqualDeposits(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { store in
            let bytes = sampleBytes(70_000)
            let outcomes = try await withThrowingTaskGroup(of: BlobDeposit.Outcome.self) { group in
                for number in 1...64 {
                    group.addTask { try await store.put(Chunks(bytes, ofSize: number * 1_000)).outcome }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .stored }.count == 1)
            #expect(outcomes.filter { $0 == .alreadyPresent }.count == 63)
            let digest = try DigestHasher.digest(of: bytes)
            #expect(try await store.bytes(of: digest) == bytes)
        }
    }
}
