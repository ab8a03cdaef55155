import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("a retention policy on the command line")
struct PolicyCommandTests {
    private func object(_ line: String?) throws -> [String: Any] {
        let line = try #require(line)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("a good one is counted, with what is still to be confirmed")
    func good() async throws {
        let program = try VaultProgram()
        try program.write(try PolicyEdit.file(), to: "good.json")
        let outcome = try await program.run("policy", "check", "good.json")
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(
            outcome.lines == [
                "version 1: 5 schedules, of which the agency has yet to confirm AID-10, REF-5, JOURNAL"
            ])
        let told = try object(try await program.run("policy", "check", "good.json", "--json").lines.first)
        #expect(told["version"] as? Int == 1 && told["scheduleCount"] as? Int == 5)
        #expect(told["digest"] as? String == (try RetentionPolicy.shipped.digest().description))
        #expect(told["toBeConfirmed"] as? [String] == ["AID-10", "REF-5", "JOURNAL"])
        let confirmed = try PolicyEdit.file().replacing("\"toBeConfirmed\": true", with: "\"toBeConfirmed\": false")
        try program.write(confirmed, to: "confirmed.json")
        #expect(try await program.run("policy", "check", "confirmed.json").lines == ["version 1: 5 schedules"])
    }

    @Test("each flaw of a bad one is named with its place, for people and for programs")
    func bad() async throws {
        let program = try VaultProgram()
        let text = try PolicyEdit.file().replacing("\"P7Y\"", with: "\"P-7Y\"").replacing("\"P90D\"", with: "\"P3M\"")
        try program.write(text, to: "bad.json")
        let plain = try await program.run("policy", "check", "bad.json", "--language", "fr")
        #expect(plain.status == 65 && plain.output == "")
        #expect(plain.errorLines.count == 3)
        #expect(
            plain.errorLines.first?.hasPrefix(
                "vault: erreur : ligne 29 : schedules[0].period : \"P-7Y\" n'est pas une période") == true)
        #expect(plain.errorLines.last?.hasPrefix("vault: conseil : ") == true)
        let outcome = try await program.run("policy", "check", "bad.json", "--json")
        #expect(outcome.status == 65 && outcome.lines.count == 2)
        let flaw = try object(outcome.lines.last)
        #expect(flaw["pointer"] as? String == "/collection/quarantine" && flaw["line"] as? Int == 172)
        #expect(flaw["field"] as? String == "collection.quarantine" && flaw["file"] as? String == "bad.json")
        #expect(flaw["reason"] as? String == "P3M is not a number of days, as P7D")
    }

    @Test(
        "a file that is not there, a folder, no text and one too large are refused",
        arguments: ["none", ".", "raw", "big"])
    func unreadable(name: String) async throws {
        let program = try VaultProgram()
        try program.write([0xff, 0xfe, 0x00], to: "raw")
        try program.write([UInt8](repeating: 0x20, count: RetentionPolicy.largestFile + 1), to: "big")
        for arguments in [
            ["policy", "check", name], ["policy", "dates", name, "--from", "2026-01-01", "--to", "2026-01-01"],
        ] {
            let outcome = try await program.run(arguments)
            #expect(outcome.status == 65 && outcome.output == "" && outcome.errors != "")
        }
    }

    @Test("the last days kept are printed, a line for each day and schedule")
    func dates() async throws {
        let program = try VaultProgram()
        try program.write(try PolicyEdit.file(), to: "good.json")
        let arguments = ["policy", "dates", "good.json", "--from", "2024-02-29", "--to", "2024-03-01"]
        let outcome = try await program.run(arguments)
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(
            outcome.lines == [
                "ACC-7\t2024-02-29\t2031-03-01", "CPR-5\t2024-02-29\t2029-12-31", "AID-10\t2024-02-29\t2034-03-01",
                "REF-5\t2024-02-29\t2029-03-01", "ACC-7\t2024-03-01\t2031-03-01", "CPR-5\t2024-03-01\t2029-12-31",
                "AID-10\t2024-03-01\t2034-03-01", "REF-5\t2024-03-01\t2029-03-01",
            ])
        let told = try object(try await program.run(arguments + ["--json"]).lines.first)
        #expect(told["code"] as? String == "ACC-7" && told["triggeredOn"] as? String == "2024-02-29")
        #expect(told["lastDayKept"] as? String == "2031-03-01")
        let late = try await program.run("policy", "dates", "good.json", "--from", "9999-12-31", "--to", "9999-12-31")
        #expect(late.lines == ["ACC-7", "CPR-5", "AID-10", "REF-5"].map { "\($0)\t9999-12-31\t-" })
        let reversed = try await program.run(
            "policy", "dates", "good.json", "--from", "2024-03-01", "--to", "2024-02-29")
        #expect(reversed.status == 64 && reversed.output == "")
    }
}
