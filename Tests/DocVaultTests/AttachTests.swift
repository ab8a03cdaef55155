import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Attaching files to a requirement.
@Suite("Attaching")
struct AttachTests {
    @Test("twice stores nothing and attaches nothing the second time")
    func twice() async throws {
        try await withSampleVault { vault, folder, root in
            let paths = try (0..<6).map { try folder.appending("f\($0)").write(sampleBytes(900 + $0)) }
            let first = try await vault.attachSample(paths)
            let blobs = try Self.blobCount(root)
            let second = try await vault.attachSample(paths)
            #expect(first.attached.map(\.outcome) == Array(repeating: .attached, count: 6))
            #expect(first.attached.map(\.storage) == Array(repeating: .stored, count: 6))
            #expect(second.attached.map(\.outcome) == Array(repeating: .alreadyAttached, count: 6))
            #expect(second.attached.map(\.storage) == Array(repeating: .alreadyPresent, count: 6))
            #expect(second.attached.map(\.document) == first.attached.map(\.document))
            #expect(try Self.blobCount(root) == blobs)
            #expect(blobs == 6)
        }
    }

    @Test("the same bytes under two names makes two documents of one blob")
    func twoNames() async throws {
        try await withSampleVault { vault, folder, root in
            let left = try folder.appending("left.pdf").write(Array("%PDF-1".utf8))
            let right = try folder.appending("right.pdf").write(Array("%PDF-1".utf8))
            let attached = try await vault.attachSample([left, right, left]).attached
            #expect(attached.map(\.outcome) == [.attached, .attached, .alreadyAttached])
            #expect(Set(attached.map(\.document)).count == 2)
            #expect(Set(attached.map(\.blob)).count == 1)
            #expect(try Self.blobCount(root) == 1)
            let uses = try await vault.find(.digest(attached[0].blob.digest))
            #expect(uses.map(\.name) == ["left.pdf", "right.pdf"])
            #expect(uses.allSatisfy { $0.mediaType.description == "application/pdf" })
        }
    }

    @Test("as another piece of another requirement links the same document again")
    func twoUses() async throws {
        try await withSampleVault { vault, folder, _ in
            let path = try folder.appending("report.pdf").write([1])
            let first = try await vault.attachSample([path]).attached
            let second = try await vault.attachSample([path], to: .e02).attached
            let third = try await vault.attachSample([path], as: .salary).attached
            #expect((first + second + third).map(\.outcome) == [.attached, .attached, .attached])
            #expect(Set((first + second + third).map(\.document)).count == 1)
            #expect(try await vault.find(.name("REPORT")).map(\.requirement) == [.e01, .e01, .e02])
        }
    }

    @Test("again with other facts takes them over, and without facts keeps those there are")
    func newFacts() async throws {
        try await withSampleVault { vault, folder, _ in
            let path = try folder.appending("invoice.pdf").write([1])
            let facts = InvoiceFacts(number: "F-1", date: CivilDate("2026-03-01"), amount: Money(cents: 12))
            var outcomes: [DocVault.Attachment.Outcome] = []
            for facts in [InvoiceFacts.none, facts, facts, .none, InvoiceFacts(number: "F-2")] {
                outcomes += try await vault.attachSample([path], as: .equipment, facts: facts).attached.map(\.outcome)
            }
            #expect(outcomes == [.attached, .factsChanged, .alreadyAttached, .alreadyAttached, .factsChanged])
        }
    }

    @Test("600 files in several batches tells of each in turn, and keeps their order")
    func manyFiles() async throws {
        try await withSampleVault { vault, folder, _ in
            let paths = try (0..<600).map { try folder.appending("file-\(999 - $0)").write(Array("\($0)".utf8)) }
            let told = try await vault.attachSample(paths)
            #expect(told.map(\.path) == paths)
            #expect(told.attached.count == 600)
            let digests = try (0..<600).map { try DigestHasher.digest(of: Array("\($0)".utf8)) }
            #expect(told.attached.map(\.blob.digest) == digests)
            let names = try await vault.find(.name("file-")).map(\.name)
            #expect(names == (0..<600).map { "file-\(999 - $0)" })
        }
    }

    @Test("reports what cannot be read in its place, and attaches the others")
    func unreadable() async throws {
        try await withSampleVault { vault, folder, _ in
            let good = try folder.appending("good").write([1])
            let absent = folder.appending("absent")
            let told = try await vault.attachSample([absent, good, absent])
            #expect(told.map(\.path) == [absent, good, absent])
            #expect(told.attached.map(\.outcome) == [.attached])
            #expect(throws: VaultError.sourceUnreadable(name: absent.string, .missing)) { try told[0].result.get() }
        }
    }

    @Test("to what is not there, or takes no such piece, is refused before any file is read")
    func refused() async throws {
        try await withSampleVault { vault, folder, root in
            let path = try folder.appending("file").write([1])
            await #expect(throws: VaultError.pieceNotExpected(.salary, requirement: .e02, nearest: nil)) {
                try await vault.attachSample([path], as: .salary, to: .e02)
            }
            let e03 = try #require(RequirementCode("E03"))
            await #expect(throws: VaultError.requirementNotFound(e03, dossier: .sample, nearest: .e01)) {
                try await vault.attachSample([path], to: e03)
            }
            let blobs = try Self.blobCount(root)
            #expect(blobs == 0)
        }
    }

    @Test("over a store that fails records nothing, and works the next time", arguments: 1...3)
    func failingStore(_ number: Int) async throws {
        try await withTemporaryDirectory { folder in
            let paths = try (0..<3).map { try folder.appending("f\($0)").write([UInt8($0)]) }
            let store = FailingBlobStore(over: InMemoryBlobStore(), failing: number, with: VaultError.storageFull)
            let vault = try await Vault.sample(
                blobs: store, database: SQLiteDatabase.inMemory(), scratch: folder)
            await #expect(throws: VaultError.storageFull) { try await vault.attachSample(paths) }
            #expect(try await vault.find(.name("f")).isEmpty)
            #expect(try await vault.attachSample(paths).attached.count == 3)
        }
    }

    private static func blobCount(_ root: FilePath) throws -> Int {
        let blobs = root.appending("blobs")
        return try blobs.names().reduce(0) { try $0 + blobs.appending($1).names().count }
    }

    @Test("tells a person nothing of what the vault held before")
    func noStorage() async throws {
        let scene = try await PartyScene()
        let director = try await scene.acting(PartyScene.director)
        func attach(_ vault: Vault, as piece: PieceCode) async throws -> AttachedFile {
            try await vault.attach(
                Chunks([Array("the same bytes".utf8)]), named: OriginalName("proof.txt")!, to: .e01, of: .sample,
                as: piece)
        }
        #expect(try await attach(director, as: .report).storage == nil)
        #expect(try await attach(director, as: .equipment).storage == nil)
        #expect(try await attach(scene.vault, as: .salary).storage == .alreadyPresent)
    }
}
