import Testing

@testable import DocVault

@Suite("a file of checklists")
struct ChecklistFileTests {
    @Test("every member is read")
    func reading() throws {
        let file = try ChecklistFile(json: Array(ChecklistEdit.file.utf8))
        #expect(file.source.code == .decree2019)
        #expect(file.questions.map(\.code.text) == ["has-sponsor"])
        let checklist = try #require(file.checklists.first)
        #expect(checklist.reference.description == "costs-d version 2")
        #expect(checklist.use == .heading(.d))
        #expect(checklist.questions == file.questions)
        #expect(
            checklist.rules.map(\.code.text) == ["invoice", "payment-proof", "sponsor-letter", "per-diem", "in-euro"])
        #expect(checklist.rules.map(\.effect) == [.block, .block, .warn, .warn, .warn])
        let invoice = try #require(checklist.rules[0].piece?.demand)
        #expect((invoice.minimum, invoice.maximum, invoice.model) == (2, 9, 5))
        #expect(invoice.heading == .d && invoice.isInvoice && invoice.needsPaymentProof)
        #expect(invoice.condition == .always && invoice.alternatives == [] && invoice.atLeastAsManyAs == nil)
        let proof = try #require(checklist.rules[1].piece?.demand)
        #expect((proof.minimum, proof.maximum, proof.model) == (1, nil, nil))
        #expect(proof.alternatives.map(\.text) == ["sponsor-letter"])
        #expect(proof.atLeastAsManyAs?.text == "invoice")
        #expect(proof.condition == .attached(try #require(PieceCode("invoice"))))
        #expect(!proof.isInvoice && !proof.needsPaymentProof)
        let letter = try #require(checklist.rules[2].piece?.demand)
        #expect(letter.condition == .question(try #require(QuestionCode("has-sponsor"))))
        #expect(checklist.rules[3].kind == .excluded(try #require(PieceCode("per-diem"))))
        #expect(checklist.rules[4].kind == .check(.inEuro))
        #expect(checklist.rules[4].citation == Citation(place: "A, d)", quote: "consignée dans un tableau"))
    }

    private static let label = "\"label\": {\"fr\": \"Facture\", \"nl\": \"Factuur\", \"en\": \"Invoice\"}"

    static let edits = [
        // The format and the source.
        ChecklistEdit(
            "docvault-checklists/1", "docvault-checklists/2",
            "line 2: format: is \"docvault-checklists/2\"; this program reads \"docvault-checklists/1\""),
        ChecklistEdit(
            "\"decree-2019\"", "\"decree-1830\"",
            "line 4: source.code: \"decree-1830\" is not one of decree-2019, directives, erdf-2021-2027"),
        ChecklistEdit(
            "\"reference\"", "\"address\"",
            "line 3: source: the field \"reference\" is missing",
            "line 6: source.address: is not a field of this format"),
        // An unknown rule, effect, check or member.
        ChecklistEdit(
            "\"kind\": \"piece\"", "\"kind\": \"document\"",
            "line 22: checklists[0].rules[0].kind: \"document\" is not one of piece, excluded, check",
            "line 40: checklists[0].rules[1].atLeastAsManyAs: there is no piece invoice in this checklist",
            "line 41: checklists[0].rules[1].applies.attached: there is no piece invoice in this checklist"),
        ChecklistEdit(
            "\"effect\": \"block\"", "\"effect\": \"stop\"",
            "line 24: checklists[0].rules[0].effect: \"stop\" is not one of block, warn"),
        ChecklistEdit(
            "\"in-euro\"", "\"in-francs\"",
            "line 59: checklists[0].rules[4].code: \"in-francs\" is not one of within-project-period, within-erdf-window, "
                + "has-payment-proof, addressed-to-beneficiary, attached-once, no-real-costs-under-flat-rate, in-euro"),
        ChecklistEdit(
            "\"model\": 5", "\"modle\": 5", "line 29: checklists[0].rules[0].modle: is not a field of this format"),
        ChecklistEdit(
            "\"use\": \"heading\"", "\"use\": \"headings\"",
            "line 15: checklists[0].use: \"headings\" is not one of application, recognition, claim, heading, revenue, "
                + "option, evidence"),
        // A missing or blank language.
        ChecklistEdit(
            label, "\"label\": {\"fr\": \"Facture\", \"en\": \"Invoice\"}",
            "line 23: checklists[0].rules[0].label: the field \"nl\" is missing"),
        ChecklistEdit(
            label, "\"label\": {\"fr\": \"Facture\", \"nl\": \" \", \"en\": \"\"}",
            "line 23: checklists[0].rules[0].label.nl: must not be blank",
            "line 23: checklists[0].rules[0].label.en: must not be empty"),
        ChecklistEdit(
            "\"en\": \"A sponsor?\"", "\"de\": \"Ein Pate?\"",
            "line 9: questions[0].text.de: is not a field of this format",
            "line 9: questions[0].text: the field \"en\" is missing"),
        ChecklistEdit(
            "\"nl\": \"Kosten\", ", "", "line 17: checklists[0].title: the field \"nl\" is missing"),
        // A citation to nothing.
        ChecklistEdit(
            "\"citation\": {\"place\": \"A, d)\", \"quote\": \"pas de «per diem»\"}", "\"citation\": null",
            "line 56: checklists[0].rules[3].citation: must be an object, not null"),
        ChecklistEdit(
            "\"place\": \"art. 29\", ", "", "line 48: checklists[0].rules[2].citation: the field \"place\" is missing"),
        ChecklistEdit(
            "\"place\": \"art. 29\"", "\"place\": \"\"",
            "line 48: checklists[0].rules[2].citation.place: must not be empty"),
        ChecklistEdit(
            "une copie des pièces justificatives", "",
            "line 25: checklists[0].rules[0].citation.quote: must not be empty"),
        ChecklistEdit(
            "une copie des pièces justificatives", "  une   copie ",
            "line 25: checklists[0].rules[0].citation.quote: wants 10 to 200 characters of the source text, not 9"),
        ChecklistEdit(
            "une copie des pièces justificatives", String(repeating: "copie ", count: 34),
            "line 25: checklists[0].rules[0].citation.quote: wants 10 to 200 characters of the source text, not 203"),
        // Members that belong elsewhere.
        ChecklistEdit(
            "\"use\": \"heading\"", "\"use\": \"claim\"",
            "line 16: checklists[0].heading: belongs to a checklist whose use is \"heading\" alone"),
        ChecklistEdit(
            "      \"heading\": \"d\",\n      \"title\"", "      \"title\"",
            "line 12: checklists[0]: the field \"heading\" is missing"),
        ChecklistEdit(
            "pas de «per diem»\"}", "pas de «per diem»\"},\n          \"min\": 1",
            "line 57: checklists[0].rules[3].min: belongs to a rule whose kind is \"piece\" alone"),
        ChecklistEdit(
            "\"needsPaymentProof\": true,\n          \"invoice\": true", "\"needsPaymentProof\": true",
            "line 30: checklists[0].rules[0].needsPaymentProof: wants \"invoice\": true, since invoices alone are paid"),
        // Numbers.
        ChecklistEdit("\"min\": 2", "\"min\": 10", "line 20: checklists[0].rules[0]: max 9 is less than min 10"),
        ChecklistEdit(
            "\"min\": 2", "\"min\": -1",
            "line 26: checklists[0].rules[0].min: must be a whole number from 0 up"),
        ChecklistEdit(
            "\"max\": 9", "\"max\": 0", "line 27: checklists[0].rules[0].max: must be a whole number from 1 up"),
        ChecklistEdit(
            "\"model\": 5", "\"model\": 11",
            "line 29: checklists[0].rules[0].model: is 11; the directives have models 1 to 10"),
        ChecklistEdit(
            "\"version\": 2", "\"version\": 0", "line 14: checklists[0].version: must be a whole number from 1 up"),
        // References.
        ChecklistEdit(
            "\"atLeastAsManyAs\": \"invoice\"", "\"atLeastAsManyAs\": \"per-diem\"",
            "line 40: checklists[0].rules[1].atLeastAsManyAs: there is no piece per-diem in this checklist"),
        ChecklistEdit(
            "[\"sponsor-letter\"]", "[\"letter\", \"payment-proof\", \"invoice\", \"invoice\"]",
            "line 39: checklists[0].rules[1].alternatives: invoice stands here twice",
            "line 39: checklists[0].rules[1].alternatives[0]: there is no piece letter in this checklist",
            "line 39: checklists[0].rules[1].alternatives[1]: payment-proof refers to itself"),
        ChecklistEdit(
            "{\"question\": \"has-sponsor\"}", "{\"question\": \"has-godfather\"}",
            "line 49: checklists[0].rules[2].applies.question: there is no question has-godfather in this file"),
        ChecklistEdit(
            "{\"question\": \"has-sponsor\"}", "{\"question\": \"has-sponsor\", \"attached\": \"invoice\"}",
            "line 49: checklists[0].rules[2].applies: wants either \"question\" or \"attached\""),
        ChecklistEdit(
            "{\"question\": \"has-sponsor\"}", "{}",
            "line 49: checklists[0].rules[2].applies: wants either \"question\" or \"attached\""),
        // Codes.
        ChecklistEdit(
            "\"sponsor-letter\",\n", "\"invoice\",\n",
            "line 19: checklists[0].rules: invoice stands here twice",
            "line 39: checklists[0].rules[1].alternatives[0]: there is no piece sponsor-letter in this checklist",
            "line 43: checklists[0].rules[2]: invoice has another label elsewhere in this file"),
        ChecklistEdit(
            "\"costs-d\"", "\"Costs D\"",
            "line 13: checklists[0].code: \"Costs D\" is not a code: 1 to 40 small letters, digits and -, beginning with a "
                + "letter"),
        ChecklistEdit(
            "A sponsor?\"}}",
            "A sponsor?\"}},\n    {\"code\": \"has-sponsor\", \"text\": {\"fr\": \"a\", \"nl\": \"b\", "
                + "\"en\": \"c\"}}", "line 8: questions: has-sponsor stands here twice"),
        // Nothing in it.
        ChecklistEdit(
            "\"rules\": [", "\"rules\": [], \"more\": [",
            "line 19: checklists[0].rules: wants at least one rule",
            "line 19: checklists[0].more: is not a field of this format"),
        ChecklistEdit(
            "\"checklists\": [", "\"checklists\": [], \"more\": [", "line 11: checklists: wants at least one checklist",
            "line 11: more: is not a field of this format"),
        ChecklistEdit("  \"format\"", "  \"format\":", "line 2: unexpected \":\" where a value begins"),
    ]

    @Test("a rule of the format that is broken is named with its place", arguments: edits)
    func broken(edit: ChecklistEdit) throws {
        let bytes = try #require(edit.applied)
        #expect(ChecklistEdit.flaws(in: bytes).sorted() == edit.flaws.sorted())
    }

    @Test("a checklist of the same code and version stands in a file once; another version beside it is welcome")
    func twice() throws {
        let text = ChecklistEdit.file
        let start = try #require(text.firstRange(of: "    {\n      \"code\": \"costs-d\""))
        let end = try #require(text.firstRange(of: "\n  ]\n}"))
        let checklist = String(text[start.lowerBound..<end.lowerBound])
        let doubled = text.replacing(checklist, with: "\(checklist),\n\(checklist)")
        #expect(
            ChecklistEdit.flaws(in: Array(doubled.utf8)) == ["line 11: checklists: costs-d version 2 stands here twice"]
        )
        let older = checklist.replacing("\"version\": 2", with: "\"version\": 1")
        let both = text.replacing(checklist, with: "\(checklist),\n\(older)")
        let file = try ChecklistFile(json: Array(both.utf8))
        let library = ChecklistLibrary([file])
        let code = try #require(ChecklistCode("costs-d"))
        #expect(library.checklist(code)?.version == 2)
        #expect(library.checklist(code, version: 1)?.version == 1)
        #expect(library.checklist(code, version: 3) == nil)
        #expect(library.newest().map(\.version) == [2])
        #expect(library.newest(of: .heading).count == 1)
        #expect(library.newest(of: .claim) == [])
        #expect(library.nearest(to: try #require(ChecklistCode("costs-e"))) == code)
    }

    @Test("quotations are looked up in the source text, whatever its line breaks")
    func quotations() throws {
        let file = try ChecklistFile(json: Array(ChecklistEdit.file.utf8))
        let source = """
            des autres frais
            d'exploitation; une copie des pièces  justificatives (souches, factures, preuves de paiement) \
            consignée dans un tableau (**pas de «per diem»**)
            """
        #expect(file.flaws(against: source).map(\.field) == ["costs-d.sponsor-letter"])
        #expect(
            file.flaws(against: "").map(\.field) == [
                "costs-d", "costs-d.invoice", "costs-d.payment-proof", "costs-d.sponsor-letter", "costs-d.per-diem",
                "costs-d.in-euro",
            ])
        #expect(
            file.flaws(against: source).first?.sentence.text(in: .en)
                == "costs-d.sponsor-letter: does not stand in the source text: \"le cas échéant, une lettre du parrain\""
        )
    }
}
