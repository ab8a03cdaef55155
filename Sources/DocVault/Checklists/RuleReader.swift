/// Reads the rules of one checklist, which may refer to its pieces and to the questions of its file.
struct RuleReader {
    private enum Kind: String, CaseIterable { case piece, excluded, check }

    let pieces: Set<String>
    let questions: Set<String>

    private static let ofPieces = [
        "min", "max", "heading", "model", "needsPaymentProof", "invoice", "alternatives", "atLeastAsManyAs", "applies",
    ]

    func rule(_ field: DescriptionField) -> ChecklistRule? {
        guard
            let members = field.members(
                "code", "kind", "label", "effect", "citation", "min", "max", "heading", "model", "needsPaymentProof",
                "invoice", "alternatives", "atLeastAsManyAs", "applies")
        else { return nil }
        let named = members["kind"]?.choice(Kind.self)
        if let named, named != .piece {
            for name in Self.ofPieces {
                members.optional(name)?.note(Sentence("checklist.ofPiecesAlone"))
            }
        }
        let kind = named.flatMap { self.kind(of: $0, members, field) }
        let (label, effect) = (members["label"]?.fullText(), members["effect"]?.choice(RuleEffect.self))
        let citation = members["citation"]?.citation()
        guard let kind, let label, let effect, let citation else { return nil }
        return ChecklistRule(kind: kind, label: label, effect: effect, citation: citation)
    }

    private func kind(
        of named: Kind, _ members: DescriptionMembers, _ field: DescriptionField
    ) -> ChecklistRule.Kind? {
        switch named {
        case .check: return members["code"]?.choice(RuleCheck.self).map(ChecklistRule.Kind.check)
        case .excluded: return members["code"]?.code(PieceCode.self).map(ChecklistRule.Kind.excluded)
        case .piece:
            let code = members["code"]?.code(PieceCode.self)
            let demand = demand(members, of: code, field)
            guard let code, let demand else { return nil }
            return .piece(code, demand)
        }
    }

    private func demand(
        _ members: DescriptionMembers, of code: PieceCode?, _ field: DescriptionField
    ) -> PieceDemand? {
        let minimum = members.optional("min").map { $0.integer(from: 0) } ?? 1
        let maximum = members.optional("max").flatMap { $0.integer(from: 1) }
        if let minimum, let maximum, maximum < minimum {
            field.note(
                Sentence(
                    "description.maximumBelowMinimum",
                    ["maximum": .number(Int(maximum)), "minimum": .number(Int(minimum))]))
        }
        let condition = members.optional("applies").map { self.condition($0, of: code) } ?? PieceDemand.Condition.always
        let alternatives = members.optional("alternatives").map { list -> [PieceCode] in
            let codes = list.items?.compactMap { piece($0, referredToBy: code) } ?? []
            list.noteRepeated(codes)
            return codes
        }
        let match = members.optional("atLeastAsManyAs").flatMap { piece($0, referredToBy: code) }
        let heading = members.optional("heading")?.choice(PieceRule.Heading.self)
        let model = members.optional("model").flatMap { field -> Int64? in
            guard let number = field.integer(from: 1) else { return nil }
            return number <= 10
                ? number : field.refuse(Sentence("checklist.otherModel", ["number": .number(Int(number))]))
        }
        let isInvoice = members.optional("invoice")?.flag ?? false
        let proof = members.optional("needsPaymentProof")
        let needsPaymentProof = proof?.flag ?? false
        if needsPaymentProof, !isInvoice { proof?.note(Sentence("checklist.proofOfNoInvoice")) }
        guard let minimum, let condition else { return nil }
        return PieceDemand(
            minimum: Int(minimum), maximum: maximum.map(Int.init), condition: condition,
            alternatives: alternatives ?? [], atLeastAsManyAs: match, heading: heading, model: model.map(Int.init),
            isInvoice: isInvoice, needsPaymentProof: needsPaymentProof)
    }

    private func condition(_ field: DescriptionField, of code: PieceCode?) -> PieceDemand.Condition? {
        guard let members = field.members("question", "attached") else { return nil }
        switch (members.optional("question"), members.optional("attached")) {
        case (let question?, nil):
            guard let code = question.code(QuestionCode.self) else { return nil }
            guard questions.contains(code.text) else {
                return question.refuse(Sentence("checklist.questionUnknown", ["code": .text(code.text)]))
            }
            return .question(code)
        case (nil, let attached?): return piece(attached, referredToBy: code).map(PieceDemand.Condition.attached)
        case (nil, nil), (_?, _?): return field.refuse(Sentence("checklist.questionOrAttached"))
        }
    }

    /// A reference to another piece of the same checklist.
    private func piece(_ field: DescriptionField, referredToBy own: PieceCode?) -> PieceCode? {
        guard let code = field.code(PieceCode.self) else { return nil }
        guard code != own else { return field.refuse(Sentence("checklist.selfReference", ["code": .text(code.text)])) }
        return pieces.contains(code.text)
            ? code : field.refuse(Sentence("checklist.pieceUnknown", ["code": .text(code.text)]))
    }
}
