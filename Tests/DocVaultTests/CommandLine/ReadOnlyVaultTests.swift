import DocVault
import Testing
import VaultTestSupport

@Suite("a vault that cannot be written to")
struct ReadOnlyVaultTests {
    private static let digest = "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"

    /// What is read, and what is refused with its exit status.
    private static let commands = """
        "$VAULT" dossier list | wc -l
        "$VAULT" requirement list --dossier 2024-LAUNCH-12 | wc -l
        "$VAULT" find a.pdf | wc -l
        "$VAULT" get \(digest) --output out.pdf >/dev/null; cat out.pdf
        "$VAULT" dossier export 2024-LAUNCH-12 --output o.zip; echo "status $?"; ls o.zip 2>/dev/null
        "$VAULT" attach a.pdf --dossier 2024-LAUNCH-12 --requirement E02 --piece invoice; echo "status $?"
        "$VAULT" attach b.pdf --dossier 2024-LAUNCH-12 --requirement E02 --piece invoice; echo "status $?"
        "$VAULT" dossier import other.json; echo "status $?"
        """

    private func program() async throws -> VaultProgram {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        try program.write("new\n", to: "b.pdf")
        try program.write(try VaultProgram.example().replacing("LAUNCH-07", with: "LAUNCH-08"), to: "other.json")
        _ = try await program.attach("a.pdf")
        return program
    }

    @Test("reading works and writing says why it does not")
    func byMode() async throws {
        let program = try await program()
        let outcome = try await program.script("chmod -R a-w vault\n" + Self.commands, as: .bound)
        check(outcome)
    }

    @Test(
        "reading works on a read-only disk, and writing says why it does not",
        .enabled("needs the right to mount") { try await VaultProgram.canMount() })
    func byMount() async throws {
        let program = try await program()
        let outcome = try await program.scriptWithMounts(
            "mount --bind vault vault && mount -o remount,bind,ro vault && cd . || exit 99\n" + Self.commands)
        check(outcome)
    }

    private func check(_ outcome: VaultProgram.Outcome) {
        #expect(
            outcome.lines == [
                // An export leaves an event, so there is none without the journal.
                "2", "3", "2", "hello", "status 77",
                // Attached already: there is nothing to write.
                "E02 of 2024-LAUNCH-12: 0 of 1 files attached, 1 attached before, no new bytes stored", "status 0",
                "status 77", "status 77",
            ])
        let refusal = [
            "vault: error: this vault cannot be written to",
            "vault: hint: check the owner and the mode of its folder, and that its disk is not mounted read-only",
        ]
        #expect(outcome.errorLines == refusal + refusal + refusal)
    }

    @Test("what a crash left in the log is not passed over")
    func unfinishedLog() async throws {
        let program = try await program()
        // Copied while the vault is open: the catalog's log holds rows that the catalog itself does not have yet.
        let vault = try program.open()
        try program.write("late\n", to: "late.pdf")
        _ = try await program.attach("late.pdf")
        let outcome = try await program.script(
            "cp -a vault copy; test -s copy/catalog.sqlite-wal && chmod -R a-w copy && \"$VAULT\" find late.pdf --vault copy",
            as: .bound)
        try await vault.checkCatalog()
        #expect(outcome.status == 0)
        #expect(outcome.lines.last?.contains("\"late.pdf\"") == true)
    }
}
