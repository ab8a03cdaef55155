import Testing
import VaultTestSupport

@Suite("commands without a vault they can use")
struct NoVaultTests {
    @Test("a command without --vault and VAULT_HOME is not understood")
    func notNamed() async throws {
        let outcome = try await VaultProgram().run("dossier", "list", environment: ["VAULT_HOME": ""])
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errorLines.first == "Error: no vault named; give --vault DIR or set VAULT_HOME")
    }

    @Test("a command on a folder that is not there says how to make a vault")
    func notThere() async throws {
        let outcome = try await VaultProgram().run("dossier", "list")
        #expect(
            outcome.refused(
                66, "vault: error: there is no vault in \"vault\"",
                "vault: hint: make one with `vault init --vault DIR`, or name another with --vault or VAULT_HOME"))
    }

    @Test("--vault counts before VAULT_HOME")
    func both() async throws {
        let outcome = try await VaultProgram().run("dossier", "list", "--vault", "other")
        #expect(outcome.errorLines.first == "vault: error: there is no vault in \"other\"")
    }

    @Test("a vault that this user may not read is not said to be absent")
    func notPermitted() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        let outcome = try await program.script("chmod 000 vault; \"$VAULT\" dossier list", as: .bound)
        #expect(
            outcome.refused(
                77, "vault: error: the vault in \"vault\" may not be read by this user",
                "vault: hint: run this as the user that owns the vault, or check the owner and the mode of its folder"))
    }

    @Test("a vault of a later format is left alone")
    func tooNew() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        let identity = try #require(program.text("vault/vault.json"))
        let later = identity.replacing("\"formatVersion\" : 1", with: "\"formatVersion\" : 2")
        try program.write(later, to: "vault/vault.json")
        let outcome = try await program.run("dossier", "list")
        #expect(
            outcome.refused(
                77, "vault: error: this vault has format 2; this program knows formats up to 1",
                "vault: hint: upgrade this program; the vault was not touched"))
    }

    @Test("a vault.json that is no JSON is reported", arguments: ["", "{", "[]", "{\"formatVersion\":1}"])
    func broken(identity: String) async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        try program.write(identity, to: "vault/vault.json")
        let outcome = try await program.run("dossier", "list")
        #expect(
            outcome.refused(
                69, "vault: error: the storage of the vault failed; nothing was recorded",
                "vault: detail: open: vault.json cannot be understood",
                "vault: hint: look at the log and the health of the disk, then run the same command again"))
    }

    @Test("a catalog that a later program has changed is left alone")
    func unknownMigration() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        try await program.addUnknownMigration()
        let outcome = try await program.run("dossier", "list")
        #expect(
            outcome.refused(
                77, "vault: error: this vault has format 9; this program knows formats up to 8",
                "vault: hint: upgrade this program; the vault was not touched"))
    }
}
