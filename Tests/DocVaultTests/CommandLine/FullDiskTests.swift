import Testing
import VaultTestSupport

@Suite("a full disk", .enabled("needs the right to mount") { try await VaultProgram.canMount() })
struct FullDiskTests {
    /// Mounts a disk of 8 MiB for the vault and makes the dossier; what follows runs in the same namespace.
    private func onSmallDisk(_ program: VaultProgram, _ script: String) async throws -> VaultProgram.Outcome {
        try program.write(try VaultProgram.example(), to: "dossier.json")
        return try await program.scriptWithMounts(
            """
            attach() {
                "$VAULT" attach "$1" --dossier 2024-LAUNCH-12 --requirement E02 --piece invoice; echo "status $?"
            }
            blobs() { find disk/vault/blobs -type f | wc -l; }
            export VAULT_HOME=disk/vault
            mkdir disk && mount -t tmpfs -o size=8m tmpfs disk && "$VAULT" init >/dev/null 2>&1 &&
            "$VAULT" dossier import dossier.json >/dev/null || exit 99
            \(script)
            """)
    }

    @Test("attaching more than fits records nothing, and succeeds when there is room", arguments: [1, 6])
    func attach(fileCount: Int) async throws {
        let program = try VaultProgram()
        for number in 0..<fileCount {
            let bytes = [UInt8](repeating: UInt8(number), count: 4_000_000 / fileCount)
            try program.write(bytes, to: "papers/\(number).pdf")
        }
        let outcome = try await onSmallDisk(
            program,
            """
            head -c 5000000 /dev/zero >disk/ballast
            attach papers
            blobs; "$VAULT" dossier list | tail -1 | cut -c 1-33
            rm disk/ballast
            attach papers
            blobs; find disk/vault/blobs -type f -exec sha256sum {} + | awk '{ sub(/.*\\//, "", $2); print $1 == $2 }' | sort -u
            "$VAULT" dossier export 2024-LAUNCH-12 --output o.tar >/dev/null; "$VAULT" verify o.tar | head -n 1 | cut -c 1-6
            """)
        #expect(outcome.status == 0)
        #expect(
            outcome.errors == """
                vault: error: the disk of the vault is full; nothing was recorded
                vault: hint: free some room, then run the same command again

                """)
        #expect(
            outcome.lines == [
                "status 69", "0", "2024-LAUNCH-12  granted  2/2   0 ",
                "E02 of 2024-LAUNCH-12: \(fileCount) of \(fileCount) files attached, \(fileCount) stored anew (4.0 MB)",
                "status 0", "\(fileCount)", "1", "valid:",
            ])
    }

    @Test("importing onto a full disk changes nothing")
    func importing() async throws {
        let program = try VaultProgram()
        try program.write(
            try VaultProgram.example().replacing("2024-LAUNCH-12", with: "2024-LAUNCH-08"), to: "other.json")
        let outcome = try await onSmallDisk(
            program,
            """
            head -c 9000000 /dev/zero >disk/ballast 2>/dev/null
            "$VAULT" dossier import other.json; echo "status $?"
            rm disk/ballast
            "$VAULT" dossier list | wc -l
            "$VAULT" dossier import other.json
            """)
        #expect(
            outcome.lines == ["status 69", "2", "dossier 2024-LAUNCH-08: added dossier, award, D01, D02, E01, E02"])
        #expect(outcome.errorLines.first == "vault: error: the disk of the vault is full; nothing was recorded")
    }

    @Test("get and export onto a full disk leave no file")
    func output() async throws {
        let program = try VaultProgram()
        try program.write([UInt8](repeating: 1, count: 2_000_000), to: "a.pdf")
        let outcome = try await onSmallDisk(
            program,
            """
            attach a.pdf >/dev/null
            mkdir small && mount -t tmpfs -o size=1m tmpfs small
            digest=$("$VAULT" find a.pdf | tail -1 | awk '{ print $NF }')
            "$VAULT" get "$digest" --output small/a.pdf; echo "status $?"
            "$VAULT" dossier export 2024-LAUNCH-12 --output small/o.zip; echo "status $?"
            ls -A small | wc -l
            """)
        #expect(outcome.lines == ["status 69", "status 69", "0"])
        #expect(
            outcome.errorLines == [
                "vault: error: the disk is full; \"small/a.pdf\" was not written",
                "vault: hint: free some room, then run the same command again",
                "vault: error: the disk is full; \"small/o.zip\" was not written",
                "vault: hint: free some room, then run the same command again",
            ])
    }

    @Test("a vault in memory is made with a warning")
    func warning() async throws {
        let outcome = try await VaultProgram().scriptWithMounts(
            "mkdir disk && mount -t tmpfs -o size=8m tmpfs disk && \"$VAULT\" init --vault disk/vault")
        #expect(
            outcome.errors
                == "vault: warning: this vault is in memory (tmpfs): it does not survive a restart of the machine\n")
        #expect(outcome.status == 0)
    }
}
