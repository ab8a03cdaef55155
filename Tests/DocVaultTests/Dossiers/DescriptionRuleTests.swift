import Testing
import VaultTestSupport

/// The rules that the format's page lists under "What the schema does not check", by their numbers there.
@Suite("a dossier's description, taken together")
struct DescriptionRuleTests {
    static let edits = [
        // 1. Check digits.
        DescriptionEdit(
            "0123.456.749", "0123.456.748",
            "line 18: organisations[0].enterpriseNumber: \"0123.456.748\" is not an enterprise number: ten digits, the last "
                + "two a check (97 − the first eight modulo 97)"),
        // 2. Dates exist.
        DescriptionEdit(
            "\"decreeDate\": \"2024-06-14\"", "\"decreeDate\": \"2023-02-29\"",
            "line 30: award.decreeDate: \"2023-02-29\" is not a day that exists, written YYYY-MM-DD"),
        DescriptionEdit(
            "\"decreeDate\": \"2024-06-14\"", "\"decreeDate\": \"14/06/2024\"",
            "line 30: award.decreeDate: \"14/06/2024\" is not a day that exists, written YYYY-MM-DD"),
        // 3. Dates are in order.
        DescriptionEdit(
            "{ \"from\": \"2024-07-01\", \"to\": \"2026-06-30\" }",
            "{ \"from\": \"2026-07-01\", \"to\": \"2026-06-30\" }",
            "line 14: dossier.projectPeriod: ends on 2026-06-30, before it begins on 2026-07-01"),
        DescriptionEdit(
            "{ \"from\": \"2025-07-01\", \"to\": \"2026-06-30\" }",
            "{ \"from\": \"2026-07-01\", \"to\": \"2026-06-30\" }",
            "line 44: disbursements[1].period: ends on 2026-06-30, before it begins on 2026-07-01"),
        DescriptionEdit(
            "\"endDate\": \"2026-06-30\"", "\"endDate\": \"2024-06-30\"",
            "line 28: award: the decree ends on 2024-06-30, before the project begins on 2024-07-01"),
        DescriptionEdit(
            "\"endDate\": \"2026-06-30\"", "\"endDate\": \"2024-06-13\"",
            "line 28: award: the decree ends on 2024-06-13, before its date of 2024-06-14"),
        // 4. Codes are unique.
        DescriptionEdit(
            "\"0123457046\"", "\"0123456749\"", "line 16: organisations: 0123.456.749 stands here twice"),
        DescriptionEdit("\"code\": \"E02\"", "\"code\": \"E01\"", "line 48: requirements: E01 stands here twice"),
        DescriptionEdit(
            "\"code\": \"payment-proof\"", "\"code\": \"invoice\"",
            "line 78: requirements[1].pieces: invoice stands here twice"),
        // 5. References resolve.
        DescriptionEdit(
            "\"disbursement\": \"D02\"", "\"disbursement\": \"D03\"",
            "line 70: requirements[1].disbursement: there is no disbursement D03 in this description"),
        DescriptionEdit(
            "\"pieces\": [\n        {\n          \"code\": \"claim\"",
            "\"pieces\": [], \"x\": [\n        {\n          \"code\": \"claim\"",
            "line 59: requirements[0].pieces: wants at least one kind of piece",
            "line 59: requirements[0].x: is not a field of this format"),
        // 6. One coordinator.
        DescriptionEdit("\"coordinator\"", "\"partner\"", "line 16: organisations: wants exactly one coordinator"),
        DescriptionEdit(
            "\"role\": \"partner\"", "\"role\": \"coordinator\"",
            "line 16: organisations: wants exactly one coordinator"),
        // 7. Bounds are possible.
        DescriptionEdit(
            "\"min\": 1,", "\"min\": 2,", "line 60: requirements[0].pieces[0]: max 1 is less than min 2"),
    ]

    @Test("a rule that is broken is named with its place", arguments: edits)
    func broken(edit: DescriptionEdit) throws {
        let bytes = try edit.applied()
        #expect(flaws(in: bytes).sorted() == edit.flaws.sorted())
    }
}
