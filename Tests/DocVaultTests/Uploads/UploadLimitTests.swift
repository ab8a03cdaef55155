import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What is refused, given up or not attached, whatever its client sends.
@Suite("An upload")
struct UploadLimitTests {
    private let bytes = sampleBytes(1_000, seed: 9)

    @Test("is refused beyond the largest size, the number and the bytes that a person may have under way")
    func quotas() async throws {
        let scene = try await UploadScene()
        let limits = UploadLimits(largestSize: 600, sessionsPerPerson: 3, bytesPerPerson: 1_000)
        let large = await Vault.refusal { _ = try await scene.create(601, within: limits) }
        #expect(large == .tooLarge(limit: 600))
        _ = try await scene.create(600, within: limits)
        let bytes = await Vault.refusal { _ = try await scene.create(401, within: limits) }
        #expect(bytes == .tooManyBytes(limit: 1_000))
        let open = try await scene.create(nil, .whenSaid, within: limits)
        let grown = await Vault.refusal {
            _ = try await scene.vault.append(to: open.id, at: 0, Chunks(Array(self.bytes.prefix(401))))
        }
        #expect(grown == .tooManyBytes(limit: 1_000))
        #expect(try await scene.vault.upload(open.id).offset == 0)
        _ = try await scene.create(1, within: limits)
        let sessions = await Vault.refusal { _ = try await scene.create(1, within: limits) }
        #expect(sessions == .tooManySessions(limit: 3))
        try await scene.vault.endUpload(open.id)
        _ = try await scene.create(1, within: limits)
    }

    @Test("without a declared size may not grow beyond the largest size")
    func growing() async throws {
        let scene = try await UploadScene()
        let open = try await scene.create(nil, .whenSaid, within: UploadLimits(largestSize: 600))
        let refusal = await Vault.refusal {
            _ = try await scene.vault.append(to: open.id, at: 0, Chunks(bytes), isLast: true)
        }
        #expect(refusal == .tooLarge(limit: 600))
    }

    @Test("is given up when no byte came for longer than its patience, and its file goes")
    func expired() async throws {
        let scene = try await UploadScene()
        let limits = UploadLimits(patience: .seconds(100))
        let (idle, busy) = (
            try await scene.create(1_000, within: limits), try await scene.create(1_000, within: limits)
        )
        for session in [idle, busy] {
            _ = try await scene.vault.append(to: session.id, at: 0, Chunks(Array(bytes.prefix(10))))
        }
        scene.clock.advance(bySeconds: 60)
        _ = try await scene.vault.append(to: busy.id, at: 10, Chunks(Array(bytes[10..<20])))
        scene.clock.advance(bySeconds: 60)
        let refusal = await Vault.refusal { _ = try await scene.vault.upload(idle.id) }
        #expect(refusal == .notFound(idle.id.description))
        #expect(try await scene.vault.reapUploads() == 1)
        #expect(scene.files.count == 1)
        let done = try await scene.vault.append(to: busy.id, at: 20, Chunks(Array(bytes.dropFirst(20))))
        #expect(try await scene.bytes(of: done) == bytes)
        scene.clock.advance(bySeconds: 101)
        #expect(try await scene.vault.reapUploads() == 1)
        #expect(try await scene.documentCount() == 1)
    }

    @Test("keeps its file from the collector as long as it is under way")
    func collected() async throws {
        let scene = try await UploadScene()
        let session = try await scene.create(1_000)
        _ = try await scene.vault.append(to: session.id, at: 0, Chunks(Array(bytes.prefix(10))))
        let stray = UploadSession.ID.random().description
        let store = try #require(scene.vault.blobs as? any StagingBlobStore)
        _ = try store.openUpload(stray, cutTo: 0)
        #expect(scene.files.count == 2)
        try await scene.vault.collect(ages: .immediate)
        #expect(scene.files.count == 1)
        let done = try await scene.vault.append(to: session.id, at: 10, Chunks(Array(bytes.dropFirst(10))))
        #expect(try await scene.bytes(of: done) == bytes)
    }

    private func create(_ vault: Vault) async throws -> UploadSession.ID {
        let new = NewUpload(
            OriginalName("scan.pdf")!, to: .e01, of: .sample, as: .report, completion: .whenWhole, sizeInBytes: 1_000)
        return try await vault.createUpload(new).id
    }

    @Test("is not attached when its requirement was submitted meanwhile")
    func submitted() async throws {
        let scene = try await PartyScene()
        let director = try await scene.acting(PartyScene.director)
        let id = try await create(director)
        _ = try await director.attach(
            Chunks([1]), named: OriginalName("other.pdf")!, to: .e01, of: .sample, as: .report)
        _ = try await director.append(to: id, at: 0, Chunks(Array(bytes.prefix(999))))
        _ = try await director.submit(.e01, of: .sample, reason: "all there is")
        await #expect(throws: VaultError.requirementClosed(.e01, .submitted)) {
            _ = try await director.append(to: id, at: 999, Chunks(Array(bytes.suffix(1))))
        }
        #expect(try await director.upload(id).state == .failed(.requirementClosed))
        #expect(try await director.find(.name("scan")).isEmpty)
    }

    @Test("is not attached when the right to attach went meanwhile, and is nobody else's at any time")
    func withdrawn() async throws {
        let scene = try await PartyScene()
        try await scene.addSecretary(.superUser)
        let secretary = try await scene.acting(PartyScene.secretary)
        let director = try await scene.acting(PartyScene.director)
        let id = try await create(secretary)
        for other in [director, scene.vault] {
            #expect(await Vault.refusal { _ = try await other.upload(id) } == .notFound(id.description))
            #expect(await Vault.refusal { try await other.endUpload(id) } == .notFound(id.description))
        }
        _ = try await secretary.append(to: id, at: 0, Chunks(Array(bytes.prefix(999))))
        try await director.changeAccess(of: PartyScene.secretary, at: PartyScene.institute, to: .none)
        await #expect(throws: VaultError.self) {
            _ = try await secretary.append(to: id, at: 999, Chunks(Array(bytes.suffix(1))))
        }
        #expect(try await secretary.upload(id).state == .failed(.notAllowed))
        #expect(try await scene.vault.find(.name("scan")).isEmpty)
    }

    @Test("is refused from the start to who may not attach")
    func stranger() async throws {
        let scene = try await PartyScene()
        let founder = try await scene.acting(PartyScene.founder)
        await #expect(throws: VaultError.dossierNotFound(.sample, nearest: nil)) { _ = try await create(founder) }
    }

    @Test(
        "in one piece is held to its digest and size before anything is kept",
        arguments: ContentDigest.Algorithm.allCases)
    func single(_ algorithm: ContentDigest.Algorithm) async throws {
        let scene = try await UploadScene()
        let (right, wrong) = (try ContentDigest.of(bytes, algorithm), try ContentDigest.of([1], algorithm))
        func attach(_ digest: ContentDigest?, size: Int64? = nil, atMost limit: Int64 = .max) async throws {
            _ = try await scene.vault.attach(
                Chunks(bytes, ofSize: 100), named: OriginalName("scan.pdf")!, to: .e01, of: .sample, as: .report,
                expecting: digest, sizeInBytes: size, atMost: limit)
        }
        #expect(await Vault.refusal { try await attach(wrong) } == .contentMismatch(expected: wrong, received: right))
        #expect(
            await Vault.refusal { try await attach(nil, size: 1_001) }
                == .lengthInconsistent(declared: 1_001, given: 1_000))
        #expect(
            await Vault.refusal { try await attach(nil, size: 950) } == .lengthInconsistent(declared: 950, given: 1_000)
        )
        #expect(await Vault.refusal { try await attach(nil, atMost: 999) } == .tooLarge(limit: 999))
        #expect(scene.disk.files(below: SimulatedDisk.root.appending("blobs")).isEmpty)
        try await attach(right, size: 1_000, atMost: 1_000)
        #expect(try await scene.documentCount() == 1)
    }
}
