import Testing

@testable import DocVault

@Suite("codes")
struct CodesTests {
    @Test(
        "the code of a dossier", arguments: ["A", "7", "2024-LAUNCH-12", "A.B_C-1", String(repeating: "X", count: 40)])
    func dossier(text: String) { #expect(DossierCode(text)?.description == text) }

    @Test(
        "no code of a dossier",
        arguments: [
            "", "-A", ".A", "_A", "a", "A b", "A/B", "É", "A\n", "../A", String(repeating: "X", count: 41), "Ａ",
        ])
    func noDossier(text: String) { #expect(DossierCode(text) == nil) }

    @Test("a requirement and a disbursement are a letter and two to four digits")
    func numbered() {
        for digits in ["01", "123", "9999"] {
            #expect(RequirementCode("E" + digits)?.text == "E" + digits)
            #expect(DisbursementCode("D" + digits)?.text == "D" + digits)
        }
        for text in ["", "E", "E1", "E12345", "e01", "D01", "E0a", "E 1", "E٠١", "É01"] {
            #expect(RequirementCode(text) == nil)
        }
        #expect(DisbursementCode("E01") == nil)
    }

    @Test("a piece is small letters, digits and dashes")
    func piece() {
        for text in ["a", "invoice", "payment-proof", "a1-", String(repeating: "x", count: 40)] {
            #expect(PieceCode(text)?.text == text)
        }
        for text in ["", "1a", "-a", "A", "a_b", "é", "a b", String(repeating: "x", count: 41)] {
            #expect(PieceCode(text) == nil)
        }
    }

    @Test(
        "the nearest code is named when at most a third of it differs",
        arguments: [
            ("2024-LAUNCH-08", "2024-LAUNCH-12"), ("2024-LUNCH-07", "2024-LAUNCH-12"), ("2017-SOIB-1", "2017-SOIB-12"),
            ("2017-SOIB-12", "2017-SOIB-12"), ("XXXX", nil), ("2024", nil),
        ] as [(String, String?)])
    func nearest(wanted: String, found: String?) throws {
        let known = ["2024-LAUNCH-12", "2017-SOIB-12", "2025-ERDF-001"].compactMap { DossierCode($0) }
        #expect(DossierCode.nearest(to: try #require(DossierCode(wanted)), among: known)?.text == found)
    }

    @Test("of codes that are equally near, the first is named, and of none, none")
    func ties() throws {
        let wanted = try #require(RequirementCode("E03"))
        let known = ["E02", "E01"].compactMap { RequirementCode($0) }
        #expect(RequirementCode.nearest(to: wanted, among: known)?.text == "E01")
        #expect(RequirementCode.nearest(to: wanted, among: []) == nil)
    }
}
