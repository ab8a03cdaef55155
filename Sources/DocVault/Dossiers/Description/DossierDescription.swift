/// A dossier as somebody described it in a file, read and checked as far as the file alone allows.
///
/// The format is `docs/formats/dossier-description.md`; its JSON Schema stands beside that page.
public struct DossierDescription: Hashable, Sendable {
    public static let format = "docvault-dossier/1"
    /// Larger than any dossier; a mistaken file is refused before it is read whole.
    public static let largestFile = 16 << 20

    public let dossier: Dossier

    /// Reads a description.
    /// - Throws: ``VaultError/descriptionInvalid(_:)`` with every flaw found, each with its line and field.
    public init(json bytes: [UInt8]) throws(VaultError) {
        let json: LocatedJSON
        do throws(DescriptionFlaw) { json = try LocatedJSON.parse(bytes) } catch { throw .descriptionInvalid([error]) }
        try self.init(json)
    }

    /// Reads a description that was found to be JSON.
    package init(_ json: LocatedJSON) throws(VaultError) {
        let flaws = DescriptionFlaws()
        if let dossier = Self.dossier(DescriptionField(root: json, flaws: flaws)), flaws.all.isEmpty {
            self.dossier = dossier
            return
        }
        throw .descriptionInvalid(flaws.all.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }

    private static func dossier(_ root: DescriptionField) -> Dossier? {
        guard
            let members = root.members(
                "$schema", "format", "dossier", "organisations", "award", "disbursements", "requirements")
        else { return nil }
        if let format = members["format"], let text = format.text, text != Self.format {
            format.note(
                Sentence("description.otherFormat", ["found": .quoted(text), "supported": .quoted(Self.format)]))
        }
        let head = members["dossier"]?.members("code", "title", "programme", "regimes", "state", "projectPeriod")
        let partners = members["organisations"].flatMap(partners) ?? []
        let award = members.optional("award").flatMap(award)
        let instalments = members["disbursements"]
        let disbursements = list(instalments, disbursement)
        noteRepeated(instalments, disbursements.map(\.code))
        let codes = instalments?.texts(of: "code").compactMap { DisbursementCode($0) } ?? []
        let proofs = members["requirements"]
        let requirements = list(proofs) { requirement($0, of: codes) }
        noteRepeated(proofs, requirements.map(\.code))
        guard let head else { return nil }
        let (code, title) = (head["code"]?.code(DossierCode.self), head["title"]?.localizedText())
        let (programme, regimes) = (head["programme"]?.text(atMost: 300), head["regimes"].flatMap(regimes))
        let (state, period) = (head["state"]?.choice(Dossier.State.self), head["projectPeriod"]?.period())
        guard let code, let title, let programme, let regimes, let state, let period else { return nil }
        if let award, award.endDate < period.from {
            members.optional("award")?.note(
                Sentence(
                    "description.decreeEndsBeforeProject",
                    ["end": .text("\(award.endDate)"), "from": .text("\(period.from)")]))
        }
        return Dossier(
            code: code, title: title, programme: programme, regimes: regimes, state: state, projectPeriod: period,
            partners: partners, award: award, disbursements: disbursements, requirements: requirements)
    }

    private static func regimes(_ field: DescriptionField) -> Set<Dossier.Regime>? {
        let regimes = list(field) { $0.choice(Dossier.Regime.self) }
        guard !field.isEmptyList else { return field.refuse(Sentence("description.regimeMissing")) }
        guard Set(regimes).count == regimes.count else { return field.refuse(Sentence("description.regimeTwice")) }
        return Set(regimes)
    }

    private static func partners(_ field: DescriptionField) -> [Partner]? {
        let partners = list(field) { item -> Partner? in
            guard let members = item.members("enterpriseNumber", "names", "role") else { return nil }
            let number = members["enterpriseNumber"].flatMap { number in
                number.text.flatMap { text in
                    EnterpriseNumber(text)
                        ?? number.refuse(
                            Sentence("description.noEnterpriseNumber", ["text": .quoted(text)])
                        )
                }
            }
            let (names, role) = (members["names"]?.localizedText(), members["role"]?.choice(Partner.Role.self))
            guard let number, let names, let role else { return nil }
            return Partner(organisation: Organisation(enterpriseNumber: number, names: names), role: role)
        }
        noteRepeated(field, partners.map(\.organisation.enterpriseNumber))
        if field.texts(of: "role").count(where: { $0 == "coordinator" }) != 1 {
            field.note(Sentence("description.oneCoordinator"))
        }
        return partners
    }

    private static func award(_ field: DescriptionField) -> Award? {
        guard let members = field.members("decreeNumber", "decreeDate", "endDate", "amount") else { return nil }
        let (number, amount) = (members["decreeNumber"]?.text(atMost: 100), members["amount"]?.money())
        let (date, end) = (members["decreeDate"]?.date(), members["endDate"]?.date())
        guard let number, let amount, let date, let end else { return nil }
        guard date <= end else {
            return field.refuse(
                Sentence("description.decreeEndsBeforeDate", ["end": .text("\(end)"), "date": .text("\(date)")]))
        }
        return Award(decreeNumber: number, decreeDate: date, endDate: end, amount: amount)
    }

    private static func disbursement(_ field: DescriptionField) -> Disbursement? {
        guard let members = field.members("code", "kind", "period", "amount") else { return nil }
        let (code, kind) = (
            members["code"]?.code(DisbursementCode.self), members["kind"]?.choice(Disbursement.Kind.self)
        )
        let (period, amount) = (members["period"]?.period(), members["amount"]?.money())
        guard let code, let kind, let period, let amount else { return nil }
        return Disbursement(code: code, kind: kind, period: period, amount: amount)
    }

    private static func requirement(_ field: DescriptionField, of disbursements: [DisbursementCode]) -> Requirement? {
        guard
            let members = field.members("code", "disbursement", "type", "title", "dueDate", "checklists", "pieces")
        else { return nil }
        let isApplication = members.optional("type")?.isText("application") == true
        let reference = isApplication ? members.optional("disbursement") : members["disbursement"]
        let disbursement = reference.flatMap { reference in
            reference.code(DisbursementCode.self).flatMap { code in
                disbursements.contains(code)
                    ? code : reference.refuse(Sentence("description.noDisbursement", ["code": .text("\(code)")]))
            }
        }
        let references = members.optional("checklists")
        let checklists = list(references, checklist)
        noteRepeated(references, checklists)
        if let references, references.isEmptyList { references.note(Sentence("description.pieceMissing")) }
        let checklist = references == nil ? members["pieces"] : members.optional("pieces")
        let pieces = list(checklist, piece)
        noteRepeated(checklist, pieces.map(\.code))
        if let checklist, checklist.isEmptyList { checklist.note(Sentence("description.pieceMissing")) }
        let (code, type) = (
            members["code"]?.code(RequirementCode.self), members["type"]?.choice(Requirement.Kind.self)
        )
        let (title, dueOn) = (members["title"]?.localizedText(), members["dueDate"]?.date())
        guard let code, let type, let title, let dueOn else { return nil }
        if isApplication, let reference { return reference.refuse(Sentence("description.ofApplicationAlone")) }
        guard isApplication || disbursement != nil else { return nil }
        return Requirement(
            code: code, disbursement: disbursement, type: type, title: title, dueOn: dueOn, pieces: pieces,
            checklists: checklists)
    }

    /// A shipped checklist by its code, in the newest version.
    private static func checklist(_ field: DescriptionField) -> Checklist.Reference? {
        guard let code = field.code(ChecklistCode.self) else { return nil }
        return ChecklistLibrary.shipped.checklist(code)?.reference
            ?? field.refuse(Sentence("description.noChecklist", ["code": .text(code.text)]))
    }

    private static func piece(_ field: DescriptionField) -> PieceRule? {
        guard let members = field.members("code", "label", "heading", "min", "max", "needsPaymentProof") else {
            return nil
        }
        let (code, label) = (members["code"]?.code(PieceCode.self), members["label"]?.localizedText())
        let heading: PieceRule.Heading? = members.optional("heading")?.choice()
        let needsPaymentProof = members.optional("needsPaymentProof")?.flag ?? false
        let minimum = members.optional("min").map { $0.integer(from: 0) } ?? 0
        let maximum = members.optional("max").flatMap { $0.integer(from: 1) }
        if let minimum, let maximum, maximum < minimum {
            field.note(
                Sentence(
                    "description.maximumBelowMinimum",
                    ["maximum": .number(Int(maximum)), "minimum": .number(Int(minimum))]))
        }
        guard let code, let label else { return nil }
        return PieceRule(
            code: code, label: label, heading: heading, minimum: Int(minimum ?? 0), maximum: maximum.map(Int.init),
            needsPaymentProof: needsPaymentProof)
    }

    private static func list<Value>(_ field: DescriptionField?, _ read: (DescriptionField) -> Value?) -> [Value] {
        field?.items?.compactMap(read) ?? []
    }

    private static func noteRepeated<Value: Hashable>(_ field: DescriptionField?, _ values: [Value]) {
        var seen: Set<Value> = []
        for value in values where !seen.insert(value).inserted {
            field?.note(Sentence("description.twice", ["value": .text("\(value)")]))
        }
    }
}
