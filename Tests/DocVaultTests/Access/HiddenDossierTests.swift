import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Promise 4 at the vault itself: what somebody may not see is answered like what is not there.
@Suite("What a stranger may not see")
struct HiddenDossierTests {
    private static let missing = DossierCode("2026-TEST-99")!

    /// A vault with a document in the sample dossier, seen by the operator and by a stranger.
    private struct Scene {
        let database: any SQLDatabase
        let clock: FixedClock
        let vault: Vault
        let stranger: Vault
        let context: ActContext
        let attached: AttachedFile
        let folder: FilePath

        var eventCount: Int {
            get async throws { try await database.read { try JournalRecords.end(in: $0).size } }
        }
    }

    private func withScene(_ body: (Scene) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let (clock, database) = (FixedClock(), try SQLiteDatabase.inMemory())
            let vault = try await Vault.sample(
                blobs: InMemoryBlobStore(), database: database, clock: clock, scratch: folder)
            let file = folder.appending("report.pdf")
            try file.write(sampleBytes(1_000))
            let attached = try #require(try await vault.attachSample([file]).attached.first)
            let cast = SampleCast(database, clock: clock)
            let person = try await cast.person("stranger")
            let organisation = try await cast.anotherOrganisation()
            try await cast.give(.superUser, in: organisation, to: person)
            let context = ActContext.of(person, for: organisation)
            try await body(
                Scene(
                    database: database, clock: clock, vault: vault, stranger: vault.acting(as: context),
                    context: context, attached: attached, folder: folder))
        }
    }

    private func error(of body: () async throws -> Void) async -> VaultError? {
        do { try await body() } catch { return error as? VaultError }
        return nil
    }

    @Test("is not there, whatever they ask for by name")
    func byName() async throws {
        try await withScene { scene async throws in
            let stranger = scene.stranger
            for code in [DossierCode.sample, Self.missing] {
                let notFound = VaultError.dossierNotFound(code, nearest: nil)
                await #expect(throws: notFound) { try await stranger.dossier(code) }
                await #expect(throws: notFound) {
                    try await stranger.exportDossier(code, to: scene.folder.appending("x.zip"), as: .zip)
                }
                await #expect(throws: notFound) {
                    try await stranger.attach(
                        FolderWalk([scene.folder.appending("report.pdf")]), to: .e01, of: code, as: .report
                    ) { _ in }
                }
                await #expect(throws: notFound) { try await stranger.requirement(.e01, of: code) }
                await #expect(throws: notFound) { try await stranger.submit(.e01, of: code) }
                await #expect(throws: notFound) { try await stranger.approve(.e01, of: code) }
                await #expect(throws: notFound) { try await stranger.waive(.e01, of: code, reason: "a reason") }
            }
            // The one who may see every dossier is told of the similar code.
            let near = VaultError.dossierNotFound(Self.missing, nearest: .sample)
            await #expect(throws: near) {
                try await scene.vault.acting(as: ActContext(operator: "x", request: scene.context.request))
                    .dossier(Self.missing)
            }
        }
    }

    @Test("is not there for any act, and trying to change it leaves the same trace")
    func everyAct() async throws {
        try await withScene { scene async throws in
            let database = GuardedDatabase(
                JournaledDatabase(scene.database, clock: scene.clock), clock: scene.clock)
            for act in Act.allCases {
                var answers: [String] = []
                for code in [DossierCode.sample, Self.missing] {
                    let before = try await scene.eventCount
                    let error = await error {
                        if act.changesState {
                            try await database.perform(act, on: .dossier(code), by: scene.context) { _, _, _ in }
                        } else {
                            try await database.view(act, of: .dossier(code), by: scene.context) { _, _ in }
                        }
                    }
                    let events = try await scene.eventCount - before
                    answers.append("\(error.map { "\($0)" } ?? "yes"), \(events)".replacing(code.text, with: "CODE"))
                }
                #expect(answers[0] == answers[1], "\(act)")
            }
        }
    }

    @Test("is not found by the name of a file, by a document or by a digest")
    func documents() async throws {
        try await withScene { scene async throws in
            let (stranger, document, blob) = (scene.stranger, scene.attached.document, scene.attached.blob)
            #expect(try await stranger.find(.digest(blob.digest)) == [])
            #expect(try await stranger.find(.name("report")) == [])
            #expect(try await scene.vault.find(.name("report")).count == 1)
            await #expect(throws: VaultError.documentNotFound(document.description)) {
                try await stranger.blob(of: document)
            }
            await #expect(throws: VaultError.blobNotFound(blob.digest)) { try await stranger.blob(blob.digest) }

            #expect(try await stranger.dossiers().isEmpty)
        }
    }

    @Test("is not read by who knows its digest and size")
    func bytes() async throws {
        try await withScene { scene async throws in
            let (stranger, blob) = (scene.stranger, scene.attached.blob)
            let unknown = BlobDescriptor(digest: try DigestHasher.digest(of: [1, 2, 3]), sizeInBytes: 3)
            for blob in [blob, unknown] {
                await #expect(throws: VaultError.blobNotFound(blob.digest)) {
                    try await stranger.read(blob) { _ in Issue.record("bytes were given away") }
                }
                let output = scene.folder.appending("out")
                await #expect(throws: VaultError.blobNotFound(blob.digest)) {
                    try await stranger.retrieve(blob, to: output)
                }
                #expect(throws: VaultError.self) { try SourceFile(output) }
            }
            var count = 0
            try await scene.vault.read(blob) { count += $0.count }
            #expect(count == 1_000)
        }
    }

    @Test("has no event that they can have proved")
    func events() async throws {
        try await withScene { scene async throws in
            let document = Identifier<Deposit>(scene.attached.document.uuid)
            #expect(try await scene.vault.sequence(of: document) == 1)
            await #expect(throws: VaultError.eventNotFound(document.description)) {
                try await scene.stranger.sequence(of: document)
            }
        }
    }

    @Test("is refused with an event that tells of the try, also when it is asked for before the act")
    func trace() async throws {
        try await withScene { scene async throws in
            let before = try await scene.eventCount
            _ = await error {
                try await scene.stranger.attachSample([scene.folder.appending("report.pdf")])
            }
            let (after, event) = try await scene.database.read { connection in
                let size = try JournalRecords.end(in: connection).size
                return (size, try JournalRecords.event(size - 1, in: connection))
            }
            #expect(after == before + 1)
            #expect(event?.action == JournalAction.actRefused.rawValue)
            let body = String(decoding: try #require(event?.opening?.body), as: UTF8.self)
            #expect(body.contains("\"act\":\"piece.attach\"") && body.contains("\"reason\":\"hidden\""))
        }
    }
}
