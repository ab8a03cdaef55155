import Testing
import VaultTestSupport

/// Files and folders that cannot be attached: each is named with the reason, and all others are attached.
@Suite("attaching what cannot be read")
struct BadSourceTests {
    /// One thing that cannot be read, and what is said of it.
    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Makes it, in a folder `papers` that holds a good file as well.
        let script: String
        let path: String
        let error: String
        let hint: String
    }

    private static let checkName = "check the name and the disk, then run the same command again"
    private static let giveRight = "give this user the right to read it, then run the same command again"

    static let all = [
        Bad(
            testDescription: "a file that may not be read", script: "echo x >papers/a; chmod 000 papers/a",
            path: "papers/a", error: "may not be read by this user", hint: giveRight),
        Bad(
            testDescription: "a folder that may not be read", script: "mkdir papers/a; chmod 000 papers/a",
            path: "papers/a", error: "may not be read by this user", hint: giveRight),
        Bad(
            testDescription: "a folder whose files may not be reached",
            script: "mkdir papers/a; echo x >papers/a/b; chmod 444 papers/a",
            path: "papers/a/b", error: "may not be read by this user", hint: giveRight),
        Bad(
            testDescription: "a link to nothing", script: "ln -s nowhere papers/a", path: "papers/a",
            error: "is not there, or went away while it was being read", hint: checkName),
        Bad(
            testDescription: "a circle of links", script: "ln -s a papers/a", path: "papers/a",
            error: "leads in a circle of links", hint: "name the file itself"),
        Bad(
            testDescription: "a link to a folder", script: "mkdir other; echo x >other/b; ln -s ../other papers/a",
            path: "papers/a", error: "is a link to a folder, which a walk does not follow",
            hint: "name the folder itself as well"),
        Bad(
            testDescription: "a pipe", script: "mkfifo papers/a", path: "papers/a", error: "is not a file",
            hint: "name the file itself"),
    ]

    @Test("in a folder, it is named and the good file attached", arguments: all)
    func inFolder(bad: Bad) async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("good", to: "papers/good.txt")
        _ = try await program.script(bad.script, as: .bound)
        let outcome = try await program.attach("papers", as: .bound)
        #expect(outcome.status == 65)
        #expect(
            outcome.errorLines == ["vault: error: \"\(bad.path)\" \(bad.error)", "vault: hint: \(bad.hint)"])
        #expect(
            outcome.output == "E02 of 2024-LAUNCH-12: 1 of 2 files attached, 1 not attached, 1 stored anew (4 B)\n")
        let state = try await VaultState(of: program)
        #expect(state.rows["attachments"] == 1 && state.blobs.count == 1 && state.staged.isEmpty)
    }

    @Test("a file that is named and not there leaves nothing behind")
    func missing() async throws {
        let program = try await VaultProgram.withDossier()
        let before = try await VaultState(of: program)
        let outcome = try await program.attach("none.pdf")
        #expect(outcome.status == 65)
        #expect(
            outcome.errorLines == [
                "vault: error: \"none.pdf\" is not there, or went away while it was being read",
                "vault: hint: \(Self.checkName)",
            ])
        #expect(
            outcome.output
                == "E02 of 2024-LAUNCH-12: 0 of 1 files attached, 1 not attached, no new bytes stored\n")
        #expect(try await VaultState(of: program) == before)
    }

    @Test("as JSON, a file that cannot be read is a line with its error")
    func json() async throws {
        let outcome = try await VaultProgram.withDossier().attach("none.pdf", json: true)
        #expect(
            outcome.lines.first
                == #"{"file":"none.pdf","error":"\"none.pdf\" is not there, or went away while it was being read"}"#)
        #expect(outcome.lines.last?.contains(#""attached":0,"alreadyAttached":0,"factsChanged":0,"failed":1,"#) == true)
    }

    @Test("a link to a folder that is named itself is followed")
    func namedLink() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("good", to: "real/good.txt")
        _ = try await program.script("ln -s real link")
        let outcome = try await program.attach("link")
        #expect(outcome.output == "E02 of 2024-LAUNCH-12: 1 of 1 files attached, 1 stored anew (4 B)\n")
        #expect(outcome.status == 0)
    }

    @Test("a description that may not be read, or is a folder, is said to be so")
    func description() async throws {
        let program = try await VaultProgram.withDossier()
        let closed = try await program.script(
            "chmod 000 dossier.json; \"$VAULT\" dossier import dossier.json", as: .bound)
        #expect(
            closed.refused(
                65, "vault: error: \"dossier.json\" may not be read by this user", "vault: hint: \(Self.giveRight)"))
        let folder = try await program.script("mkdir folder; \"$VAULT\" dossier import folder")
        #expect(
            folder.refused(65, "vault: error: \"folder\" is not a file", "vault: hint: name the file itself"))
    }
}
