import Testing
import VaultTestSupport

@testable import DocVault

/// Random requests against the simplest thing that could be right: a number and the bytes before it.
@Suite("Any order of parts, repetitions, losses and restarts")
struct UploadPropertyTests {
    @Test("gives the file that was sent, and acknowledges what is kept")
    func anyOrder() async throws {
        var generator = SeededGenerator(for: "uploads in any order")
        for _ in 0..<25 { try await oneUpload(&generator) }
    }

    private func oneUpload(_ generator: inout SeededGenerator) async throws {
        let bytes = generator.bytes(Int.random(in: 1...200_000, using: &generator))
        var scene = try await UploadScene()
        let knowsSize = Bool.random(using: &generator)
        let completion: UploadSession.Completion = knowsSize && Bool.random(using: &generator) ? .whenWhole : .whenSaid
        let id = try await scene.create(
            knowsSize ? Int64(bytes.count) : nil, completion,
            expecting: Bool.random(using: &generator) ? try .of(bytes) : nil
        ).id
        var offset = 0
        for _ in 0..<40 {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0:
                // A cut of the power, or the end of the program.
                let variants = CrashVariant.variants(seeds: 2, from: &generator)
                let disk = scene.disk.crash(keeping: variants.randomElement(using: &generator) ?? .nothing)
                scene = try await UploadScene(on: disk, over: scene.database, clock: scene.clock)
            case 1:
                #expect(try await scene.vault.upload(id).offset == offset)
            case 2:
                let wrong = Int.random(in: 0...bytes.count + 1, using: &generator)
                guard wrong != offset else { continue }
                let refusal = await Vault.refusal {
                    _ = try await scene.vault.append(to: id, at: Int64(wrong), Chunks(bytes))
                }
                #expect(refusal == .offsetMismatch(offset: Int64(offset), given: Int64(wrong)))
            case 3:
                // A part with a digest that is another one's.
                let part = Array(bytes[offset...].prefix(Int.random(in: 0...50_000, using: &generator)))
                let digest = try ContentDigest.of(part + [0])
                let refusal = await Vault.refusal {
                    _ = try await scene.vault.append(
                        to: id, at: Int64(offset), Chunks(part), isLast: true, expecting: digest)
                }
                #expect(refusal == .partMismatch(expected: digest, received: try .of(part)))
            case 4:
                // A client that goes away in the middle. What it sent is kept if it was not to be verified.
                let part = Array(bytes[offset...].dropLast().prefix(Int.random(in: 0...50_000, using: &generator)))
                let isVerified = Bool.random(using: &generator)
                let digest = isVerified ? try ContentDigest.of(part) : nil
                let chunks = Chunks(part, ofSize: 7_000, thenThrowing: TestError(4))
                await #expect(throws: TestError(4)) {
                    _ = try await scene.vault.append(to: id, at: Int64(offset), chunks, expecting: digest)
                }
                if !isVerified { offset += part.count }
            default:
                let part = Array(bytes[offset...].prefix(Int.random(in: 0...50_000, using: &generator)))
                guard offset + part.count < bytes.count else { continue }
                let chunks = Chunks(part, splitBy: &generator)
                let session = try await scene.vault.append(to: id, at: Int64(offset), chunks)
                offset += part.count
                #expect(session.offset == Int64(offset))
            }
        }
        var session = try await scene.vault.upload(id)
        #expect(session.offset == Int64(offset))
        if session.state == .open {
            let rest = Chunks(Array(bytes[offset...]))
            session = try await scene.vault.append(to: id, at: Int64(offset), rest, isLast: completion == .whenSaid)
        }
        #expect(try await scene.bytes(of: session) == bytes)
        #expect(try await scene.documentCount() == 1)
        #expect(scene.files == [])
    }
}
