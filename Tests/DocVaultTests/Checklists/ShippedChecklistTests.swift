import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("the checklists that are shipped")
struct ShippedChecklistTests {
    /// Where the source texts are, for whoever has them: one file begins with 001_, 002_ and 003_ each.
    private static let texts =
        ProcessInfo.processInfo.environment["DOCVAULT_SOURCE_TEXTS"] ?? VaultProgram.sourceRoot + "/../shared/seeds"
    private static let prefixes: [ChecklistSource.Code: String] = [
        .decree2019: "001_", .erdf2127: "002_", .directives: "003_",
    ]

    private func file(_ code: ChecklistSource.Code) throws -> ChecklistFile {
        let path = "\(VaultProgram.sourceRoot)/Sources/DocVault/Checklists/Resources/\(code.rawValue).json"
        return try ChecklistFile(json: Array(try Data(contentsOf: URL(filePath: path))))
    }

    @Test("every article and paragraph of the decree that lists documents has its checklist")
    func articles() throws {
        let articles = [29, 31, 33, 35, 37, 40, 42, 49, 52, 55, 57, 59, 64, 69, 72, 75].map {
            ("decree-art\($0)", "art. \($0)")
        }
        let paragraphs = [1, 2, 3].map { ("decree-art78-\($0)", "art. 78 § \($0)") }
        for (name, place) in articles + paragraphs {
            let code = try #require(ChecklistCode(name))
            let checklist = try #require(ChecklistLibrary.shipped.checklist(code), "\(name)")
            #expect(checklist.citation.place.hasPrefix(place))
            #expect(checklist.source.code == .decree2019)
            #expect([.application, .recognition].contains(checklist.use))
        }
        let lists = ChecklistLibrary.shipped.newest().filter { $0.source.code == .decree2019 && $0.use != .evidence }
        #expect(lists.count == 19)
    }

    @Test("every heading of the financial report has one checklist, and every model is asked for")
    func headings() {
        let lists = ChecklistLibrary.shipped.newest().filter { $0.source.code == .directives }
        #expect(lists.compactMap(\.use.heading).sorted { $0.rawValue < $1.rawValue } == PieceRule.Heading.allCases)
        let models = Set(lists.flatMap(\.rules).compactMap { $0.piece?.demand.model })
        #expect(models == Set(1...10))
        #expect(Set(lists.map(\.use.kind)) == [.claim, .heading, .revenue, .evidence])
    }

    @Test("both options of the ERDF say what must not be asked for")
    func options() {
        let options = ChecklistLibrary.shipped.newest(of: .option)
        #expect(options.count == 2)
        for option in options {
            #expect(option.source.code == .erdf2127)
            #expect(option.rules.contains { $0.kindName == "excluded" && $0.code.text == "overhead-invoice" })
        }
    }

    @Test("what is checked by law has its check, with the article")
    func checks() throws {
        let rules = ChecklistLibrary.shipped.newest().flatMap { list in list.rules.map { (list.source.code, $0) } }
        let period = rules.filter { $0.0 == .decree2019 && $0.1.code == .check(.withinProjectPeriod) }
        #expect(period.map(\.1.citation.place) == ["art. 25 § 3"])
        for check in RuleCheck.allCases where check != .inEuro {
            #expect(rules.contains { $0.1.code == .check(check) }, "\(check)")
        }
    }

    @Test("every rule cites a place and words, in three languages, and every question is asked")
    func citations() throws {
        for checklist in ChecklistLibrary.shipped.checklists {
            for rule in checklist.rules {
                #expect(!rule.citation.place.isEmpty && rule.citation.quote.count >= 10)
                #expect(Language.allCases.allSatisfy { rule.label[$0] != nil })
            }
        }
        for code in ChecklistSource.Code.allCases {
            let file = try file(code)
            let asked = Set(file.checklists.flatMap(\.questions).map(\.code))
            #expect(file.questions.map(\.code).filter { !asked.contains($0) } == [], "\(code)")
        }
    }

    @Test("a code of a question is worded once in all files")
    func questions() {
        var texts: [QuestionCode: LocalizedText] = [:]
        for question in ChecklistLibrary.shipped.checklists.flatMap(\.questions) {
            #expect(texts.updateValue(question.text, forKey: question.code) ?? question.text == question.text)
        }
    }

    @Test("each is read back from its canonical bytes, and a version that is published stays as it is")
    func canonical() throws {
        var lines = ""
        for checklist in ChecklistLibrary.shipped.checklists {
            #expect(try Checklist(canonical: checklist.canonicalBytes()) == checklist)
            lines += "\(checklist.code) \(checklist.version) \(try checklist.digest())\n"
        }
        try GoldenFile("checklist-digests.txt").expect(lines)
    }

    @Test("the files in the repository are those in the program")
    func embedded() throws {
        let files = try ChecklistSource.Code.allCases.map(file)
        #expect(ChecklistLibrary(files) == .shipped)
    }

    @Test(
        "every quotation stands in its source text",
        .enabled("needs the source texts; DOCVAULT_SOURCE_TEXTS names their folder") {
            FileManager.default.fileExists(atPath: texts)
        },
        arguments: ChecklistSource.Code.allCases)
    func quotations(code: ChecklistSource.Code) throws {
        let prefix = try #require(Self.prefixes[code])
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.texts).filter { $0.hasPrefix(prefix) }
        let name = try #require(names.first)
        let text = try String(contentsOfFile: "\(Self.texts)/\(name)", encoding: .utf8)
        let flaws = try file(code).flaws(against: text)
        #expect(flaws.map { $0.sentence.text(in: .en) } == [])
    }
}
