/// A checklist as it stands in a file, before its source and questions are put to it.
struct ChecklistDraft {
    let reference: Checklist.Reference
    private let use: Checklist.Use
    private let title: LocalizedText
    private let citation: Citation
    /// Each with its place in the file.
    let rules: [(field: DescriptionField, rule: ChecklistRule)]

    /// Reads one; what is wrong with it is noted, and it is `nil`.
    ///
    /// - Parameter questions: The codes of the file's questions, which rules may refer to.
    init?(_ field: DescriptionField, questions: Set<String>) {
        guard let members = field.members("code", "version", "use", "heading", "title", "citation", "rules") else {
            return nil
        }
        let (code, version) = (members["code"]?.code(ChecklistCode.self), members["version"]?.integer(from: 1))
        let (use, title) = (Self.use(members), members["title"]?.fullText())
        let (citation, list) = (members["citation"]?.citation(), members["rules"])
        let reader = list.map { RuleReader(pieces: $0.pieceCodes, questions: questions) }
        let rules = list?.items?.compactMap { field in reader?.rule(field).map { (field, $0) } } ?? []
        list?.noteRepeated(rules.map(\.1.code.text))
        if let list, list.isEmptyList { list.note(Sentence("checklist.ruleMissing")) }
        guard let code, let version, let use, let title, let citation, !rules.isEmpty else { return nil }
        reference = Checklist.Reference(code: code, version: Int(version))
        (self.use, self.title, self.citation, self.rules) = (use, title, citation, rules)
    }

    private static func use(_ members: DescriptionMembers) -> Checklist.Use? {
        let kind = members["use"]?.choice(Checklist.UseKind.self)
        let heading = members.optional("heading")
        guard let kind else { return nil }
        if kind != .heading, let heading { heading.note(Sentence("checklist.headingElsewhere")) }
        switch kind {
        case .application: return .application
        case .recognition: return .recognition
        case .claim: return .claim
        case .heading: return members["heading"]?.choice(PieceRule.Heading.self).map(Checklist.Use.heading)
        case .revenue: return .revenue
        case .option: return .option
        case .evidence: return .evidence
        }
    }

    func checklist(of source: ChecklistSource, _ questions: [Question]) -> Checklist {
        let rules = rules.map(\.rule)
        let asked = Set(rules.compactMap(\.question))
        return Checklist(
            code: reference.code, version: reference.version, use: use, title: title, citation: citation,
            source: source, questions: questions.filter { asked.contains($0.code) }, rules: rules)
    }
}

extension ChecklistRule {
    /// The question that decides whether it applies.
    fileprivate var question: QuestionCode? {
        guard let piece, case .question(let code) = piece.demand.condition else { return nil }
        return code
    }
}

extension DescriptionField {
    /// The codes that the pieces in a list of rules have, for references to them. Nothing is noted, as in ``texts(of:)``.
    fileprivate var pieceCodes: Set<String> {
        guard case .list(let items) = json.value else { return [] }
        return Set(
            items.compactMap { item -> String? in
                guard case .members(let members) = item.value else { return nil }
                let texts = members.reduce(into: [String: String]()) { texts, member in
                    if case .text(let text) = member.value.value { texts[member.name] = text }
                }
                return texts["kind"] == "piece" ? texts["code"] : nil
            })
    }
}
