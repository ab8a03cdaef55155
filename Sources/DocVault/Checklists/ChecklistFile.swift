/// The checklists of one source text, as somebody wrote them in a file, read and checked as far as the file alone allows.
///
/// The format is `docs/formats/checklist.md`; its JSON Schema stands beside that page.
public struct ChecklistFile: Hashable, Sendable {
    public static let format = "docvault-checklists/1"
    /// Larger than any file of checklists; a mistaken file is refused before it is read whole.
    public static let largestFile = 16 << 20

    public let source: ChecklistSource
    public let questions: [Question]
    /// At least one; each code and version once.
    public let checklists: [Checklist]

    /// Reads a file.
    /// - Throws: ``ChecklistFlaws`` with every flaw found, each with its line and field.
    public init(json bytes: [UInt8]) throws(ChecklistFlaws) {
        let flaws = DescriptionFlaws()
        do throws(DescriptionFlaw) {
            let root = DescriptionField(root: try LocatedJSON.parse(bytes), flaws: flaws)
            if let file = ChecklistFile(root), flaws.all.isEmpty {
                self = file
                return
            }
        } catch {
            flaws.note(error)
        }
        throw ChecklistFlaws(all: flaws.all.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }

    private init?(_ root: DescriptionField) {
        guard let members = root.members("$schema", "format", "source", "questions", "checklists") else { return nil }
        if let format = members["format"], let text = format.text, text != Self.format {
            format.note(
                Sentence("description.otherFormat", ["found": .quoted(text), "supported": .quoted(Self.format)]))
        }
        let source = members["source"].flatMap(Self.source)
        let questions = members["questions"].map { field in
            let questions = field.items?.compactMap(Self.question) ?? []
            field.noteRepeated(questions.map(\.code))
            return questions
        }
        // Known by their codes alone, so that a question with a flaw of its own is not called unknown as well.
        let codes = Set(members.optional("questions")?.texts(of: "code") ?? [])
        let lists = members["checklists"]
        let drafts = lists?.items?.compactMap { ChecklistDraft($0, questions: codes) } ?? []
        lists?.noteRepeated(drafts.map(\.reference))
        Self.noteOtherLabels(drafts)
        if let lists, lists.isEmptyList { lists.note(Sentence("checklist.listMissing")) }
        guard let source, let questions, !drafts.isEmpty else { return nil }
        self.source = source
        self.questions = questions
        checklists = drafts.map { $0.checklist(of: source, questions) }
    }

    /// The same document has the same label wherever it is asked for; where it is excluded, it may have another.
    private static func noteOtherLabels(_ drafts: [ChecklistDraft]) {
        var labels: [String: LocalizedText] = [:]
        for (field, rule) in drafts.flatMap(\.rules) {
            let name = "\(rule.kindName) \(rule.code)"
            if let label = labels[name], label != rule.label {
                field.note(Sentence("checklist.otherLabel", ["code": .text(rule.code.text)]))
            }
            labels[name] = labels[name] ?? rule.label
        }
    }

    private static func source(_ field: DescriptionField) -> ChecklistSource? {
        guard let members = field.members("code", "title", "reference") else { return nil }
        let (code, title) = (members["code"]?.choice(ChecklistSource.Code.self), members["title"]?.fullText())
        let reference = members["reference"]?.text(atMost: 500)
        guard let code, let title, let reference else { return nil }
        return ChecklistSource(code: code, title: title, reference: reference)
    }

    private static func question(_ field: DescriptionField) -> Question? {
        guard let members = field.members("code", "text") else { return nil }
        let (code, text) = (members["code"]?.code(QuestionCode.self), members["text"]?.fullText())
        guard let code, let text else { return nil }
        return Question(code: code, text: text)
    }

    /// The quotations that do not stand in the source text: each with its checklist, and its rule unless it is the
    /// checklist's own.
    public func flaws(against text: String) -> [DescriptionFlaw] {
        let text = SourceText(text)
        return checklists.flatMap { checklist in
            let cited = [(checklist.code.text, checklist.citation)]
            let rules = checklist.rules.map { ("\(checklist.code).\($0.code)", $0.citation) }
            return (cited + rules).filter { !$0.1.isFound(in: text) }.map { name, citation in
                DescriptionFlaw(
                    line: nil, field: name,
                    reason: Sentence("checklist.quoteNotFound", ["quote": .quoted(citation.quote)]))
            }
        }
    }
}

/// Why a file of checklists was not taken: everything that is wrong with it, in the order of the file.
public struct ChecklistFlaws: Error, Hashable, Sendable {
    /// At least one.
    public let all: [DescriptionFlaw]
}

extension DescriptionField {
    /// A text in all three languages, each of at most so many characters.
    func fullText(atMost limit: Int = 300) -> LocalizedText? {
        guard let members = members("fr", "nl", "en") else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            texts[language] = members[language.rawValue]?.text(atMost: limit)
        }
        return texts.count == Language.allCases.count ? LocalizedText(texts) : nil
    }

    func citation() -> Citation? {
        guard let members = members("place", "quote") else { return nil }
        let place = members["place"]?.text(atMost: 100)
        let quote = members["quote"].flatMap { field in
            field.text.flatMap { text -> String? in
                let quote = SourceText.collapse(text)
                guard Citation.quoteLengths.contains(quote.unicodeScalars.count) else {
                    let lengths = Citation.quoteLengths
                    return field.refuse(
                        Sentence(
                            "checklist.quoteLength",
                            [
                                "from": .number(lengths.lowerBound), "to": .number(lengths.upperBound),
                                "count": .number(quote.unicodeScalars.count),
                            ]))
                }
                return quote
            }
        }
        guard let place, let quote else { return nil }
        return Citation(place: place, quote: quote)
    }

    func noteRepeated<Value: Hashable>(_ values: [Value]) {
        var seen: Set<Value> = []
        for value in values where !seen.insert(value).inserted {
            note(Sentence("description.twice", ["value": .text("\(value)")]))
        }
    }
}
