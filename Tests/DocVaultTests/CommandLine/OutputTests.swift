import Testing
import VaultTestSupport

@Suite("where output goes")
struct OutputTests {
    @Test("output into a pipe that is closed ends quietly")
    func closedPipe() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello", to: "a.pdf")
        _ = try await program.attach("a.pdf")
        // The reader is gone before the program starts: it has opened the pipe, and closed it.
        let outcome = try await program.script(
            """
            mkfifo pipe; exec 3<>pipe; exec 4>pipe; exec 3<&-
            for command in 'dossier list' 'dossier list --json' 'dossier show 2024-LAUNCH-12' 'find a'; do
                "$VAULT" $command >&4; echo $?
            done
            """)
        #expect(outcome.lines == ["141", "141", "141", "141"])
        #expect(outcome.errors == "")
    }

    @Test("output onto a full disk fails and says so")
    func full() async throws {
        let program = try await VaultProgram.withDossier()
        let outcome = try await program.script("\"$VAULT\" dossier list >/dev/full")
        #expect(
            outcome.refused(
                69, "vault: error: the disk is full; \"standard output\" was not written",
                "vault: hint: free some room, then run the same command again"))
    }
}
