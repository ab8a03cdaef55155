import Synchronization
import Testing
import VaultTestSupport

@testable import DocVault

/// Two requests about one upload.
@Suite("Two requests about one upload")
struct UploadRaceTests {
    private let bytes = sampleBytes(50_000, seed: 5)

    /// Bytes of a client that sends some and then nothing more, and never goes away by itself.
    private struct Stalled: AsyncSequence, Sendable {
        let first: [UInt8]
        /// Yields once when the first bytes are taken and more are waited for.
        let reached: AsyncStream<Void>.Continuation

        func makeAsyncIterator() -> Iterator { Iterator(first: first, reached: reached) }

        struct Iterator: AsyncIteratorProtocol {
            var first: [UInt8]?
            let reached: AsyncStream<Void>.Continuation

            mutating func next() async throws -> [UInt8]? {
                if let chunk = first {
                    first = nil
                    return chunk
                }
                reached.yield()
                // Ends when the task is cancelled, as the body of a request does: with nothing, as at its end.
                for await _ in AsyncStream<Void>.makeStream().stream {}
                return nil
            }
        }
    }

    /// Runs `body` while an append of the first bytes hangs, and returns what became of that.
    private func whileStalled(
        _ scene: UploadScene, _ id: UploadSession.ID, expecting digest: ContentDigest? = nil,
        _ body: () async throws -> Void
    ) async throws -> UploadRefusal? {
        let (stream, reached) = AsyncStream<Void>.makeStream()
        let part = Stalled(first: Array(bytes.prefix(20_000)), reached: reached)
        let vault = scene.vault
        let older = Task {
            await Vault.refusal { _ = try await vault.append(to: id, at: 0, part, isLast: true, expecting: digest) }
        }
        for await _ in stream { break }
        try await body()
        return await older.value
    }

    @Test("the newer one ends the older one and goes on where that ended")
    func takeover() async throws {
        let scene = try await UploadScene()
        let id = try await scene.create(50_000).id
        let refusal = try await whileStalled(scene, id) {
            #expect(try await scene.vault.upload(id).offset == 20_000)
            let done = try await scene.vault.append(to: id, at: 20_000, Chunks(Array(bytes.dropFirst(20_000))))
            #expect(try await scene.bytes(of: done) == bytes)
        }
        #expect(refusal == .superseded)
        #expect(try await scene.documentCount() == 1)
    }

    @Test("what could not be verified yet is not acknowledged to the newer one")
    func unverified() async throws {
        let scene = try await UploadScene()
        let id = try await scene.create(50_000).id
        let refusal = try await whileStalled(scene, id, expecting: try .of(bytes)) {
            #expect(try await scene.vault.upload(id).offset == 0)
            let done = try await scene.vault.append(to: id, at: 0, Chunks(bytes))
            #expect(try await scene.bytes(of: done) == bytes)
        }
        #expect(refusal == .superseded)
    }

    @Test("giving it up ends the part that is coming, and leaves no file")
    func ended() async throws {
        let scene = try await UploadScene()
        let id = try await scene.create(50_000).id
        let refusal = try await whileStalled(scene, id) { try await scene.vault.endUpload(id) }
        #expect(refusal == .superseded)
        #expect(scene.files == [])
    }

    @Test("sixteen that send the same end at once attach one document")
    func stampede() async throws {
        let scene = try await UploadScene()
        let id = try await scene.create(50_000).id
        _ = try await scene.vault.append(to: id, at: 0, Chunks(Array(bytes.prefix(49_000))))
        let (vault, rest) = (scene.vault, Array(bytes.dropFirst(49_000)))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask { _ = try? await vault.append(to: id, at: 49_000, Chunks(rest, ofSize: 100)) }
            }
        }
        var session = try await scene.vault.upload(id)
        if session.state == .open {
            let left = Array(bytes.dropFirst(Int(session.offset)))
            session = try await scene.vault.append(to: id, at: session.offset, Chunks(left))
        }
        #expect(try await scene.bytes(of: session) == bytes)
        #expect(try await scene.documentCount() == 1)
    }
}
