import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// A new version of the policy on the command line: simulated by anybody with a shell, adopted by records managers.
@Suite("a new retention policy on the command line")
struct PolicyAdoptionCommandTests {
    /// The example's vault with one document, two records managers, and three files with policies.
    private func vault() async throws -> VaultProgram {
        let program = try await VaultProgram.withDossier()
        try program.write("an invoice", to: "invoice.pdf")
        try #require(try await program.attach("invoice.pdf").status == 0)
        let opened = try program.open()
        try await opened.appointStaff(.new(.named(RetentionStage.first, 11)), as: .recordsManager)
        try await opened.appointStaff(.new(.named(RetentionStage.second, 12)), as: .recordsManager)
        try program.write(try PolicyEdit.next(("P7Y", "P10Y")).file, to: "longer.json")
        try program.write(try PolicyEdit.next(("P7Y", "P5Y")).file, to: "shorter.json")
        try program.write(try PolicyEdit.version(4, ("\"P30D\"", "\"P31D\"")).file, to: "far.json")
        return program
    }

    private func object(_ line: String?) throws -> [String: Any] {
        let line = try #require(line)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("is simulated: in words, in lines for programs, and as a table")
    func simulated() async throws {
        let program = try await vault()
        let plain = try await program.run("policy", "simulate", "longer.json")
        #expect(plain.status == 0 && plain.errors == "")
        #expect(plain.lines.count == 2)
        #expect(plain.lines[0].hasPrefix("2024-LAUNCH-12: 1 document, ") && plain.lines[0].contains(" → "))
        #expect(plain.lines[1] == "later: 1 document of 1 dossier, 0 of them held")
        let move = try object(try await program.run("policy", "simulate", "longer.json", "--json").lines.first)
        #expect(move["dossier"] as? String == "2024-LAUNCH-12" && move["kind"] as? String == "later")
        #expect(move["documents"] as? Int == 1 && move["held"] as? Int == 0 && move["shortens"] as? Bool == false)
        let (from, to) = (try #require(move["from"] as? String), try #require(move["to"] as? String))
        let table = try await program.run("policy", "simulate", "longer.json", "--csv", "moves.csv")
        #expect(table.status == 0 && table.errorLines == ["vault: 1 moved document: \"moves.csv\""])
        let rows = String(decoding: try Data(contentsOf: URL(filePath: program.path("moves.csv"))), as: UTF8.self)
            .split(separator: "\r\n")
        #expect(rows.count == 2 && rows[0] == "document,dossier,from,to,held")
        #expect(rows[1].hasSuffix(",2024-LAUNCH-12,\(from),\(to),false"))
        let held = try await program.run(
            "hold", "place", "--dossier", "2024-LAUNCH-12", "--authority", "a court", "--reason", "a case")
        #expect(held.status == 0, "\(held.errors)")
        let shorter = try await program.run("policy", "simulate", "shorter.json")
        #expect(shorter.lines.first?.hasSuffix(", 1 of them held") == true)
        #expect(shorter.lines.last?.contains("--accept-shortening") == true)
    }

    @Test("is compared whatever its version, and not when it is wrong")
    func badFiles() async throws {
        let program = try await vault()
        let far = try await program.run("policy", "simulate", "far.json")
        #expect(far.status == 0 && far.lines == ["version 4 moves no document; nothing was changed"])
        #expect(far.errorLines == ["vault: warning: this policy has version 4; the next one is 2"])
        let adopted = try await program.run("policy", "adopt", "far.json")
        #expect(adopted.status != 0 && adopted.output == "")
        #expect(adopted.errorLines.first == "vault: error: this policy has version 4; the next one is 2")
        try program.write(try PolicyEdit.file().replacing("\"P7Y\"", with: "\"P-7Y\""), to: "bad.json")
        for command in ["simulate", "adopt"] {
            let outcome = try await program.run("policy", command, "bad.json")
            #expect(outcome.status == 65 && outcome.output == "")
            #expect(outcome.errorLines.first?.contains("schedules[0].period") == true)
        }
        let nowhere = try await program.run("policy", "simulate", "longer.json", "--csv", "none/moves.csv")
        #expect(nowhere.status == 65)
    }

    @Test("is adopted by one, and by two where it shortens")
    func adopted() async throws {
        let program = try await vault()
        let (first, second) = (RetentionStage.first.description, RetentionStage.second.description)
        let refused = try await program.run("policy", "adopt", "shorter.json", "--as", first)
        #expect(refused.status != 0 && refused.output == "")
        #expect(refused.errors.contains("1 document would go earlier than was promised"))
        #expect(refused.errors.contains("--accept-shortening"))
        let proposed = try await program.run(
            "policy", "adopt", "shorter.json", "--accept-shortening", "--as", first, "--json")
        #expect(try object(proposed.lines.first)["state"] as? String == "proposed", "\(proposed.errors)")
        let again = try await program.run("policy", "adopt", "shorter.json", "--accept-shortening", "--as", first)
        #expect(again.status == 77, "\(again.errors)")
        let adopted = try await program.run("policy", "adopt", "shorter.json", "--accept-shortening", "--as", second)
        #expect(
            adopted.lines == [
                "version 2 of the retention policy is in force: 0 documents are kept for longer, 1 for less"
            ], "\(adopted.errors)")
        let file = try Data(contentsOf: URL(filePath: program.path("vault/retention-policy.json")))
        #expect(Array(file) == (try PolicyEdit.next(("P7Y", "P5Y")).file))
        #expect(try await program.run("policy", "adopt", "longer.json", "--as", second).status != 0)
        let doctor = try await program.run("doctor", "--json")
        #expect(doctor.output.contains("the retention policy in force has version 2"))
        #expect(try await program.run("journal", "verify").status == 0)
    }
}
