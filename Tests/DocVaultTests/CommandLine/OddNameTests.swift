import Foundation
import Testing
import VaultTestSupport

@Suite("files with odd names")
struct OddNameTests {
    private struct Use: Decodable { let name: String, digest: String }

    /// Names as `printf` makes them, and as they are shown.
    static let names: [(written: String, kept: String)] = [
        (#"a\nb.pdf"#, "a\nb.pdf"),
        (#"-rf.pdf"#, "-rf.pdf"),
        (#"=1+2.csv"#, "=1+2.csv"),
        (#"@SUM(A1).csv"#, "@SUM(A1).csv"),
        (#"\t\033[2J.pdf"#, "\t\u{1b}[2J.pdf"),
        (#"caf\351.pdf"#, #"caf\xE9.pdf"#),
        (#"\377\376"#, #"\xFF\xFE"#),
        ("👩‍👩‍👧‍👦 facture.pdf", "👩‍👩‍👧‍👦 facture.pdf"),
        ("été.pdf", "été.pdf"),
        (String(repeating: "n", count: 251) + ".pdf", String(repeating: "n", count: 251) + ".pdf"),
        (String(repeating: "é", count: 127) + "x", String(repeating: "é", count: 127) + "x"),
        (#"a,"b";c.csv"#, #"a,"b";c.csv"#),
        ("...", "..."),
        (" ", " "),
    ]

    @Test("a name is kept to the byte, whether the file is named or found in a folder")
    func kept() async throws {
        let program = try await VaultProgram.withDossier()
        for (written, kept) in Self.names {
            let outcome = try await program.script(
                """
                rm -rf in; mkdir in && name=$(printf -- "$1") && printf %s "$1" >"in/$name" || exit 99
                attach() { "$VAULT" attach --dossier 2024-LAUNCH-12 --requirement E02 --piece invoice -- "$1"; }
                attach "in/$name"; attach in
                "$VAULT" find "sha256:$(sha256sum <"in/$name" | cut -c 1-64)" --json
                """, written)
            #expect(outcome.errors == "", "\(kept)")
            #expect(outcome.lines.count == 3)
            #expect(outcome.lines.first?.contains(": 1 of 1 files attached, 1 stored anew ") == true, "\(kept)")
            #expect(outcome.lines[1].contains(": 0 of 1 files attached, 1 attached before"), "\(kept)")
            let use = try JSONDecoder().decode(Use.self, from: Data(try #require(outcome.lines.last).utf8))
            #expect(Array(use.name.unicodeScalars) == Array(kept.unicodeScalars))
        }
    }

    @Test("an export of odd names is verified, and none leads out of it")
    func export() async throws {
        let program = try await VaultProgram.withDossier()
        for name in Self.names.map(\.written) {
            _ = try await program.script(
                "mkdir -p in && printf %s \"$1\" >\"in/$(printf -- \"$1\")\"", name)
        }
        let attached = try await program.attach("in")
        #expect(attached.output.contains("\(Self.names.count) of \(Self.names.count) files attached"))
        let outcome = try await program.script(
            """
            "$VAULT" dossier export 2024-LAUNCH-12 --output o.zip >/dev/null && "$VAULT" verify o.zip >/dev/null &&
            unzip -qo o.zip && cd DV_* && sha256sum --quiet -c manifest-sha256.txt && find . -type f
            """)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(
            outcome.lines.count { $0.contains("/not-submitted/") } == Self.names.count)
        #expect(outcome.lines.allSatisfy { $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } })
    }

    @Test("of a path with ../ the last part alone is the name")
    func upwards() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello", to: "a.pdf")
        _ = try await program.script("mkdir -p x/y")
        let outcome = try await program.attach("x/y/../../a.pdf", json: true)
        #expect(outcome.lines.first?.hasPrefix(#"{"file":"x/y/../../a.pdf","document":""#) == true)
        let listed = try await program.run("find", "a.pdf", "--json")
        #expect(try JSONDecoder().decode(Use.self, from: Data(listed.output.utf8)).name == "a.pdf")
    }

    @Test("an empty file is attached, and said to be empty")
    func empty() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("", to: "empty.pdf")
        let first = try await program.attach("empty.pdf")
        #expect(first.errors == "vault: warning: \"empty.pdf\" is empty\n")
        #expect(first.output == "E02 of 2024-LAUNCH-12: 1 of 1 files attached, 1 stored anew (0 B)\n")
        #expect(first.status == 0)
        let again = try await program.attach("empty.pdf")
        #expect(again.errors == "")
    }
}
