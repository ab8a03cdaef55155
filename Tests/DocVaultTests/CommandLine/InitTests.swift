import Testing
import VaultTestSupport

@Suite("vault init")
struct InitTests {
    @Test("init makes a vault and says where")
    func makes() async throws {
        let program = try VaultProgram()
        let outcome = try await program.run("init")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let id = try #require(outcome.output.wholeMatch(of: /vault ([0-9a-f-]{36}) made in "vault"\n/)?.1)
        #expect(try #require(program.text("vault/vault.json")).lowercased().contains("\"id\" : \"\(id)\""))
    }

    @Test("init --json gives the folder and the identifier, and makes the folders above it")
    func json() async throws {
        let program = try VaultProgram()
        let outcome = try await program.run("init", "--json", "--vault", "some/where/deep")
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: /\{"vault":"some\/where\/deep","id":"[0-9a-f-]{36}"\}\n/) != nil)
        #expect(
            program.files(in: "some/where/deep") == [
                "catalog.sqlite", "journal/checkpoint", "journal/lock", "journal/tile/0/000.p/1",
                "journal/tile/entries/000.p/1", "keys/export-certificate.pem", "keys/export-key.pem",
                "keys/journal-key.pem", "keys/journal-keys", "retention-policy.json", "vault.json",
            ])
    }

    @Test("init in a vault refuses and touches nothing")
    func twice() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        let before = program.bytes("vault/vault.json")
        let again = try await program.run("init")
        #expect(
            again.refused(
                73, "vault: error: there is a vault in \"vault\" already; it was not touched",
                "vault: hint: choose another folder with --vault"))
        #expect(program.bytes("vault/vault.json") == before)
    }

    @Test("init in a folder with something else in it refuses")
    func notEmpty() async throws {
        let program = try VaultProgram()
        try program.write("mine", to: "papers/letter.txt")
        let outcome = try await program.run("init", "--vault", "papers")
        #expect(
            outcome.refused(
                73, "vault: error: \"papers\" is not empty and is not a vault",
                "vault: hint: choose another folder with --vault"))
        #expect(program.files(in: "papers") == ["letter.txt"])
    }

    @Test("init where this user may not write says so")
    func notPermitted() async throws {
        let program = try VaultProgram()
        let outcome = try await program.script(
            "mkdir closed; chmod 555 closed; \"$VAULT\" init --vault closed/v", as: .bound)
        #expect(
            outcome.refused(
                77, "vault: error: this vault cannot be written to",
                "vault: hint: check the owner and the mode of its folder, and that its disk is not mounted read-only"))
    }
}
