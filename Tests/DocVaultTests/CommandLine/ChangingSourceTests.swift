import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Files that change or vanish between being found and being read. A process cannot be stopped there, so this is done
/// with the library.
@Suite("attaching what changes meanwhile")
struct ChangingSourceTests {
    private func attach(_ found: [FoundFile], to program: VaultProgram) async throws -> [FileAttachment] {
        var told: [FileAttachment] = []
        let (dossier, requirement) = (DossierCode(VaultProgram.dossier), RequirementCode("E02"))
        try await program.open().attach(
            found, to: #require(requirement), of: #require(dossier), as: #require(PieceCode("invoice"))
        ) { told.append($0) }
        return told
    }

    @Test("a file that was rewritten, shortened, lengthened or replaced is refused, and the others are attached")
    func changed() async throws {
        let program = try await VaultProgram.withDossier()
        let names = ["rewritten", "shortened", "lengthened", "replaced", "left-alone"]
        for name in names { try program.write("some bytes", to: name) }
        let found = names.map { FoundFile(FilePath(program.path($0))) }
        try program.write("SOME BYTES", to: "rewritten")
        try program.write("some", to: "shortened")
        try program.write("some bytes more", to: "lengthened")
        _ = try await program.script("cp -p replaced new && mv new replaced")
        let told = try await attach(found, to: program)
        for (name, file) in zip(names.dropLast(), told) {
            let path = program.path(name)
            #expect(throws: VaultError.sourceUnreadable(name: path, .changedWhileRead)) { try file.result.get() }
        }
        #expect(told.last?.result.map(\.outcome) == .success(.attached))
        let state = try await VaultState(of: program)
        #expect(state.rows["attachments"] == 1 && state.blobs.count == 1 && state.staged.isEmpty)
    }

    @Test("a large file that was changed leaves nothing behind")
    func changedLarge() async throws {
        let program = try await VaultProgram.withDossier()
        let before = try await VaultState(of: program)
        try program.write([UInt8](repeating: 7, count: 3 << 20), to: "large")
        let found = FoundFile(FilePath(program.path("large")))
        try program.write([UInt8](repeating: 8, count: 3 << 20), to: "large")
        let told = try await attach([found], to: program)
        #expect(throws: VaultError.sourceUnreadable(name: program.path("large"), .changedWhileRead)) {
            try told.first?.result.get()
        }
        #expect(try await VaultState(of: program) == before)
    }

    @Test("a file that vanished is refused")
    func vanished() async throws {
        let program = try await VaultProgram.withDossier()
        let before = try await VaultState(of: program)
        try program.write("some bytes", to: "gone")
        let found = FoundFile(FilePath(program.path("gone")))
        _ = try await program.script("rm gone")
        let told = try await attach([found], to: program)
        #expect(throws: VaultError.sourceUnreadable(name: program.path("gone"), .missing)) {
            try told.first?.result.get()
        }
        #expect(try await VaultState(of: program) == before)
    }

    @Test("a file that changed says what to do")
    func sentence() {
        let error = VaultError.sourceUnreadable(name: "a.pdf", .changedWhileRead)
        #expect(error.message == "\"a.pdf\" changed while it was being read")
        #expect(error.hint == "wait until nothing writes to it, then run the same command again")
        #expect(error.kind == .invalid)
    }
}
