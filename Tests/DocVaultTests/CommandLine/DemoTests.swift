import Testing
import VaultTestSupport

@Suite("vault demo")
struct DemoTests {
    @Test("demo makes a vault and fills it, and the second time stores nothing")
    func twice() async throws {
        let program = try VaultProgram()
        let first = try await program.run("demo")
        #expect(first.status == 0)
        #expect(first.errors == "vault: made a vault in \"vault\"\n")
        #expect(
            first.output.wholeMatch(
                of: /demo dossier [A-Z0-9-]+: 20 of 20 files attached, 18 stored anew \([0-9.]+ kB\)\n/) != nil)
        let state = try await VaultState(of: program)
        #expect(state.rows["attachments"] == 20)
        let second = try await program.run("demo", "--json")
        #expect(second.status == 0)
        #expect(second.errors == "")
        #expect(second.output.hasPrefix(#"{"files":20,"attached":0,"alreadyAttached":20,"factsChanged":0,"failed":0,"#))
        #expect(second.output.contains(#""stored":0,"storedBytes":0,"#))
        #expect(try await VaultState(of: program) == state)
    }

    @Test("the demo dossier is exported and verified")
    func export() async throws {
        let program = try VaultProgram()
        let outcome = try await program.script(
            """
            "$VAULT" demo >/dev/null 2>&1 && code=$("$VAULT" dossier list | tail -1 | cut -d ' ' -f 1) &&
            "$VAULT" dossier export "$code" --output o.zip >/dev/null && "$VAULT" verify o.zip && unzip -qtq o.zip
            """)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("valid: DV_"))
        #expect(outcome.errors == "")
    }
}
