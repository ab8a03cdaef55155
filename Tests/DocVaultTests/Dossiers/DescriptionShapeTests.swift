import Testing
import VaultTestSupport

/// The rules of the JSON Schema: which members there are, and what each may hold.
@Suite("a dossier's description, member by member")
struct DescriptionShapeTests {
    static let edits = [
        DescriptionEdit(
            "\"docvault-dossier/1\"", "\"docvault-dossier/2\"",
            "line 3: format: is \"docvault-dossier/2\"; this program reads \"docvault-dossier/1\""),
        DescriptionEdit(
            "\"format\": ", "\"formats\": ", "line 1: the field \"format\" is missing",
            "line 3: formats: is not a field of this format"),
        DescriptionEdit(
            "\"programme\": \"LAUNCH\"", "\"programme\": 7", "line 11: dossier.programme: must be a text, not a number"),
        DescriptionEdit(
            "\"programme\": \"LAUNCH\"", "\"programme\": null", "line 11: dossier.programme: must be a text, not null"),
        DescriptionEdit(
            "\"programme\": \"LAUNCH\"", "\"programme\": \"\"", "line 11: dossier.programme: must not be empty"),
        DescriptionEdit(
            "\"programme\": \"LAUNCH\"", "\"programme\": \" \\t\"", "line 11: dossier.programme: must not be blank"),
        DescriptionEdit(
            "\"programme\": \"LAUNCH\"", "\"programme\": \"\(String(repeating: "x", count: 301))\"",
            "line 11: dossier.programme: must not be longer than 300 characters"),
        DescriptionEdit("[\"regional\"]", "[]", "line 12: dossier.regimes: wants at least one regime"),
        DescriptionEdit(
            "[\"regional\"]", "[\"regional\", \"regional\"]", "line 12: dossier.regimes: names a regime twice"),
        DescriptionEdit("[\"regional\"]", "\"regional\"", "line 12: dossier.regimes: must be a list, not a text"),
        DescriptionEdit(
            "[\"regional\"]", "[\"regional\", \"federal\"]",
            "line 12: dossier.regimes[1]: \"federal\" is not one of regional, erdf2127, stateAid"),
        DescriptionEdit(
            "\"granted\"", "\"Granted\"",
            "line 13: dossier.state: \"Granted\" is not one of preparation, submitted, admissible, inadmissible, granted, "
                + "refused, closed"),
        DescriptionEdit(
            "\"2024-LAUNCH-12\"", "\"2024/07\"",
            "line 5: dossier.code: \"2024/07\" is not a code: 1 to 40 capital letters, digits and . _ -, beginning with a "
                + "letter or digit"),
        DescriptionEdit(
            "{ \"from\": \"2024-07-01\", \"to\": \"2026-06-30\" }", "{ \"from\": \"2024-07-01\" }",
            "line 14: dossier.projectPeriod: the field \"to\" is missing"),
        DescriptionEdit(
            "{ \"fr\": \"Capteurs d'Exemple SRL\" }", "{ \"de\": \"Beispiel\" }",
            "line 24: organisations[1].names.de: is not a field of this format"),
        DescriptionEdit(
            "{ \"fr\": \"Capteurs d'Exemple SRL\" }", "{}",
            "line 24: organisations[1].names: wants a text in at least one of fr, nl, en"),
        DescriptionEdit(
            "\"cents\": 15280000", "\"cents\": 152800.5", "line 32: award.amount.cents: must be a whole number"),
        DescriptionEdit(
            "\"cents\": 15280000", "\"cents\": -1", "line 32: award.amount.cents: must be a whole number from 0 up"),
        DescriptionEdit(
            "\"cents\": 15280000", "\"cents\": \"152800\"", "line 32: award.amount.cents: must be a whole number"),
        DescriptionEdit(
            "\"currency\": \"EUR\"", "\"currency\": \"USD\"",
            "line 32: award.amount: the currency is \"USD\"; this format knows EUR alone"),
        DescriptionEdit(
            "\"advance\"", "\"first\"",
            "line 37: disbursements[0].kind: \"first\" is not one of advance, interim, balance"),
        DescriptionEdit(
            "\"heading\": \"a\"", "\"heading\": \"j\"",
            "line 82: requirements[1].pieces[0].heading: \"j\" is not one of a, b, c, d, e, f, g, h, i"),
        DescriptionEdit(
            "\"needsPaymentProof\": true", "\"needsPaymentProof\": \"yes\"",
            "line 90: requirements[1].pieces[1].needsPaymentProof: must be true or false, not a text"),
        DescriptionEdit(
            "\"code\": \"payment-proof\"", "\"code\": \"Payment proof\"",
            "line 93: requirements[1].pieces[2].code: \"Payment proof\" is not a code: 1 to 40 small letters, digits and -, "
                + "beginning with a letter"),
        DescriptionEdit(
            "\"max\": 1\n", "\"max\": 0\n", "line 64: requirements[0].pieces[0].max: must be a whole number from 1 up"),
        DescriptionEdit(
            "\"heading\": \"d\"", "\"Heading\": \"d\"",
            "line 89: requirements[1].pieces[1].Heading: is not a field of this format"),
        DescriptionEdit(
            "\"disbursements\": [", "\"instalments\": [", "line 1: the field \"disbursements\" is missing",
            "line 34: instalments: is not a field of this format",
            "line 51: requirements[0].disbursement: there is no disbursement D01 in this description",
            "line 70: requirements[1].disbursement: there is no disbursement D02 in this description"),
        DescriptionEdit(
            "\"award\": {", "\"award\": null, \"prize\": {", "line 28: prize: is not a field of this format",
            "line 28: award: must be an object, not null"),
    ]

    @Test("a member that is not as it must be is named with its line", arguments: edits)
    func broken(edit: DescriptionEdit) throws {
        let bytes = try edit.applied()
        #expect(flaws(in: bytes) == edit.flaws)
    }

    @Test("the documented example is a description")
    func example() throws { #expect(flaws(in: Array(try VaultProgram.example().utf8)) == []) }
}
