import Testing

@testable import DocVault

/// JSON that people may look at, with one text for one value.
@Suite("Readable JSON")
struct ReadableJSONTests {
    @Test("has a member or an item a line, in canonical order")
    func layout() throws {
        let json: CanonicalJSON = ["b": [1, [], [:], [true]], "a": ["é\n\"\u{1}": nil]]
        #expect(
            try json.readableText() == """
                {
                  "a": {
                    "é\\n\\"\\u0001": null
                  },
                  "b": [
                    1,
                    [],
                    {},
                    [
                      true
                    ]
                  ]
                }
                """)
    }

    @Test("refuses what has no canonical text")
    func refusals() {
        #expect(throws: CanonicalJSONError.integerOutOfRange) {
            try CanonicalJSON.array([.integer(.max)]).readableText()
        }
        var deep: CanonicalJSON = [1]
        for _ in 0..<100 { deep = [deep] }
        #expect(throws: CanonicalJSONError.tooDeep) { try deep.readableText() }
    }
}
