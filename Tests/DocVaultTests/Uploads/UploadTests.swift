import Testing
import VaultTestSupport

@testable import DocVault

/// Files that arrive in parts.
@Suite("A file that arrives in parts")
struct UploadTests {
    private let bytes = sampleBytes(50_000, seed: 3)

    @Test("is attached when all of it is there, and the answer can be had again")
    func whole() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(50_000)
        #expect(created.offset == 0)
        let half = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(20_000))))
        #expect(half.state == .open)
        #expect(half.offset == 20_000)
        let done = try await scene.vault.append(to: created.id, at: 20_000, Chunks(Array(bytes.dropFirst(20_000))))
        #expect(try await scene.bytes(of: done) == bytes)
        #expect(try await scene.vault.upload(created.id).state == done.state)
        #expect(try await scene.vault.append(to: created.id, at: 50_000, Chunks([])).state == done.state)
        #expect(try await scene.documentCount() == 1)
        #expect(scene.files == [])
    }

    @Test("is attached when its client says that it is whole, of whatever size")
    func said() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(nil, .whenSaid)
        _ = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(7))))
        let done = try await scene.vault.append(
            to: created.id, at: 7, Chunks(Array(bytes.dropFirst(7))), isLast: true)
        #expect(try await scene.bytes(of: done) == bytes)
    }

    @Test("may be empty")
    func empty() async throws {
        let scene = try await UploadScene()
        let session = try await scene.create(0)
        #expect(try await scene.bytes(of: session) == [])
    }

    @Test("goes on after the program was started anew, with the right digest")
    func restarted() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(50_000)
        _ = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(30_000))))
        let later = try await scene.restarted()
        #expect(try await later.vault.upload(created.id).offset == 30_000)
        let done = try await later.vault.append(to: created.id, at: 30_000, Chunks(Array(bytes.dropFirst(30_000))))
        #expect(try await later.bytes(of: done) == bytes)
    }

    @Test("records nothing twice: a part at an old offset is told the right one")
    func repeated() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(50_000)
        _ = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(20_000))))
        let refusal = await Vault.refusal {
            _ = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(20_000))))
        }
        #expect(refusal == .offsetMismatch(offset: 20_000, given: 0))
        #expect(try await scene.vault.upload(created.id).offset == 20_000)
    }

    @Test("keeps what came before its client went away")
    func broken() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(50_000)
        await #expect(throws: TestError(2)) {
            _ = try await scene.vault.append(
                to: created.id, at: 0,
                Chunks(Array(bytes.prefix(20_000)), ofSize: 1_000, thenThrowing: TestError(2)))
        }
        #expect(try await scene.restarted().vault.upload(created.id).offset == 20_000)
    }

    @Test("takes no byte beyond its size")
    func tooLong() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(10)
        let refusal = await Vault.refusal {
            _ = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(11))))
        }
        #expect(refusal == .lengthInconsistent(declared: 10, given: 11))
        #expect(try await scene.vault.upload(created.id).offset == 0)
        let other = await Vault.refusal {
            _ = try await scene.vault.append(to: created.id, at: 0, Chunks([]), sizeInBytes: 11)
        }
        #expect(other == .lengthInconsistent(declared: 10, given: 11))
        let short = try await scene.create(10, .whenSaid)
        let early = await Vault.refusal {
            _ = try await scene.vault.append(to: short.id, at: 0, Chunks(Array(bytes.prefix(9))), isLast: true)
        }
        #expect(early == .lengthInconsistent(declared: 10, given: 9))
    }

    @Test("loses a part that is not what was sent, and nothing before it", arguments: ContentDigest.Algorithm.allCases)
    func damagedPart(_ algorithm: ContentDigest.Algorithm) async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(50_000)
        let (first, second) = (Array(bytes.prefix(20_000)), Array(bytes.dropFirst(20_000)))
        _ = try await scene.vault.append(to: created.id, at: 0, Chunks(first), expecting: .of(first, algorithm))
        let (wrong, right) = (try ContentDigest.of(first, algorithm), try ContentDigest.of(second, algorithm))
        let refusal = await Vault.refusal {
            _ = try await scene.vault.append(to: created.id, at: 20_000, Chunks(second), expecting: wrong)
        }
        #expect(refusal == .partMismatch(expected: wrong, received: right))
        #expect(try await scene.vault.upload(created.id).offset == 20_000)
        let done = try await scene.vault.append(to: created.id, at: 20_000, Chunks(second), expecting: right)
        #expect(try await scene.bytes(of: done) == bytes)
    }

    @Test("is not attached when it is not what was announced", arguments: ContentDigest.Algorithm.allCases)
    func otherFile(_ algorithm: ContentDigest.Algorithm) async throws {
        let scene = try await UploadScene()
        let wrong = try ContentDigest.of([1], algorithm)
        let created = try await scene.create(50_000, expecting: wrong)
        let received = try ContentDigest.of(bytes, algorithm)
        let refusal = await Vault.refusal {
            _ = try await scene.vault.append(to: created.id, at: 0, Chunks(bytes))
        }
        #expect(refusal == .contentMismatch(expected: wrong, received: received))
        #expect(try await scene.vault.upload(created.id).state == .failed(.contentMismatch))
        #expect(try await scene.documentCount() == 0)
        #expect(scene.files == [])
        let right = try await scene.create(50_000, expecting: received)
        let done = try await scene.vault.append(to: right.id, at: 0, Chunks(bytes))
        #expect(try await scene.bytes(of: done) == bytes)
    }

    @Test("is given up by its owner, and then it is not there")
    func ended() async throws {
        let scene = try await UploadScene()
        let created = try await scene.create(50_000)
        _ = try await scene.vault.append(to: created.id, at: 0, Chunks(Array(bytes.prefix(10))))
        #expect(scene.files.count == 1)
        try await scene.vault.endUpload(created.id)
        #expect(scene.files == [])
        let refusal = await Vault.refusal { _ = try await scene.vault.upload(created.id) }
        #expect(refusal == .notFound(created.id.description))
    }
}
