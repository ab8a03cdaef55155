import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// A requirement to be judged, put together in few words. Codes are given as texts; a wrong one fails the test.
struct SampleRequirement {
    var checklists: [Checklist] = []
    var pieces: [PieceRule] = []
    var answers: [QuestionCode: Bool] = [:]
    var regimes: Set<Dossier.Regime> = [.regional]
    private(set) var attachments: [AttachedPiece] = []

    static let beneficiary = "0123.456.749"

    /// The assessments, of one rule or of all.
    func assessed(_ rule: String? = nil) throws -> [Assessment] {
        Completeness.assess(try subject()).filter { rule == nil || $0.rule.text == rule }
    }

    func verdicts(_ rule: String? = nil) throws -> [Assessment.Verdict] { try assessed(rule).map(\.verdict) }

    /// The sentences in English, of one rule or of all.
    func sentences(_ rule: String? = nil) throws -> [String] { try assessed(rule).map { $0.sentence.text(in: .en) } }

    func subject() throws -> CompletenessSubject {
        CompletenessSubject(
            projectPeriod: try #require(
                Period(from: Sample.date("2024-07-01"), to: Sample.date("2026-06-30"))),
            regimes: regimes, partners: [try #require(EnterpriseNumber(Self.beneficiary))], checklists: checklists,
            pieces: pieces, answers: answers, attachments: attachments)
    }

    /// Attaches a document; its bytes are its own unless they are given.
    mutating func attach(_ piece: String, _ name: String? = nil, bytes: Int? = nil, _ facts: InvoiceFacts = .none)
        throws
    {
        let number = attachments.count
        attachments.append(
            AttachedPiece(
                attachment: Identifier(UUID()), document: Identifier(UUID()),
                digest: try DigestHasher.digest(of: sampleBytes(8, seed: UInt64(1_000 + (bytes ?? number)))),
                piece: try Sample.piece(piece), name: try #require(OriginalName(name ?? "\(piece)-\(number).pdf")),
                facts: facts))
    }

    mutating func attach(_ piece: String, _ facts: InvoiceFacts) throws { try attach(piece, nil, facts) }

    mutating func answer(_ question: String, _ answer: Bool) throws {
        answers[try #require(QuestionCode(question))] = answer
    }

    /// The same with its attachments in another order.
    func shuffled(_ seed: inout TestSeed) -> SampleRequirement {
        var other = self
        other.attachments.shuffle(using: &seed)
        return other
    }
}

/// Values of the domain from their texts.
enum Sample {
    static func piece(_ text: String) throws -> PieceCode { try #require(PieceCode(text)) }
    static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    static func text(_ text: String) throws -> LocalizedText {
        try #require(LocalizedText([.fr: "\(text) (fr)", .nl: "\(text) (nl)", .en: text]))
    }

    /// Facts of an invoice that nothing is to be said against.
    static func invoice(
        _ number: String? = "F-1", date: String? = "2025-01-31", supplier: String? = nil, cents: Int64? = 100,
        currency: String = "EUR", addressee: String? = nil, paidOn: String? = nil
    ) throws -> InvoiceFacts {
        InvoiceFacts(
            number: number, date: try date.map(Self.date), supplierNumber: supplier,
            addresseeNumber: try addressee.map { try #require(EnterpriseNumber($0)) },
            amount: try cents.map { try #require(Money(cents: $0, currency: currency)) },
            paidOn: try paidOn.map(Self.date))
    }

    /// Facts of a proof of payment.
    static func proof(_ numbers: String?, supplier: String? = nil) -> InvoiceFacts {
        InvoiceFacts(number: numbers, supplierNumber: supplier)
    }

    static func checklist(
        _ rules: ChecklistRule..., use: Checklist.Use = .application, code: String = "sample", questions: [String] = []
    ) throws -> Checklist {
        Checklist(
            code: try #require(ChecklistCode(code)), version: 1, use: use, title: try text("Sample"),
            citation: Citation(place: "art. 1", quote: "un texte assez long"),
            source: ChecklistSource(code: .decree2019, title: try text("Decree"), reference: "2019011008"),
            questions: try questions.map { Question(code: try #require(QuestionCode($0)), text: try text("\($0)?")) },
            rules: rules)
    }

    static func rule(
        _ code: String, min: Int = 1, max: Int? = nil, onlyWith: String? = nil, question: String? = nil,
        or alternatives: [String] = [], asManyAs: String? = nil, invoice: Bool = false, proof: Bool = false,
        _ effect: RuleEffect = .block
    ) throws -> ChecklistRule {
        let condition: PieceDemand.Condition =
            if let onlyWith { .attached(try piece(onlyWith)) } else if let question {
                .question(try #require(QuestionCode(question)))
            } else { .always }
        let demand = PieceDemand(
            minimum: min, maximum: max, condition: condition, alternatives: try alternatives.map(piece),
            atLeastAsManyAs: try asManyAs.map(piece), heading: nil, model: nil, isInvoice: invoice || proof,
            needsPaymentProof: proof)
        return try rule(.piece(piece(code), demand), code, effect)
    }

    static func excluded(_ code: String, _ effect: RuleEffect = .block) throws -> ChecklistRule {
        try rule(.excluded(piece(code)), code, effect)
    }

    static func check(_ check: RuleCheck, _ effect: RuleEffect = .warn) throws -> ChecklistRule {
        try rule(.check(check), check.rawValue, effect)
    }

    private static func rule(
        _ kind: ChecklistRule.Kind, _ label: String, _ effect: RuleEffect
    ) throws -> ChecklistRule {
        ChecklistRule(
            kind: kind, label: try text(label), effect: effect,
            citation: Citation(place: "art. 2", quote: "les mots pour \(label)"))
    }

    static func own(_ code: String, min: Int = 0, max: Int? = nil, proof: Bool = false) throws -> PieceRule {
        PieceRule(
            code: try piece(code), label: try text(code), heading: nil, minimum: min, maximum: max,
            needsPaymentProof: proof)
    }
}
