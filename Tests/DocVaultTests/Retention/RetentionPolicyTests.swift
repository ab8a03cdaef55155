import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("the retention policy")
struct RetentionPolicyTests {
    @Test("the shipped one is the file in the repository")
    func shipped() throws {
        let policy = RetentionPolicy.shipped
        #expect(policy.file == Array(try PolicyEdit.file().utf8))
        #expect(policy == (try RetentionPolicy(parsing: policy.file)))
        #expect(try policy.digest() == DigestHasher.digest(of: policy.file))
        #expect(policy.version == 1)
        #expect(policy.schedules.map(\.code.text) == ["ACC-7", "CPR-5", "AID-10", "REF-5", "JOURNAL"])
        #expect(policy.schedules.filter(\.toBeConfirmed).map(\.code.text) == ["AID-10", "REF-5", "JOURNAL"])
        #expect(policy.disposition.grace.description == "P30D" && policy.disposition.needsAuthorisation)
        #expect(policy.fourEyes == [.approveDisposition, .liftHold, .shortenPolicy])
        #expect(policy.backups.keptFor.description == "P3M")
        let collection = policy.collection
        #expect((collection.graceInDays, collection.trashInDays, collection.uploadsInDays) == (2, 7, 7))
        #expect((collection.stagingInDays, collection.quarantineInDays) == (2, 90))
    }

    @Test("every schedule of the shipped one speaks three languages and cites a text")
    func words() {
        for schedule in RetentionPolicy.shipped.schedules {
            for language in Language.allCases {
                #expect(schedule.title[language] != nil && schedule.reason[language] != nil)
                #expect(schedule.citation.source[language] != nil)
            }
        }
        let quoted = RetentionPolicy.shipped.schedules.filter { $0.citation.quote != nil }
        #expect(quoted.map(\.code.text) == ["ACC-7", "REF-5"])
    }

    /// Where the source texts are, for whoever has them; that of the directives begins with 003_.
    private static let texts =
        ProcessInfo.processInfo.environment["DOCVAULT_SOURCE_TEXTS"] ?? VaultProgram.sourceRoot + "/../shared/seeds"

    @Test(
        "what it quotes from the directives stands in them",
        .enabled("needs the source texts; DOCVAULT_SOURCE_TEXTS names their folder") {
            FileManager.default.fileExists(atPath: texts)
        })
    func quotation() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.texts).filter { $0.hasPrefix("003_") }
        let name = try #require(names.first)
        let text = try String(contentsOfFile: "\(Self.texts)/\(name)", encoding: .utf8)
        let quote = try #require(RetentionPolicy.shipped.schedules.first?.citation.quote?[.fr])
        #expect(SourceText(text).collapsed.contains(quote))
    }

    @Test("what may be changed is taken", arguments: PolicyEdits.good)
    func good(edit: PolicyEdit) throws { #expect(PolicyEdit.flaws(in: try edit.applied()) == []) }

    @Test("what is wrong is named with its place", arguments: PolicyEdits.bad)
    func bad(edit: PolicyEdit) throws {
        let found = PolicyEdit.flaws(in: try edit.applied())
        #expect(found == edit.flaws)
    }

    @Test("all flaws are named at once, in the order of the file, with the line for people")
    func all() throws {
        let text = try PolicyEdit.file().replacing("\"P7Y\"", with: "\"7 years\"").replacing(
            "\"P90D\"", with: "\"P0D\""
        )
        .replacing("\"from\": \"endOfTriggerYear\"", with: "\"from\": \"someday\"")
        let period =
            "is not a period: P, then years, months and days or weeks, as P7Y, P1Y6M, P30D or P2W, without sign or hours"
        do throws(PolicyFlaws) {
            _ = try RetentionPolicy(parsing: Array(text.utf8))
            Issue.record("taken")
        } catch {
            #expect(
                error.all.map { $0.sentence.text(in: .en) } == [
                    "line 29: schedules[0].period: \"7 years\" \(period)",
                    "line 61: schedules[1].from: \"someday\" is not one of trigger, endOfTriggerYear, nextJanuary1",
                    "line 172: collection.quarantine: does not last a single day",
                ])
        }
    }

    @Test("two schedules that keep the same dossiers for good are one too many")
    func keptTwice() throws {
        var text = try PolicyEdit.file()
        for (trigger, period, start) in [("awardEnd", "P7Y", "trigger"), ("lastPayment", "P5Y", "endOfTriggerYear")] {
            let clock = """
                "trigger": "\(trigger)",
                      "period": "\(period)",
                      "from": "\(start)",
                      "action": "destroy"
                """
            #expect(text.contains(clock))
            text = text.replacing(clock, with: "\"action\": \"keep\"")
        }
        let found = PolicyEdit.flaws(in: Array(text.utf8))
        #expect(found == ["/schedules/1: keeps the same dossiers for good as ACC-7: one of the two is enough"])
    }

    @Test("what is no JSON, or too large, is refused as a whole")
    func noPolicy() throws {
        #expect(PolicyEdit.flaws(in: []) == [": the file ends in the middle of a value"])
        #expect(PolicyEdit.flaws(in: Array("[]".utf8)) == [": must be an object, not a list"])
        #expect(PolicyEdit.flaws(in: [0xff]) == [": the file is not UTF-8 text"])
        let room = RetentionPolicy.largestFile
        let padding = [UInt8](repeating: 0x20, count: room - RetentionPolicy.shipped.file.count)
        #expect(PolicyEdit.flaws(in: RetentionPolicy.shipped.file + padding) == [])
        #expect(
            PolicyEdit.flaws(in: RetentionPolicy.shipped.file + padding + [0x20]) == [
                ": the file is larger than 1.0 MB"
            ]
        )
    }

    @Test("no byte that is changed makes the reading end otherwise than with a policy or with flaws")
    func mutations() throws {
        var random = TestSeed(for: "mutations of the policy")
        let file = RetentionPolicy.shipped.file
        for _ in 0..<400 {
            var bytes = file
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = Array("\"{}[],:0P-é \n".utf8).randomElement(using: &random) ?? 0
                } else {
                    bytes.remove(at: place)
                }
            }
            do throws(PolicyFlaws) {
                #expect(try RetentionPolicy(parsing: bytes).file == bytes)
            } catch {
                #expect(!error.all.isEmpty)
            }
        }
    }

    @Test("a place is written as RFC 6901 has it")
    func pointers() throws {
        let edit = PolicyEdit("\"backups\": {", "\"backups\": {\"a/b~c\": 1,")
        #expect(PolicyEdit.flaws(in: try edit.applied()) == ["/backups/a~1b~0c: is not a field of this format"])
    }
}
