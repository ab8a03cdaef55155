import Foundation
import Testing
import VaultTestSupport

@Suite("vault find and vault get")
struct FindAndGetTests {
    private static let digest = "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"

    /// A line of `vault find --json`.
    private struct Use: Decodable {
        let document, digest, name, mediaType, dossier, requirement, piece, attachedAt: String
        let sizeInBytes: Int
    }

    private func program() async throws -> VaultProgram {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "Facture été 100%_a.pdf")
        try program.write("other", to: "b.txt")
        _ = try await program.attach("Facture été 100%_a.pdf")
        _ = try await program.attach("b.txt")
        return program
    }

    @Test("a document is found by its digest and by a part of its name, in capitals or not")
    func find() async throws {
        let program = try await program()
        for wanted in [Self.digest, "FACTURE", "100%_", "a.PDF"] {
            let outcome = try await program.run("find", wanted, "--json")
            #expect(outcome.lines.count == 1, "\(wanted)")
            let use = try JSONDecoder().decode(Use.self, from: Data(outcome.output.utf8))
            #expect(use.name == "Facture été 100%_a.pdf")
            #expect(use.digest == Self.digest)
            #expect(use.sizeInBytes == 6)
            #expect((use.dossier, use.requirement, use.piece) == ("2024-LAUNCH-12", "E02", "invoice"))
            #expect(use.mediaType == "text/plain")
            #expect(use.attachedAt.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
        }
    }

    @Test("what is found stands in columns")
    func columns() async throws {
        let outcome = try await program().run("find", "b.t")
        #expect(outcome.lines.count == 2)
        #expect(outcome.lines.first?.split(separator: " ").first == "DOSSIER")
        #expect(outcome.lines.last?.hasPrefix("2024-LAUNCH-12  E02   invoice  5 B   \"b.txt\"  ") == true)
    }

    @Test("what is not found is said, with exit status 66")
    func notFound() async throws {
        let program = try await program()
        for wanted in ["nothing", "a_pdf", "%%"] {
            let outcome = try await program.run("find", wanted)
            #expect(
                outcome.refused(
                    66, "vault: error: the vault holds no document \"\(wanted)\"",
                    "vault: hint: `vault find NAME` looks one up"))
        }
    }

    @Test("get gives the bytes that were received, by digest and by identifier")
    func get() async throws {
        let program = try await program()
        let byDigest = try await program.run("get", Self.digest, "--output", "out.bin")
        #expect(byDigest.output == "6 B in \"out.bin\", verified: \(Self.digest)\n")
        #expect(program.text("out.bin") == "hello\n")
        let found = try await program.run("find", Self.digest, "--json")
        let use = try JSONDecoder().decode(Use.self, from: Data(found.output.utf8))
        let byIdentifier = try await program.run("get", use.document, "--output", "out2.bin", "--json")
        #expect(
            byIdentifier.output == "{\"digest\":\"\(Self.digest)\",\"sizeInBytes\":6,\"output\":\"out2.bin\"}\n")
        #expect(program.text("out2.bin") == "hello\n")
    }

    @Test("get replaces what has the output's name, and leaves nothing else")
    func replaces() async throws {
        let program = try await program()
        try program.write("much longer than what comes", to: "out/x.bin")
        #expect(try await program.run("get", Self.digest, "--output", "out/x.bin").status == 0)
        #expect(program.text("out/x.bin") == "hello\n")
        #expect(program.files(in: "out") == ["x.bin"])
    }

    @Test("get of what the vault does not hold says so and leaves the output alone")
    func absent() async throws {
        let program = try await program()
        try program.write("mine", to: "out/x.bin")
        let digest = "sha256:" + String(repeating: "0", count: 64)
        let noBlob = try await program.run("get", digest, "--output", "out/x.bin")
        #expect(
            noBlob.refused(
                66, "vault: error: the vault holds no document with \(digest)",
                "vault: hint: deposit the same file again to restore it, or restore it from a backup"))
        let id = "01a1fd70-f1c0-7a3b-9c41-5f0e2d6a8b17"
        let noDocument = try await program.run("get", id, "--output", "out/x.bin")
        #expect(
            noDocument.refused(
                66, "vault: error: the vault holds no document \"\(id)\"", "vault: hint: `vault find NAME` looks one up"
            ))
        let neither = try await program.run("get", "SHA256:00", "--output", "out/x.bin")
        #expect(
            neither.refused(
                65, "vault: error: \"SHA256:00\": is neither sha256: and 64 small hexadecimal digits, nor an identifier"
            ))
        #expect(program.text("out/x.bin") == "mine")
        #expect(program.files(in: "out") == ["x.bin"])
    }

    @Test("get does not replace a folder, a pipe or a device")
    func noFile() async throws {
        let program = try await program()
        let outcome = try await program.script(
            "mkfifo pipe; mkdir -p folder; for name in pipe folder; do "
                + "\"$VAULT\" get \(Self.digest) --output $name; echo $?; done; test -p pipe && echo pipe")
        #expect(outcome.lines == ["65", "65", "pipe"])
        #expect(
            outcome.errorLines == [
                "vault: error: --output: \"pipe\" is there and is not a file",
                "vault: error: --output: \"folder\" is there and is not a file",
            ])
    }

    @Test("get writes to names as long as names can be")
    func longOutput() async throws {
        let program = try await program()
        let name = String(repeating: "👩‍👩‍👧‍👦", count: 10)
        let outcome = try await program.run("get", Self.digest, "--output", name)
        #expect(outcome.status == 0)
        #expect(program.text(name) == "hello\n")
    }
}
