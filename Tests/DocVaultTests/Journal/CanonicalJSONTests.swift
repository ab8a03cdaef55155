import Testing

@testable import DocVault

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalJSONTests {
    private func text(_ value: CanonicalJSON) throws -> String {
        String(decoding: try value.canonicalBytes(), as: UTF8.self)
    }

    @Test("the string of RFC 8785 §3.2.2 is escaped as the RFC shows")
    func stringVector() throws {
        #expect(try text(.string("\u{20ac}$\u{0F}\u{0a}A'\u{42}\u{22}\u{5c}\\\"/")) == #""€$\u000f\nA'B\"\\\\\"/""#)
    }

    @Test("the literals of RFC 8785 §3.2.2 keep their order")
    func literalVector() throws {
        #expect(try text([nil, true, false]) == "[null,true,false]")
    }

    @Test("the keys of RFC 8785 §3.2.3 are sorted by UTF-16 code units")
    func sortingVector() throws {
        let value: CanonicalJSON = [
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{f6}": "Latin Small Letter O With Diaeresis",
        ]
        let expected = [
            "\"\\r\":\"Carriage Return\"", "\"1\":\"One\"", "\"\u{80}\":\"Control\"",
            "\"\u{f6}\":\"Latin Small Letter O With Diaeresis\"", "\"\u{20ac}\":\"Euro Sign\"",
            "\"\u{1F600}\":\"Emoji: Grinning Face\"", "\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"",
        ]
        let bytes = try value.canonicalBytes()
        #expect(bytes == Array("{\(expected.joined(separator: ","))}".utf8))
        #expect(try CanonicalJSON(canonical: bytes) == value)
    }

    @Test("the nested sample keys of RFC 8785 come out sorted at every level")
    func nested() throws {
        let value: CanonicalJSON = [
            "1": ["f": ["f": "hi", "F": 5], "\n": 56], "10": [:], "": "empty", "111": [["e": "yes", "E": "no"]],
            "A": [:],
        ]
        #expect(
            try text(value)
                == #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{}}"#)
    }

    @Test("text is not normalised: composed and decomposed letters stay different values and keys")
    func noNormalisation() throws {
        let both: CanonicalJSON = ["\u{e9}": 1, "e\u{301}": 2]
        #expect(try both.canonicalBytes() == Array("{\"e\u{301}\":2,\"\u{e9}\":1}".utf8))
        #expect(CanonicalJSON.string("\u{e9}") != CanonicalJSON.string("e\u{301}"))
        guard case .object(let object) = both else { return #expect(Bool(false)) }
        #expect(object["\u{e9}"] == 1)
    }

    @Test("every control character round-trips")
    func controls() throws {
        let value = CanonicalJSON.string(String(String.UnicodeScalarView((0...0x7f).compactMap(Unicode.Scalar.init))))
        #expect(try CanonicalJSON(canonical: value.canonicalBytes()) == value)
    }

    @Test("integers end at 2^53 − 1", arguments: [Int64(9_007_199_254_740_992), -9_007_199_254_740_992, .max, .min])
    func integerRange(_ number: Int64) throws {
        #expect(throws: CanonicalJSONError.integerOutOfRange) { try CanonicalJSON.integer(number).canonicalBytes() }
        #expect(throws: CanonicalJSONError.integerOutOfRange) { try CanonicalJSON(canonical: Array("\(number)".utf8)) }
        #expect(try text(.integer(number.signum() * 9_007_199_254_740_991)).hasSuffix("9007199254740991"))
    }

    @Test("64 levels are read and written, 65 are not")
    func depth() throws {
        func nest(_ depth: Int) -> [UInt8] {
            Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth)
        }
        #expect(try CanonicalJSON(canonical: nest(64)).canonicalBytes() == nest(64))
        #expect(throws: CanonicalJSONError.tooDeep) { try CanonicalJSON(canonical: nest(65)) }
        #expect(throws: CanonicalJSONError.tooDeep) {
            try CanonicalJSON(canonical: Array(repeating: 0x5B, count: 1_000_000))
        }
        var value = CanonicalJSON.null
        for _ in 0..<65 { value = .array([value]) }
        let tooDeep = value
        #expect(throws: CanonicalJSONError.tooDeep) { try tooDeep.canonicalBytes() }
    }

    @Test(
        "hostile or merely different text is refused with the reason",
        arguments: [
            ("", CanonicalJSONError.unexpectedEnd), (" 1", .notCanonical(offset: 0)), ("1 ", .notCanonical(offset: 1)),
            ("1\n", .notCanonical(offset: 1)), ("[1, 2]", .notCanonical(offset: 3)), ("-0", .notCanonical(offset: 0)),
            ("01", .notCanonical(offset: 0)), ("1.0", .notAnInteger(offset: 1)), ("1e2", .notAnInteger(offset: 1)),
            ("+1", .unexpectedByte(offset: 0)), ("-", .unexpectedEnd), ("-x", .unexpectedByte(offset: 1)),
            ("NaN", .unexpectedByte(offset: 0)),
            ("99999999999999999999999", .integerOutOfRange), ("tru", .unexpectedEnd),
            ("trux", .unexpectedByte(offset: 3)),
            (#"{"b":1,"a":2}"#, .notCanonical(offset: 2)), (#"{"a":1,"a":1}"#, .duplicateKey("a")),
            (#"{"a":1,"\u0061":2}"#, .duplicateKey("a")), (#"{"a":1,}"#, .unexpectedByte(offset: 7)),
            ("[1,]", .unexpectedByte(offset: 3)), ("[1", .unexpectedEnd), (#"{"a""#, .unexpectedEnd),
            (#"{1:2}"#, .unexpectedByte(offset: 1)),
            (#""\u0041""#, .notCanonical(offset: 1)), (#""\/""#, .notCanonical(offset: 1)),
            (#""\u000F""#, .notCanonical(offset: 6)),
            (#""\u000a""#, .notCanonical(offset: 2)), (#""\ud83d""#, .unexpectedByte(offset: 7)),
            (#""\ud83d\u0041""#, .malformedEscape(offset: 1)), (#""\ude00""#, .malformedEscape(offset: 1)),
            (#""\x""#, .malformedEscape(offset: 1)),
            (#""\u12"#, .unexpectedEnd), (#""\u12g4""#, .malformedEscape(offset: 1)), (#""\"#, .unexpectedEnd),
            ("\"\u{1}\"", .unexpectedByte(offset: 1)), ("\"a\nb\"", .unexpectedByte(offset: 2)),
            ("\u{feff}1", .unexpectedByte(offset: 0)), ("1 2", .unexpectedByte(offset: 2)),
            ("'a'", .unexpectedByte(offset: 0)), ("\u{0}", .unexpectedByte(offset: 0)),
        ])
    func refused(_ text: String, _ reason: CanonicalJSONError) {
        #expect(throws: reason) { try CanonicalJSON(canonical: Array(text.utf8)) }
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82],
        ] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) {
        #expect(throws: CanonicalJSONError.notUTF8) { try CanonicalJSON(canonical: bytes) }
    }

    @Test("random bytes and damaged events never trap, and what is read writes the same bytes")
    func fuzz() throws {
        var random = AnnouncedGenerator.announced()
        let sample = Array(
            #"{"act":"deposit","n":[-1,0,9007199254740991],"s":"\u0001\"\\é😀","t":{"":null,"a":true}}"#.utf8)
        _ = try CanonicalJSON(canonical: sample)
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: Int.random(in: bytes.indices, using: &random))
                case _:
                    bytes.insert(
                        bytes[Int.random(in: bytes.indices, using: &random)],
                        at: Int.random(in: bytes.indices, using: &random))
                }
            }
            if let value = try? CanonicalJSON(canonical: bytes) { #expect(try value.canonicalBytes() == bytes) }
        }
    }
}
