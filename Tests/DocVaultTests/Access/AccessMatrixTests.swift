import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// `docs/access.md` is what the agency agreed to; this is where the rules are held to it, cell by cell.
@Suite("The rules of access")
struct AccessMatrixTests {
    private let page: String
    private let table: AccessTable

    init() throws {
        page = try String(contentsOfFile: "\(VaultProgram.sourceRoot)/docs/access.md", encoding: .utf8)
        table = AccessTable(page: page)
    }

    @Test("are written down whole, and nothing is written down that is not there")
    func whole() {
        #expect(table.flaws == [])
        #expect(
            table.cells.count(where: { $0.circumstance == nil }) == Act.allCases.count * TableStanding.allCases.count)
    }

    @Test("decide as the table says", arguments: TableStanding.allCases)
    func decisions(standing: TableStanding) {
        let cells = table.cells.filter { $0.standing == standing }
        let others = cells.compactMap { cell -> String? in
            var (standing, subject) = (standing.standing, standing.subject)
            cell.circumstance?.change(&standing, &subject)
            let decision = AccessRules.decide(cell.act, by: standing, on: subject)
            let when = cell.circumstance.map { ", \($0.rawValue)" } ?? ""
            return decision == cell.answer ? nil : "\(cell.act.rawValue)\(when): \(decision), not \(cell.answer)"
        }
        #expect(cells.count >= Act.allCases.count)
        #expect(others == [])
    }

    @Test("tell a person what the table says they are told")
    func sentences() {
        for reason in table.reasons {
            for language in Language.allCases {
                #expect(reason.sentences[language] == reason.refusal.sentence.text(in: language))
            }
        }
    }

    @Test("let an act change something exactly where the table says so")
    func changes() {
        #expect(Set(table.changing.filter(\.value).keys) == Set(Act.allCases.filter(\.changesState)))
    }

    // What follows shows that the tests above can fail.

    /// A change of the page, and what is then said of it.
    struct Alteration: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let flaw: String

        var testDescription: String { flaw }
    }

    @Test(
        "are not taken from a page with a flaw",
        arguments: [
            Alteration(
                old: "| `requirement.waive` | Ask", new: "| `requirement.wave` | Ask",
                flaw: "requirement.wave is no act"),
            Alteration(
                old: "| `key.rotate` | Put", new: "| `event.erase` | Put", flaw: "key.rotate is not explained"),
            Alteration(
                old: "| `dossier.list` | yes | yes | yes | yes | yes | yes | yes | yes | yes |\n", new: "",
                flaw: "dossier.list, system is missing"),
            Alteration(
                old: "| super user | user |", new: "| super user | passer-by |", flaw: "passer-by is nobody"),
            Alteration(
                old: "| super user | user |", new: "| super user | passer-by |", flaw: "dossier.read, user is missing"),
            Alteration(
                old: "| `dossier.import` | agent | new dossier | yes |",
                new: "| `dossier.import` | agent | new dossier | perhaps |",
                flaw: "dossier.import, agent: perhaps is no answer"),
            Alteration(old: "| about oneself |", new: "| other powers |", flaw: "other powers is no circumstance"),
            Alteration(old: "| about oneself |", new: "| own submission |", flaw: "about oneself is missing"),
            Alteration(
                old: "| `dossier.list` | yes | yes |", new: "| `dossier.list` | yes |",
                flaw: "dossier.list has 9 cells under 10 headings"),
            Alteration(old: "| `mandateEnded` |", new: "| `mandateLost` |", flaw: "mandateLost is no refusal"),
            Alteration(old: "| `mandateEnded` |", new: "| `mandateLost` |", flaw: "mandateEnded is not there once"),
        ])
    func altered(alteration: Alteration) {
        #expect(page.contains(alteration.old))
        #expect(AccessTable(page: page.replacing(alteration.old, with: alteration.new)).flaws.contains(alteration.flaw))
    }

    @Test("are not those of a table with one cell changed")
    func oneCell() throws {
        let row = "| `dossier.amend` | yes | yes | hidden |"
        #expect(page.contains(row))
        let table = AccessTable(page: page.replacing(row, with: "| `dossier.amend` | yes | yes | yes |"))
        #expect(table.flaws == [])
        let differing = table.cells.filter { cell in
            cell.circumstance == nil
                && AccessRules.decide(cell.act, by: cell.standing.standing, on: cell.standing.subject) != cell.answer
        }
        #expect(differing.map(\.act) == [.amendDossier])
        #expect(differing.map(\.standing) == [.administrator])
    }
}
