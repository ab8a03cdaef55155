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
        let flaws = DescriptionFlaws()
        do throws(DescriptionFlaw) {
            let root = DescriptionField(name: "", json: try LocatedJSON.parse(bytes), flaws: flaws)
            if let dossier = Self.dossier(root), flaws.all.isEmpty {
                self.dossier = dossier
                return
            }
        } catch {
            flaws.note(error)
        }
        throw .descriptionInvalid(flaws.all.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }

    private static func dossier(_ root: DescriptionField) -> Dossier? {
        guard
            let members = root.members(
                "$schema", "format", "dossier", "organisations", "award", "disbursements", "requirements")
        else { return nil }
        if let format = members["format"], let text = format.text, text != Self.format {
            format.note("is \(quoted(text)); this program reads \(quoted(Self.format))")
        }
        let head = members["dossier"]?.members("code", "title", "programme", "regimes", "state", "projectPeriod")
        let partners = members["organisations"].flatMap(partners) ?? []
        let award = members.optional("award").flatMap(award)
        let disbursements = list(members["disbursements"], disbursement)
        noteRepeated(members["disbursements"], disbursements.map(\.code))
        let requirements = list(members["requirements"]) { requirement($0, of: disbursements.map(\.code)) }
        noteRepeated(members["requirements"], requirements.map(\.code))
        guard let head,
            let code = head["code"]?.code(DossierCode.self),
            let title = head["title"]?.localizedText(),
            let programme = head["programme"]?.text(atMost: 100),
            let regimes = head["regimes"].flatMap(regimes),
            let state = head["state"]?.choice(Dossier.State.self),
            let period = head["projectPeriod"]?.period()
        else { return nil }
        if let award, award.endDate < period.from {
            members.optional("award")?.note(
                "the decree ends on \(award.endDate), before the project begins on \(period.from)")
        }
        return Dossier(
            code: code, title: title, programme: programme, regimes: regimes, state: state, projectPeriod: period,
            partners: partners, award: award, disbursements: disbursements, requirements: requirements)
    }

    private static func regimes(_ field: DescriptionField) -> Set<Dossier.Regime>? {
        let regimes = list(field) { $0.choice(Dossier.Regime.self) }
        guard !regimes.isEmpty else { return field.refuse("wants at least one regime") }
        guard Set(regimes).count == regimes.count else { return field.refuse("names a regime twice") }
        return Set(regimes)
    }

    private static func partners(_ field: DescriptionField) -> [Partner]? {
        let partners = list(field) { item -> Partner? in
            guard let members = item.members("enterpriseNumber", "names", "role") else { return nil }
            let number = members["enterpriseNumber"].flatMap { number in
                number.text.flatMap { text in
                    EnterpriseNumber(text)
                        ?? number.refuse(
                            "\(quoted(text)) is not an enterprise number: ten digits, the last two a check (97 − the first eight modulo 97)"
                        )
                }
            }
            guard let number, let names = members["names"]?.localizedText(),
                let role = members["role"]?.choice(Partner.Role.self)
            else { return nil }
            return Partner(organisation: Organisation(enterpriseNumber: number, names: names), role: role)
        }
        noteRepeated(field, partners.map(\.organisation.enterpriseNumber))
        if partners.filter({ $0.role == .coordinator }).count != 1 { field.note("wants exactly one coordinator") }
        return partners
    }

    private static func award(_ field: DescriptionField) -> Award? {
        guard let members = field.members("decreeNumber", "decreeDate", "endDate", "amount"),
            let number = members["decreeNumber"]?.text(atMost: 100), let date = members["decreeDate"]?.date(),
            let end = members["endDate"]?.date(), let amount = members["amount"]?.money()
        else { return nil }
        guard date <= end else { return field.refuse("the decree ends on \(end), before its date of \(date)") }
        return Award(decreeNumber: number, decreeDate: date, endDate: end, amount: amount)
    }

    private static func disbursement(_ field: DescriptionField) -> Disbursement? {
        guard let members = field.members("code", "kind", "period", "amount"),
            let code = members["code"]?.code(DisbursementCode.self),
            let kind = members["kind"]?.choice(Disbursement.Kind.self), let period = members["period"]?.period(),
            let amount = members["amount"]?.money()
        else { return nil }
        return Disbursement(code: code, kind: kind, period: period, amount: amount)
    }

    private static func requirement(_ field: DescriptionField, of disbursements: [DisbursementCode]) -> Requirement? {
        guard let members = field.members("code", "disbursement", "type", "title", "dueDate", "pieces") else {
            return nil
        }
        let disbursement = members["disbursement"].flatMap { reference in
            reference.code(DisbursementCode.self).flatMap { code in
                disbursements.contains(code)
                    ? code : reference.refuse("there is no disbursement \(code) in this description")
            }
        }
        let pieces = list(members["pieces"], piece)
        noteRepeated(members["pieces"], pieces.map(\.code))
        if pieces.isEmpty { members["pieces"]?.note("wants at least one kind of piece") }
        guard let disbursement, let code = members["code"]?.code(RequirementCode.self),
            let type = members["type"]?.choice(Requirement.Kind.self), let title = members["title"]?.localizedText(),
            let dueOn = members["dueDate"]?.date()
        else { return nil }
        return Requirement(
            code: code, disbursement: disbursement, type: type, title: title, dueOn: dueOn, pieces: pieces)
    }

    private static func piece(_ field: DescriptionField) -> PieceRule? {
        guard let members = field.members("code", "label", "heading", "min", "max", "needsPaymentProof"),
            let code = members["code"]?.code(PieceCode.self), let label = members["label"]?.localizedText()
        else { return nil }
        let minimum = members.optional("min").map { $0.integer(from: 0) } ?? 0
        let maximum = members.optional("max").flatMap { $0.integer(from: 1) }
        if let minimum, let maximum, maximum < minimum { field.note("max \(maximum) is less than min \(minimum)") }
        return PieceRule(
            code: code, label: label, heading: members.optional("heading")?.choice(),
            minimum: Int(minimum ?? 0), maximum: maximum.map(Int.init),
            needsPaymentProof: members.optional("needsPaymentProof")?.flag ?? false)
    }

    private static func list<Value>(_ field: DescriptionField?, _ read: (DescriptionField) -> Value?) -> [Value] {
        field?.items?.compactMap(read) ?? []
    }

    private static func noteRepeated<Value: Hashable>(_ field: DescriptionField?, _ values: [Value]) {
        var seen: Set<Value> = []
        for value in values where !seen.insert(value).inserted { field?.note("\(value) stands here twice") }
    }
}
