import Testing

@testable import DocVault

@Suite("a checklist as canonical JSON")
struct CanonicalChecklistTests {
    private func sample() throws -> Checklist {
        try #require(try ChecklistFile(json: Array(ChecklistEdit.file.utf8)).checklists.first)
    }

    @Test("it is read back from its canonical bytes alone")
    func roundTrip() throws {
        let checklist = try sample()
        #expect(try Checklist(canonical: checklist.canonicalBytes()) == checklist)
    }

    @Test("the bytes are the same however the file was spelled")
    func spelling() throws {
        let plain = try sample()
        let respelled = ChecklistEdit.file
            .replacing("          \"min\": 2,\n", with: "").replacing("\"max\": 9,", with: "\"max\": 9, \"min\": 2,")
            .replacing("une copie des", with: "une  copie   des")
            .replacing("é", with: #"\u00e9"#).replacing("\n", with: "\r\n  ")
        let other = try #require(try ChecklistFile(json: Array(respelled.utf8)).checklists.first)
        #expect(respelled != ChecklistEdit.file)
        #expect(other.canonicalBytes() == plain.canonicalBytes())
        #expect(try other.digest() == plain.digest())
    }

    @Test("a change of one rule changes the digest")
    func change() throws {
        let changed = ChecklistEdit.file.replacing("\"max\": 9", with: "\"max\": 8")
        let other = try #require(try ChecklistFile(json: Array(changed.utf8)).checklists.first)
        #expect(try other.digest() != sample().digest())
    }

    @Test("a question that no rule asks is left out")
    func questions() throws {
        let unasked = ChecklistEdit.file.replacing(
            "{\"question\": \"has-sponsor\"}", with: "{\"attached\": \"invoice\"}")
        let other = try #require(try ChecklistFile(json: Array(unasked.utf8)).checklists.first)
        #expect(other.questions == [])
        #expect(try Checklist(canonical: other.canonicalBytes()) == other)
    }

    @Test("other bytes are refused, were they the same checklist")
    func refused() throws {
        let bytes = try sample().canonicalBytes()
        #expect(throws: ChecklistFlaws.self) { try Checklist(canonical: bytes + [0x0a]) }
        #expect(throws: ChecklistFlaws.self) { try Checklist(canonical: Array(bytes.dropLast())) }
        #expect(throws: ChecklistFlaws.self) { try Checklist(canonical: Array(ChecklistEdit.file.utf8)) }
    }

    @Test("every single byte left out or changed is noticed")
    func bytes() throws {
        let checklist = try sample()
        let bytes = checklist.canonicalBytes()
        for index in bytes.indices.filter({ $0 % 7 == 0 }) {
            var shorter = bytes
            shorter.remove(at: index)
            #expect((try? Checklist(canonical: shorter)) != checklist)
            var changed = bytes
            changed[index] ^= 1
            #expect((try? Checklist(canonical: changed)) != checklist)
        }
    }
}
