import Testing

@testable import DocVault

@Suite("a sentence")
struct SentenceTests {
    private let catalogue = SentenceCatalogue([
        Array(
            """
            {
                "t.plain": {"fr": "bonjour", "nl": "dag", "en": "hello"},
                "t.pieces": {"fr": "{n} {n|pièce|pièces}", "nl": "{n} {n|stuk|stukken}", "en": "{n} {n|piece|pieces}"},
                "t.outer": {"fr": "ici : {what}", "nl": "hier: {what}", "en": "here: {what}"}
            }
            """.utf8),
        Array("not JSON".utf8),
    ])

    @Test("is told in the language of who reads it")
    func languages() {
        #expect(
            Language.allCases.map { Sentence("t.plain").text(in: $0, of: catalogue) } == ["bonjour", "dag", "hello"])
    }

    @Test(
        "counts as its language counts",
        arguments: [
            (0, "0 pièce", "0 stukken", "0 pieces"), (1, "1 pièce", "1 stuk", "1 piece"),
            (2, "2 pièces", "2 stukken", "2 pieces"), (-1, "-1 pièce", "-1 stukken", "-1 pieces"),
        ])
    func plurals(count: Int, fr: String, nl: String, en: String) {
        let sentence = Sentence("t.pieces", ["n": .number(count)])
        #expect(Language.allCases.map { sentence.text(in: $0, of: catalogue) } == [fr, nl, en])
    }

    @Test("holds other sentences, told in the same language")
    func nested() {
        let pieces = SentenceValue.sentence(Sentence("t.pieces", ["n": .number(2)]))
        let sentence = Sentence(
            "t.outer", ["what": .list([pieces, .quoted("a\u{1b}b"), .size(1_234)], separator: ", ")])
        #expect(sentence.text(in: .fr, of: catalogue) == #"ici : 2 pièces, "a\u{1b}b", 1,2 ko"#)
        #expect(sentence.text(in: .en, of: catalogue) == #"here: 2 pieces, "a\u{1b}b", 1.2 kB"#)
    }

    @Test("tells what it can when something is lacking")
    func lacking() {
        #expect(Sentence("t.nowhere").text(in: .fr, of: catalogue) == "t.nowhere")
        #expect(Sentence("t.outer").text(in: .nl, of: catalogue) == "hier: {what}")
    }

    @Test(
        "is in the language that the environment asks for",
        arguments: [
            ([:], .en), (["LANG": "fr_BE.UTF-8"], .fr), (["LANG": "nl"], .nl), (["LANG": "de_BE.UTF-8"], .en),
            (["LANG": "fr_BE", "LC_MESSAGES": "nl_BE@euro"], .nl), (["LANG": "fr_BE", "LC_ALL": "C"], .en),
            (["LANG": "fr_BE", "LC_ALL": ""], .fr), (["LANG": "fr_BE", "VAULT_LANGUAGE": "nl"], .nl),
            (["LANG": "fr_BE", "VAULT_LANGUAGE": "xx"], .fr), (["LANG": "frisian"], .en),
        ] as [([String: String], Language)])
    func environment(variables: [String: String], language: Language) {
        #expect(Language(environment: variables) == language)
    }

    @Test(
        "tells sizes in the units of its language",
        arguments: [
            (0, "0 o", "0 B"), (999, "999 o", "999 B"), (1_000, "1,0 ko", "1.0 kB"), (16_777_216, "16,8 Mo", "16.8 MB"),
            (5_000_000_000_000_000, "5000,0 To", "5000.0 TB"),
        ] as [(Int64, String, String)])
    func sizes(bytes: Int64, fr: String, en: String) {
        #expect(ByteSize(bytes).text(in: .fr) == fr)
        #expect(ByteSize(bytes).text(in: .en) == en)
    }
}
