import Testing

@testable import VaultHTTP

@Suite("a range of bytes")
struct ByteRangesTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let header: String?
        let length: Int64
        let expected: ByteRanges

        init(_ header: String?, of length: Int64 = 10_000, _ expected: ByteRanges) {
            (self.header, self.length, self.expected) = (header, length, expected)
        }

        var testDescription: String { "\(header ?? "none") of \(length)" }
    }

    /// RFC 9110 §14.1.2 for the first nine; the rest are what its grammar and §14.2 come to.
    static let vectors: [Vector] = [
        Vector("bytes=0-499", .some([0..<500])), Vector("bytes=500-999", .some([500..<1_000])),
        Vector("bytes=-500", .some([9_500..<10_000])), Vector("bytes=9500-", .some([9_500..<10_000])),
        Vector("bytes=0-0,-1", .some([0..<1, 9_999..<10_000])),
        Vector("bytes=0-0, 2-2,-1", .some([0..<1, 2..<3, 9_999..<10_000])),
        Vector("bytes= 0-999, 4500-5499, -1000", .some([0..<1_000, 4_500..<5_500, 9_000..<10_000])),
        Vector("bytes=500-600,601-999", .some([500..<1_000])),
        Vector("bytes=500-700,601-999", .some([500..<1_000])),
        Vector(nil, .whole), Vector("", .whole), Vector("bytes=", .whole), Vector("bytes", .whole),
        Vector("items=0-1", .whole), Vector("bytes 0-1", .whole), Vector("BYTES=0-0", .some([0..<1])),
        Vector("bytes=1-0", .whole), Vector("bytes=-", .whole), Vector("bytes=a-b", .whole),
        Vector("bytes=0-1,x", .whole), Vector("bytes=0x0-0x1", .whole), Vector("bytes=+1-2", .whole),
        Vector("bytes=0 -1", .whole), Vector("bytes=,0-1,,", .some([0..<2])),
        Vector("bytes=0-", .some([0..<10_000])), Vector("bytes=0-99999", .some([0..<10_000])),
        Vector("bytes=9999-", .some([9_999..<10_000])), Vector("bytes=10000-", .none),
        Vector("bytes=10000-10001", .none), Vector("bytes=-0", .none),
        Vector("bytes=-20000", .some([0..<10_000])), Vector("bytes=10000-, 3-4", .some([3..<5])),
        Vector("bytes=99999999999999999999-", .none),
        Vector("bytes=0-99999999999999999999", .some([0..<10_000])),
        Vector("bytes=-99999999999999999999", .some([0..<10_000])),
        Vector("bytes=0-", of: 0, .none), Vector("bytes=-1", of: 0, .whole), Vector("bytes=0-0", of: 1, .some([0..<1])),
        // In the order that they were asked for, as one where they touch.
        Vector("bytes=50-60, 0-10, 11-20, 40-50", .some([40..<61, 0..<21])),
        Vector("bytes=0-10, 20-30, 5-25", .some([0..<31])),
    ]

    @Test("is read as the standard has it", arguments: vectors)
    func vector(_ vector: Vector) {
        #expect(ByteRanges(vector.header, of: vector.length) == vector.expected)
    }

    @Test("of more pieces than anybody needs is the whole")
    func many() {
        let single: [String] = (0..<17).map { "\($0 * 2)-\($0 * 2)" }
        let ranges: [Range<Int64>] = (0..<16).map { (number: Int64) in number * 2..<number * 2 + 1 }
        let sixteen = "bytes=\(single.prefix(16).joined(separator: ","))"
        #expect(ByteRanges(sixteen, of: 10_000) == .some(ranges))
        #expect(ByteRanges("bytes=\(single.joined(separator: ","))", of: 10_000) == .whole)
        let repeated = String(repeating: "0-,", count: 100)
        #expect(ByteRanges("bytes=\(repeated)", of: 10) == .some([0..<10]))
        #expect(ByteRanges("bytes=\(repeated)\(repeated)\(repeated)\(repeated)", of: 10) == .whole)
    }

    @Test("is honoured when what was begun is what is there")
    func conditions() {
        let tag = EntityTag(opaque: "abc")
        #expect(tag.satisfies(ifMatch: nil))
        #expect(tag.satisfies(ifMatch: "*"))
        #expect(tag.satisfies(ifMatch: "\"x\", \"abc\""))
        #expect(!tag.satisfies(ifMatch: "W/\"abc\""))
        #expect(!tag.satisfies(ifMatch: "abc"))
        #expect(!tag.isKnown(ifNoneMatch: nil))
        #expect(tag.isKnown(ifNoneMatch: "W/\"abc\""))
        #expect(tag.isKnown(ifNoneMatch: "\"x\",\"abc\""))
        #expect(!tag.isKnown(ifNoneMatch: "\"abcd\""))
        #expect(tag.continues(ifRange: nil))
        #expect(tag.continues(ifRange: "\"abc\""))
        #expect(!tag.continues(ifRange: "W/\"abc\""))
        #expect(!tag.continues(ifRange: "Sat, 21 Nov 2026 08:00:00 GMT"))
    }

    @Test(
        "has a name that every program can keep",
        arguments: [
            ("proof.txt", #"attachment; filename="proof.txt""#),
            (
                "facture n° 3.pdf",
                #"attachment; filename="facture n_ 3.pdf"; filename*=UTF-8''facture%20n%C2%B0%203.pdf"#
            ),
            ("a\"b\\c.txt", #"attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b%5Cc.txt"#),
            ("100%.txt", #"attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt"#),
            (
                "line\r\nSet-Cookie: x",
                #"attachment; filename="line__Set-Cookie: x"; filename*=UTF-8''line%0D%0ASet-Cookie%3A%20x"#
            ),
        ])
    func names(name: String, expected: String) {
        #expect(ContentDisposition(kind: .attachment, name: name).description == expected)
    }
}
