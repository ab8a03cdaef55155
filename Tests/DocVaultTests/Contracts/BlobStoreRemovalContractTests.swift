import Testing
import VaultTestSupport

@testable import DocVault

/// What every blob store promises of bytes on their way out, and of the deposits that meet them.
@Suite("The contract of a blob store, when blobs are removed")
struct BlobStoreRemovalContractTests {
    private let bytes = sampleBytes(70_000, seed: 2)

    @Test(
        "what is in the trash is absent, and is what it was when it is taken back",
        arguments: BlobStoreUnderTest.allCases)
    func takenBack(_ backend: BlobStoreUnderTest) async throws {
        let office = try PermitOffice()
        try await backend.withStore { (store) async throws in
            let kept = try await store.put(Chunks(sampleBytes(10, seed: 1))).descriptor
            let blob = try await store.put(Chunks(bytes)).descriptor
            let permit = try await office.permit(for: blob)
            try store.trash(permit)
            try store.synchronizeTrash()
            #expect(try await store.descriptor(of: blob.digest) == nil)
            await #expect(throws: VaultError.blobNotFound(blob.digest)) { try await store.read(blob.digest) { _ in } }
            #expect(try store.trashNames() == [permit.trashName])
            #expect(try store.takeBack(permit))
            #expect(try await store.bytes(of: blob.digest) == bytes)
            #expect(try store.trashNames() == [])
            #expect(try await store.descriptor(of: kept.digest) == kept)
            // Again changes nothing.
            #expect(try store.takeBack(permit))
            #expect(try await store.put(Chunks(bytes)).outcome == .alreadyPresent)
        }
    }

    @Test("what is removed is gone for good, and can be stored anew", arguments: BlobStoreUnderTest.allCases)
    func removed(_ backend: BlobStoreUnderTest) async throws {
        let office = try PermitOffice()
        try await backend.withStore { (store) async throws in
            let kept = try await store.put(Chunks(sampleBytes(10, seed: 1))).descriptor
            let blob = try await store.put(Chunks(bytes)).descriptor
            let permit = try await office.permit(for: blob)
            try store.trash(permit)
            try store.trash(permit)
            try store.remove(permit)
            try store.remove(permit)
            #expect(try store.takeBack(permit) == false)
            #expect(try store.trashNames() == [])
            #expect(try await store.descriptor(of: blob.digest) == nil)
            #expect(try await store.descriptor(of: kept.digest) == kept)
            #expect(try await store.put(Chunks(bytes)).outcome == .stored)
            #expect(try await store.bytes(of: blob.digest) == bytes)
        }
    }

    @Test("bytes in their place are not removed, under any permit", arguments: BlobStoreUnderTest.allCases)
    func inPlace(_ backend: BlobStoreUnderTest) async throws {
        let office = try PermitOffice()
        try await backend.withStore { (store) async throws in
            let blob = try await store.put(Chunks(bytes)).descriptor
            let permit = try await office.permit(for: blob)
            try store.remove(permit)
            #expect(try await store.bytes(of: blob.digest) == bytes)
            try store.trash(permit)
            // Equal bytes are stored anew while the old ones are in the trash.
            #expect(try await store.put(Chunks(bytes)).outcome == .stored)
            try store.remove(permit)
            #expect(try await store.bytes(of: blob.digest) == bytes)
            #expect(try store.takeBack(permit))
            #expect(try await store.bytes(of: blob.digest) == bytes)
        }
    }

    @Test("taking back replaces nothing that was stored meanwhile", arguments: BlobStoreUnderTest.allCases)
    func storedMeanwhile(_ backend: BlobStoreUnderTest) async throws {
        let office = try PermitOffice()
        try await backend.withStore { (store) async throws in
            let blob = try await store.put(Chunks(bytes)).descriptor
            let permit = try await office.permit(for: blob)
            try store.trash(permit)
            #expect(try await store.put(Chunks(bytes)).outcome == .stored)
            #expect(try store.takeBack(permit))
            #expect(try await store.bytes(of: blob.digest) == bytes)
            #expect(try store.trashNames() == [])
        }
    }

    @Test("a barrier waits for the deposits before it, and for no later one", arguments: BlobStoreUnderTest.allCases)
    func barrier(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { (store) async throws in
            #expect(try store.barrier().hasPassed())
            #expect(try !store.isDepositUnderWay())
            var before: BlobDeposit? = try await store.put(Chunks(bytes))
            #expect(before?.lease != nil)
            #expect(try store.isDepositUnderWay())
            let barrier = try store.barrier()
            #expect(try !barrier.hasPassed())
            var after: BlobDeposit? = try await store.put(Chunks(bytes))
            #expect(after?.outcome == .alreadyPresent)
            before = nil
            #expect(try barrier.hasPassed())
            #expect(try store.isDepositUnderWay())
            after = nil
            #expect(try store.barrier().hasPassed())
            #expect(try !store.isDepositUnderWay())
        }
    }

    @Test("a barrier waits for deposits from before an earlier one too", arguments: BlobStoreUnderTest.allCases)
    func earlierBarrier(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { (store) async throws in
            var deposit: BlobDeposit? = try await store.put(Chunks(bytes))
            #expect(deposit != nil)
            _ = try store.barrier()
            let later = try store.barrier()
            #expect(try !later.hasPassed())
            #expect(try !store.barrier().hasPassed())
            deposit = nil
            #expect(try later.hasPassed())
        }
    }

    @Test("there is one collector at a time", arguments: BlobStoreUnderTest.allCases)
    func oneCollector(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { (store) async throws in
            var turn = try store.beginCollecting()
            #expect(turn != nil)
            #expect(try store.beginCollecting() === nil)
            turn = nil
            #expect(try store.beginCollecting() != nil)
        }
    }

    @Test("a walk comes by every blob once, in order", arguments: BlobStoreUnderTest.allCases)
    func walk(_ backend: BlobStoreUnderTest) async throws {
        try await backend.withStore { (store) async throws in
            var expected: [Digest] = []
            for seed in 0..<20 {
                expected.append(try await store.put(Chunks(sampleBytes(seed, seed: UInt64(seed)))).descriptor.digest)
            }
            let found = try store.shards.flatMap { try store.digests(inShard: $0) }
            #expect(found.map(\.hexadecimal) == expected.map(\.hexadecimal).sorted())
            #expect(try store.presence(of: expected[7])?.sizeInBytes == 7)
        }
    }
}
