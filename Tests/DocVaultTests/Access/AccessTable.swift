@testable import DocVault

/// What `docs/access.md` says, and what is wrong with how it says it.
struct AccessTable {
    /// One cell of the page: the answer to an act of somebody, under special circumstances or not.
    struct Cell: Hashable {
        let act: Act
        let standing: TableStanding
        let circumstance: TableCircumstance?
        let answer: AccessDecision
    }

    /// The words of one refusal as the page gives them, by language.
    struct Reason: Hashable {
        let refusal: AccessRefusal
        let sentences: [Language: String]
    }

    private(set) var cells: [Cell] = []
    private(set) var reasons: [Reason] = []
    /// The acts of which the page says that they change something, and the others.
    private(set) var changing: [Act: Bool] = [:]
    /// What the page lacks or has too much, a sentence each.
    private(set) var flaws: [String] = []

    init(page: String) {
        for table in MarkdownTable.all(in: page) {
            for row in table.rows where row.count != table.heading.count {
                flaws.append("\(row.first ?? "a row") has \(row.count) cells under \(table.heading.count) headings")
            }
            let rows = table.rows.filter { $0.count == table.heading.count }
            switch table.heading {
            case ["act", "what it is", "changes something"]: readActs(rows)
            case ["act", "who", "when", "answer"]: rows.forEach { read($0[0], $0[1], when: $0[2], $0[3]) }
            case ["word", "fr", "nl", "en"]: readReasons(rows)
            case let heading where heading.first == "act":
                for row in rows {
                    for (who, answer) in zip(heading, row).dropFirst() { read(row[0], who, when: nil, answer) }
                }
            default: break
            }
        }
        addWhatIsMissing()
    }

    private mutating func readActs(_ rows: [[String]]) {
        for row in rows {
            guard let act = Act(rawValue: row[0]) else {
                flaws.append("\(row[0]) is no act")
                continue
            }
            if row[1].count < 10 { flaws.append("\(row[0]) is not explained") }
            if changing.updateValue(row[2] == "yes", forKey: act) != nil { flaws.append("\(row[0]) is there twice") }
            if !["yes", "no"].contains(row[2]) { flaws.append("\(row[0]): \(row[2]) is neither yes nor no") }
        }
    }

    private mutating func readReasons(_ rows: [[String]]) {
        for row in rows {
            guard let refusal = AccessRefusal(rawValue: row[0]) else {
                flaws.append("\(row[0]) is no refusal")
                continue
            }
            reasons.append(Reason(refusal: refusal, sentences: [.fr: row[1], .nl: row[2], .en: row[3]]))
        }
    }

    private mutating func read(_ actWord: String, _ who: String, when: String?, _ answerWord: String) {
        guard let act = Act(rawValue: actWord) else { return flaws.append("\(actWord) is no act") }
        guard let standing = TableStanding(rawValue: who) else { return flaws.append("\(who) is nobody") }
        let circumstance = when.map(TableCircumstance.init(rawValue:))
        if case .some(.none) = circumstance { return flaws.append("\(when ?? "") is no circumstance") }
        guard let answer = Self.answer(answerWord) else {
            return flaws.append("\(actWord), \(who): \(answerWord) is no answer")
        }
        let cell = Cell(act: act, standing: standing, circumstance: circumstance ?? nil, answer: answer)
        if cells.contains(where: { ($0.act, $0.standing, $0.circumstance) == (act, standing, cell.circumstance) }) {
            flaws.append("\(actWord), \(who) is there twice")
        }
        cells.append(cell)
    }

    private static func answer(_ word: String) -> AccessDecision? {
        switch word {
        case "yes": .allowed
        case "hidden": .hidden
        case let word where word.hasPrefix("no: "):
            AccessRefusal(rawValue: String(word.dropFirst(4))).map(AccessDecision.refused)
        default: nil
        }
    }

    private mutating func addWhatIsMissing() {
        let common = Set(cells.filter { $0.circumstance == nil }.map { [$0.act.rawValue, $0.standing.rawValue] })
        for act in Act.allCases {
            if changing[act] == nil { flaws.append("\(act.rawValue) is not explained") }
            for standing in TableStanding.allCases where !common.contains([act.rawValue, standing.rawValue]) {
                flaws.append("\(act.rawValue), \(standing.rawValue) is missing")
            }
        }
        for circumstance in TableCircumstance.allCases where !cells.contains(where: { $0.circumstance == circumstance })
        {
            flaws.append("\(circumstance.rawValue) is missing")
        }
        for refusal in AccessRefusal.allCases where reasons.count(where: { $0.refusal == refusal }) != 1 {
            flaws.append("\(refusal.rawValue) is not there once")
        }
    }
}
