import Testing

@testable import DocVault

@Suite("reading JSON with its lines")
struct LocatedJSONTests {
    @Test(
        "what RFC 8259 allows is read",
        arguments: [
            "null", " true ", "false", "0", "-0", "12", "-1.5", "1e3", "1E+3", "0.5e-3", "1e400", "\"\"", "\"a\"", "[]",
            "[ ]", "{}",
            "{\t}", "[1,2]", "[[[]]]", "{\"\":0}", "{\"a\":{\"b\":[null]}}", "\r\n[\n]\n",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\\u00e9\"", "\"\\uD83D\\uDE00\"", "\"\u{7f}\u{2028}😀\"",
        ])
    func good(text: String) throws { _ = try LocatedJSON.parse(Array(text.utf8)) }

    @Test(
        "what it does not allow is refused",
        arguments: [
            "", " ", "nul", "nulL", "True", "truex", "01", "-01", "00", "-", "+1", ".5", "-.5", "1.", "1.e3", "1e",
            "1e+", "0x1F",
            "NaN", "Infinity", "1_000", "'a'", "\"", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\\uzzzz\"",
            "\"\\ud800\"",
            "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "[", "]", "[1", "[1,]", "[,1]",
            "[1 2]", "[1,,2]",
            "{", "}", "{1:2}", "{a:1}", "{\"a\"}", "{\"a\" 1}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1 \"b\":2}",
            "{\"a\":1,\"a\":2}", "[] []", "{}x", "/* */ 1", "// x\n1", "\u{feff}[]", "\u{a0}1",
        ])
    func bad(text: String) {
        #expect(throws: DescriptionFlaw.self) { try LocatedJSON.parse(Array(text.utf8)) }
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0xff, 0xfe, 0x31, 0x00],
        ])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: DescriptionFlaw(line: nil, field: "", reason: Sentence("description.json.notUTF8"))) {
            try LocatedJSON.parse(bytes)
        }
    }

    @Test("64 levels are read and one more is refused, however deep it goes on")
    func depth() throws {
        func nested(_ count: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: count) + Array(repeating: UInt8(ascii: "]"), count: count)
        }
        _ = try LocatedJSON.parse(nested(64))
        for count in [65, 1_000_000] {
            #expect(
                throws: DescriptionFlaw(
                    line: 1, field: "", reason: Sentence("description.json.tooDeep", ["levels": .number(64)]))
            ) {
                try LocatedJSON.parse(nested(count))
            }
        }
    }

    @Test("a flaw names the line it is on")
    func lines() {
        for (text, line) in [
            ("[\n1,\n2\n3]", 4), ("{\n\"a\": tru\n}", 2), ("{\"a\":\n\n1,\n\"a\":2}", 4), ("[1]\n\n2", 3),
        ] {
            let flaw = #expect(throws: DescriptionFlaw.self) { try LocatedJSON.parse(Array(text.utf8)) }
            #expect(flaw?.line == line, "\(text)")
        }
    }

    @Test("a cut anywhere is refused and never traps")
    func cuts() throws {
        let whole = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00",true,null],"b":{"c":"é"}}"#.utf8)
        _ = try LocatedJSON.parse(whole)
        for count in 0..<whole.count {
            #expect(throws: DescriptionFlaw.self) { try LocatedJSON.parse(Array(whole.prefix(count))) }
        }
    }

    @Test("any bytes are read or refused, and never trap")
    func anyBytes() {
        var random = TestSeed(for: "JSON from any bytes")
        let alphabet = Array(#"{}[]",:\u00e9dDtrue fals-0.1eE+\#n"#.utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            _ = try? LocatedJSON.parse(bytes)
        }
    }
}
