import Foundation
import Testing
import VaultTestSupport

@Suite("vault attach")
struct AttachCommandTests {
    /// A line of `vault attach --json` for one file.
    struct Line: Decodable {
        let file: String
        let document: String
        let digest: String
        let sizeInBytes: Int
        let outcome: String
        let storage: String
    }

    @Test("a file is attached once, and attached again nothing changes")
    func twice() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        let first = try await program.attach("a.pdf")
        #expect(first.output == "E02 of 2024-LAUNCH-12: 1 of 1 files attached, 1 stored anew (6 B)\n")
        #expect(first.errors == "")
        #expect(first.status == 0)
        let before = try await VaultState(of: program)
        let second = try await program.attach("a.pdf")
        #expect(
            second.output
                == "E02 of 2024-LAUNCH-12: 0 of 1 files attached, 1 attached before, no new bytes stored\n")
        #expect(second.status == 0)
        #expect(try await VaultState(of: program) == before)
    }

    @Test("each file is a line of JSON, and the whole a last one")
    func json() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        let outcome = try await program.attach("a.pdf", json: true)
        let line = try JSONDecoder().decode(Line.self, from: Data(try #require(outcome.lines.first).utf8))
        #expect(line.file == "a.pdf")
        #expect(line.digest == "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03")
        #expect(line.sizeInBytes == 6)
        #expect((line.outcome, line.storage) == ("attached", "stored"))
        #expect(UUID(uuidString: line.document) != nil && line.document == line.document.lowercased())
        #expect(
            outcome.lines.last?.hasPrefix(
                #"{"files":1,"attached":1,"alreadyAttached":0,"factsChanged":0,"failed":0,"#
                    + #""stored":1,"storedBytes":6,"replacedDamaged":0,"deposit":""#) == true)
        #expect(outcome.lines.count == 2)
    }

    @Test("the facts of an invoice stand in the inventory, and new ones replace them")
    func facts() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        let target = ["--dossier", VaultProgram.dossier, "--requirement", "E02", "--piece", "invoice"]
        let options = target.joined(separator: " ")
        _ = try await program.script("\"$VAULT\" attach a.pdf \(options) --invoice-number 7 --amount 12.5")
        let again = try await program.script(
            """
            "$VAULT" attach a.pdf \(options) --invoice-number 2024/12 --invoice-date 2024-09-01 --supplier 'Nom, SA' \
            --supplier-number 0123.456.749 --amount 1200.5 --vat excluded --paid-on 2024-10-01
            """)
        #expect(
            again.output == "E02 of 2024-LAUNCH-12: 0 of 1 files attached, 1 with new facts, no new bytes stored\n")
        let archive = try await program.script(
            "\"$VAULT\" dossier export 2024-LAUNCH-12 --output o.tar && tar xOf o.tar --wildcards '*/inventory.csv'")
        #expect(archive.output.contains("2024/12,2024-09-01,\"Nom, SA\",0123.456.749,120050,EUR,excluded,2024-10-01,"))
    }

    @Test("facts that are none are refused before anything is read")
    func badFacts() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("hello\n", to: "a.pdf")
        let before = try await VaultState(of: program)
        for (option, value) in [
            ("--amount", "1,200.50"), ("--amount", "-5"), ("--amount", "1.234"), ("--invoice-date", "2024-02-30"),
            ("--paid-on", "1/10/2024"), ("--vat", "21"), ("--currency", "euro"),
        ] {
            let amount = option == "--currency" ? "--amount=5" : ""
            let outcome = try await program.script(
                "\"$VAULT\" attach a.pdf --dossier 2024-LAUNCH-12 --requirement E02 --piece invoice \(amount) $1=$2",
                option, value)
            #expect(outcome.status == 64, "\(option) \(value)")
            #expect(outcome.output == "")
            #expect(outcome.errors.contains(option) || option == "--currency")
        }
        #expect(try await VaultState(of: program) == before)
    }

    @Test("the files in a folder and its folders are attached in the order of their names")
    func folder() async throws {
        let program = try await VaultProgram.withDossier()
        for name in ["b.txt", "a/2.txt", "a/1.txt", "c/d/e/deep.txt", ".hidden"] {
            try program.write(name, to: "papers/\(name)")
        }
        let outcome = try await program.attach("papers", json: true)
        let files = try outcome.lines.dropLast().map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).file }
        #expect(
            files == ["papers/.hidden", "papers/a/1.txt", "papers/a/2.txt", "papers/b.txt", "papers/c/d/e/deep.txt"])
        #expect(outcome.status == 0)
        let state = try await VaultState(of: program)
        #expect(state.rows["attachments"] == 5 && state.blobs.count == 5 && state.staged.isEmpty)
    }

    @Test("equal bytes under two names are two documents and stored once")
    func equalBytes() async throws {
        let program = try await VaultProgram.withDossier()
        try program.write("same", to: "papers/one.txt")
        try program.write("same", to: "papers/two.txt")
        let outcome = try await program.attach("papers")
        #expect(outcome.output == "E02 of 2024-LAUNCH-12: 2 of 2 files attached, 1 stored anew (4 B)\n")
        let state = try await VaultState(of: program)
        #expect(state.rows["documents"] == 2 && state.rows["blobs"] == 1 && state.blobs.count == 1)
    }
}
