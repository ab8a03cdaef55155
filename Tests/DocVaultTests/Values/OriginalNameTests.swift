import SystemPackage
import Testing

@testable import DocVault

@Suite("an original name")
struct OriginalNameTests {
    @Test(
        "that is not UTF-8 is kept in its bytes, beside a text",
        arguments: [
            ([0x63, 0x61, 0x66, 0xe9], #"caf\xE9"#), ([0xff], #"\xFF"#), ([0xc3], #"\xC3"#), ([0xc3, 0x28], #"\xC3("#),
            ([0xf0, 0x9f, 0x98], #"\xF0\x9F\x98"#), ([0xed, 0xa0, 0x80], #"\xED\xA0\x80"#),
            ([0xc3, 0xa9, 0xe9], #"é\xE9"#), ([0xc0, 0xaf], #"\xC0\xAF"#),
        ] as [([UInt8], String)])
    func notUTF8(bytes: [UInt8], text: String) {
        let name = OriginalName(bytes: bytes)
        #expect(name.text == text)
        #expect(name.bytes == bytes)
    }

    @Test("that is UTF-8 is its text alone, not composed and not decomposed")
    func isUTF8() {
        for text in ["é.pdf", "e\u{301}.pdf", "😀", "a\nb", "\u{202e}fdp.exe", #"caf\xE9"#] {
            let name = OriginalName(bytes: Array(text.utf8))
            #expect(Array(name.text.utf8) == Array(text.utf8))
            #expect(name.bytes == nil)
        }
    }

    @Test("is the last part of a path")
    func path() {
        #expect(OriginalName(FilePath("a/b/c.pdf")).text == "c.pdf")
        #expect(OriginalName(FilePath("../../etc/passwd")).text == "passwd")
        #expect(OriginalName(FilePath("/x/y/")).text == "y")
    }

    @Test("from a client is refused when it could be more than a name")
    func client() {
        for text in ["", ".", "..", "a/b", "/", "../a", "a\u{0}b", String(repeating: "x", count: 256)] {
            #expect(OriginalName(text) == nil, "\(text.debugDescription)")
        }
        for text in ["a", "...", " ", "a\\b", "C:\\x", "-rf", String(repeating: "x", count: 255)] {
            #expect(OriginalName(text)?.text == text)
        }
    }

    @Test("from any bytes has a text")
    func anyBytes() {
        var random = TestSeed(for: "names from any bytes")
        for _ in 0..<5_000 {
            let bytes = random.bytes(count: .random(in: 1...12, using: &random))
            let name = OriginalName(bytes: bytes)
            #expect(!name.text.isEmpty)
            #expect(name.bytes == nil ? Array(name.text.utf8) == bytes : name.bytes == bytes)
        }
    }
}
