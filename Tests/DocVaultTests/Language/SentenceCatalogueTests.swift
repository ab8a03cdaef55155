import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("the catalogue of sentences")
struct SentenceCatalogueTests {
    private static let folder = "\(VaultProgram.sourceRoot)/Sources/DocVault/Language/Sentences"

    private func areas() throws -> [String: String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (
                    name.replacing(".json", with: ""),
                    try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
                )
            })
    }

    private func sources() throws -> [String: String] {
        let root = "\(VaultProgram.sourceRoot)/Sources"
        let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return try Dictionary(
            uniqueKeysWithValues: paths.filter { $0.hasSuffix(".swift") }.map { path in
                (path, try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
            })
    }

    @Test("has every sentence that the sources use, in all three languages, and no other")
    func complete() throws {
        let (areas, sources) = (try areas(), try sources())
        #expect(areas.count > 2 && sources.count > 100)
        #expect(try CatalogueCheck(areas: areas, sources: sources).flaws == [])
    }

    @Test("is built into the program whole")
    func embedded() throws {
        let keys = try areas().values.flatMap { text in
            try JSONDecoder().decode([String: [String: String]].self, from: Data(text.utf8)).keys
        }
        #expect(SentenceCatalogue.embedded.keys.symmetricDifference(keys) == [])
    }

    @Test(
        "is found wanting where it is",
        arguments: [
            (#"{"a.x": {"fr": "un", "nl": "een"}}"#, #"Sentence("a.x")"#, "a.json: a.x is lacking in en"),
            (#"{"a.x": {"fr": "un", "nl": " ", "en": "one"}}"#, #"Sentence("a.x")"#, "a.json: a.x is lacking in nl"),
            (
                #"{"a.x": {"fr": "{n}", "nl": "{n}", "en": "{m}"}}"#, #"Sentence("a.x", ["n": 1])"#,
                "a.json: a.x has other values in en"
            ),
            (
                #"{"a.x": {"fr": "{n", "nl": "een", "en": "one"}}"#, #"Sentence("a.x")"#,
                "a.json: a.x has a stray brace or bar in fr"
            ),
            (
                #"{"b.x": {"fr": "un", "nl": "een", "en": "one"}}"#, #"Sentence("b.x")"#,
                "a.json: b.x does not begin with a"
            ),
            (
                #"{"a.x": {"fr": "un", "nl": "een", "en": "one", "de": "eins"}}"#, #"Sentence("a.x")"#,
                #"a.json: a.x has the languages ["de"]"#
            ),
            (
                #"{"a.x": {"fr": "un", "nl": "een", "en": "one"}, "a.x": {"fr": "1", "nl": "1", "en": "1"}}"#,
                #"Sentence("a.x")"#, "a.json: a.x stands there twice"
            ),
            (#"{"a.x": {"fr": "un", "nl": "een", "en": "one"}}"#, "", "a.x is used nowhere"),
            (
                #"{"a.x": {"fr": "un", "nl": "een", "en": "one"}}"#, "Sentence(\"a.x\")\nSentence(\n  \"a.y\")",
                "s.swift:2: a.y is not in the catalogue"
            ),
            (
                #"{"a.x": {"fr": "{n}", "nl": "{n}", "en": "{n}"}}"#, #"Sentence("a.x")"#,
                #"s.swift:1: a.x has ["n"], is given []"#
            ),
            (
                #"{"a.x": {"fr": "{n}", "nl": "{n}", "en": "{n}"}}"#,
                #"Sentence("a.x", ["n": f("\(g("m"))", ["k": 1]), "m" : 2])"#,
                #"s.swift:1: a.x has ["n"], is given ["m", "n"]"#
            ),
        ])
    func wanting(catalogue: String, source: String, flaw: String) throws {
        #expect(try CatalogueCheck(areas: ["a": catalogue], sources: ["s.swift": source]).flaws == [flaw])
    }

    @Test("is not found wanting where it is not")
    func flawless() throws {
        let catalogue = #"{"a.x": {"fr": "{n} {n|un|des}", "nl": "{n}", "en": "{n} {m|a|b}"}}"#
            .replacing("{m|a|b}", with: "{n|a|b}")
        let source = #"Sentence("a.x", ["n": .text("\(x["y"] ?? "):")")]), "m": 1"#
        #expect(try CatalogueCheck(areas: ["a": catalogue], sources: ["s.swift": source]).flaws == [])
    }
}
