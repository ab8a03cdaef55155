import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What waits for an agent: of their programmes, in the order in which it was submitted, page by page.
@Suite("The queue of what waits for a decision")
struct QueueTests {
    private let clock = FixedClock()
    private let vault: Vault

    init() async throws {
        let made = try await Vault.sample(
            blobs: InMemoryBlobStore(), database: SQLiteDatabase.inMemory(), clock: clock, scratch: FilePath("/tmp"),
            BlockingExecutor(width: 2))
        vault = made.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        for (email, programmes) in [("one@agency.example", ["ONE"]), ("both@agency.example", ["TWO", "ONE"])] {
            for (number, programme) in programmes.enumerated() {
                let email = EmailAddress(email)!
                try await vault.appointStaff(
                    number == 0 ? .new(.named(email, email.description.utf8.count)) : .known(email),
                    as: .agent(programme: programme))
            }
        }
    }

    private func importDossier(_ code: String, programme: String) async throws {
        let json = String(decoding: SampleDossier.json, as: UTF8.self)
            .replacing(SampleDossier.code, with: code).replacing(#""TEST""#, with: "\"\(programme)\"")
        _ = try await vault.importDossier(DossierDescription(json: Array(json.utf8)))
    }

    private func submit(_ code: String) async throws {
        clock.advance(bySeconds: 60)
        let dossier = DossierCode(code)!
        _ = try await vault.attach(
            Chunks(sampleBytes(10)), named: OriginalName("report.pdf")!, to: .e02, of: dossier, as: .report)
        _ = try await vault.submit(.e02, of: dossier, reason: "it is all there is")
    }

    private func agent(_ email: String) async throws -> Vault {
        try await vault.acting(as: EmailAddress(email)!, through: "root")
    }

    /// Four submissions, of two programmes in turns.
    private func fill() async throws {
        for (code, programme) in [("A-1", "ONE"), ("B-1", "TWO"), ("A-2", "ONE"), ("B-2", "TWO")] {
            try await importDossier(code, programme: programme)
        }
        for code in ["B-2", "A-2", "B-1", "A-1"] { try await submit(code) }
    }

    @Test("shows an agent what waits in their programmes, what was submitted first first")
    func programmes() async throws {
        try await fill()
        #expect(try await agent("one@agency.example").queue().items.map(\.dossier.text) == ["A-2", "A-1"])
        #expect(
            try await agent("both@agency.example").queue().items.map(\.dossier.text) == ["B-2", "A-2", "B-1", "A-1"])
        #expect(try await vault.queue().items.map(\.dossier.text) == ["B-2", "A-2", "B-1", "A-1"])
    }

    @Test("goes on after the last one of a page", arguments: [1, 2, 3, 4, 5])
    func pages(_ limit: Int) async throws {
        try await fill()
        for vault in [vault, try await agent("both@agency.example")] {
            var (codes, last): ([String], DueRequirement.QueuePosition?) = ([], nil)
            repeat {
                let page = try await vault.queue(after: last, limit: limit)
                #expect((1...limit).contains(page.items.count))
                codes += page.items.map(\.dossier.text)
                last = page.next
            } while last != nil
            #expect(codes == ["B-2", "A-2", "B-1", "A-1"])
        }
    }

    @Test("leaves nothing out that was submitted in the same instant")
    func sameInstant() async throws {
        for code in ["A-1", "A-2", "A-3"] {
            try await importDossier(code, programme: "ONE")
            _ = try await vault.attach(
                Chunks(sampleBytes(10)), named: OriginalName("report.pdf")!, to: .e02, of: DossierCode(code)!,
                as: .report)
        }
        for code in ["A-3", "A-1", "A-2"] {
            _ = try await vault.submit(.e02, of: DossierCode(code)!, reason: "it is all there is")
        }
        let first = try await vault.queue(limit: 2)
        let second = try await vault.queue(after: first.next, limit: 2)
        #expect(Set((first.items + second.items).map(\.dossier.text)) == ["A-1", "A-2", "A-3"])
        #expect(first.items.count == 2 && second.items.count == 1 && second.next == nil)
    }

    @Test("lets a dossier that is moved to another programme wait there")
    func movedDossier() async throws {
        try await fill()
        try await importDossier("A-2", programme: "TWO")
        #expect(try await agent("one@agency.example").queue().items.map(\.dossier.text) == ["A-1"])
        try await importDossier("B-1", programme: "ONE")
        #expect(try await agent("one@agency.example").queue().items.map(\.dossier.text) == ["B-1", "A-1"])
    }

    @Test("holds nothing that was decided on")
    func decided() async throws {
        try await fill()
        let one = try await agent("one@agency.example")
        _ = try await one.approve(.e02, of: DossierCode("A-2")!)
        #expect(try await one.queue().items.map(\.dossier.text) == ["A-1"])
    }
}
