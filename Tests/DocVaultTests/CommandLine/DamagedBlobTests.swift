import Testing
import VaultTestSupport

@Suite("stored bytes that are damaged")
struct DamagedBlobTests {
    private static let name = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
    private static let digest = "sha256:\(name)"
    private static let blob = "vault/blobs/589/\(name)"

    /// Ways in which six bytes are not what they were.
    private static let damages = ["jello\n", "hello", "hello\nand more", ""]

    private func program(damagedTo bytes: String) async throws -> VaultProgram {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        _ = try await program.attach("a.pdf")
        _ = try await program.script("chmod u+w \(Self.blob) && printf %s \"$1\" >\(Self.blob)", bytes)
        return program
    }

    private static let refusal = [
        "vault: error: the stored copy of \(digest) is damaged; it was set aside and not handed out",
        "vault: hint: deposit the same file again to restore it, or restore it from a backup",
    ]

    @Test("get refuses them, sets them aside, and takes the original back", arguments: damages)
    func get(bytes: String) async throws {
        let program = try await program(damagedTo: bytes)
        let first = try await program.run("get", Self.digest, "--output", "out/none.pdf")
        #expect(first.status == 65)
        try program.write("mine", to: "out/old.pdf")
        let refused = try await program.run("get", Self.digest, "--output", "out/old.pdf")
        #expect(refused.refused(74, Self.refusal[0], Self.refusal[1]))
        #expect(program.files(in: "out") == ["old.pdf"] && program.text("out/old.pdf") == "mine")
        let state = try await VaultState(of: program)
        #expect(state.blobs.isEmpty && state.quarantined.count == 1)
        #expect(state.quarantined.first?.hasPrefix(Self.name + ".") == true)

        let again = try await program.run("get", Self.digest, "--output", "out/old.pdf")
        #expect(
            again.refused(66, "vault: error: the vault holds no document with \(Self.digest)", Self.refusal[1]))

        let healed = try await program.attach("a.pdf")
        #expect(
            healed.output
                == "E02 of 2024-LAUNCH-12: 0 of 1 files attached, 1 attached before, 1 stored anew (6 B)\n")
        #expect(try await program.run("get", Self.digest, "--output", "out/old.pdf").status == 0)
        #expect(program.text("out/old.pdf") == "hello\n")
    }

    @Test("attaching the original replaces a damaged copy that nobody has met yet", arguments: damages)
    func attach(bytes: String) async throws {
        let program = try await program(damagedTo: bytes)
        let healed = try await program.attach("a.pdf")
        #expect(
            healed.output == "E02 of 2024-LAUNCH-12: 0 of 1 files attached, 1 attached before, no new bytes stored, "
                + "1 damaged copies replaced\n")
        #expect(program.text(Self.blob) == "hello\n")
        #expect(try await VaultState(of: program).quarantined.count == 1)
    }

    @Test("an export refuses them and leaves no file", arguments: damages.filter { !$0.hasPrefix("hello\n") })
    func export(bytes: String) async throws {
        let program = try await program(damagedTo: bytes)
        try program.write("mine", to: "out/o.zip")
        let refused = try await program.run("dossier", "export", VaultProgram.dossier, "--output", "out/o.zip")
        #expect(refused.refused(74, Self.refusal[0], Self.refusal[1]))
        #expect(program.files(in: "out") == ["o.zip"] && program.text("out/o.zip") == "mine")
        #expect(try await VaultState(of: program).quarantined.count == 1)
        let again = try await program.run("dossier", "export", VaultProgram.dossier, "--output", "out/o.zip")
        #expect(again.status == 66)
        #expect(program.text("out/o.zip") == "mine")
    }
}
