import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Executing a disposition can be cut off anywhere, and somebody else can act at any moment of it.
@Suite("The execution of a disposition")
struct ExecutionTests {
    /// A vault with three documents whose time is over, one of which shares its bytes with a dossier that goes on.
    private struct Scene {
        let catalog: CutDatabase
        let blobs = InMemoryBlobStore()
        let stage: RetentionStage
        var documents: [Document.ID] = []
        let shared: Document.ID
        let code: DispositionCode

        init(_ base: (any SQLDatabase)? = nil) async throws {
            catalog = CutDatabase(over: try base ?? SQLiteDatabase.inMemory())
            stage = try await RetentionStage(blobs: blobs, database: catalog)
            try await stage.importDossier(endingOn: "2019-06-30")
            let other = try await stage.importDossier("2026-TEST-02")
            for content in ["one", "two", "three"] { documents.append(try await stage.attach(content, named: content)) }
            shared = try await stage.attach("two", named: "shared", of: other)
            code = try await stage.approved(.dossiers([.sample]))
        }

        func expectDone() async throws {
            for document in documents { #expect(try await stage.isDisposed(document)) }
            var bytes: [UInt8] = []
            let kept = try await stage.vault.blob(of: shared)
            try await blobs.read(kept.digest) { bytes += $0 }
            #expect(bytes == Array("two".utf8))
            for content in ["one", "three"] {
                let digest = try DigestHasher.digest(of: Array(content.utf8))
                #expect(try await blobs.descriptor(of: digest) == nil)
            }
            let (found, _) = try await stage.manager.disposition(code)
            #expect(found.state == .executed && found.counts == [.destroyed: 2, .linkEnded: 1])
        }
    }

    @Test("that is cut off after any step is finished by the next one, without the bytes")
    func cutAnywhere() async throws {
        var steps = 0
        while true {
            let scene = try await Scene()
            scene.catalog.cut(after: steps)
            do {
                _ = try await scene.stage.manager.executeDisposition(scene.code)
                scene.catalog.cut(after: nil)
                try await scene.expectDone()
                break
            } catch is Cut {}
            // Nobody lost anything that they were to keep, and nothing is half gone: what is not buried is whole.
            scene.catalog.cut(after: nil)
            for document in scene.documents where try await !scene.stage.isDisposed(document) {
                let blob = try await scene.stage.vault.blob(of: document)
                #expect(try await scene.blobs.descriptor(of: blob.digest) != nil)
            }
            let resumed = try await scene.stage.colleague.executeDisposition(scene.code)
            #expect(resumed.isFinished)
            try await scene.expectDone()
            steps += 1
        }
        #expect(steps >= 5)
    }

    @Test("is stopped, for that document alone, by a hold that another connection places before any of its steps")
    func holdAtTheSameMoment() async throws {
        try await withTemporaryDirectory { folder in
            for writes in 0..<2 {
                let file = folder.appending("catalog-\(writes).sqlite")
                let scene = try await Scene(try SQLiteDatabase(file: file))
                let document = scene.documents[1]
                let elsewhere = Vault(
                    blobs: scene.blobs, database: try SQLiteDatabase(file: file), clock: scene.stage.clock,
                    executor: BlockingExecutor(width: 2), scratch: folder)
                scene.catalog.intrude(after: writes) {
                    let hold = NewHold(over: [.document(document)], effect: .block, authority: "a court", reason: "now")
                    _ = try await elsewhere.placeHold(hold)
                }
                let execution = try await scene.stage.manager.executeDisposition(scene.code)
                #expect(execution.disposition.counts == [.destroyed: 2, .blocked: 1])
                #expect(execution.disposition.state == .partlyExecuted)
                #expect(try await !scene.stage.isDisposed(document))
            }
        }
    }

    @Test("gives the bytes back to an equal deposit that comes in its midst")
    func depositMeanwhile() async throws {
        let scene = try await Scene()
        let other = DossierCode("2026-TEST-02")!
        let stage = scene.stage
        scene.catalog.intrude(after: 2) { _ = try await stage.attach("one", named: "again", of: other) }
        let execution = try await stage.manager.executeDisposition(scene.code)
        #expect(execution.isFinished)
        #expect(execution.disposition.counts == [.destroyed: 1, .linkEnded: 2])
        let digest = try DigestHasher.digest(of: Array("one".utf8))
        var bytes: [UInt8] = []
        try await scene.blobs.read(digest) { bytes += $0 }
        #expect(bytes == Array("one".utf8))
    }
}
