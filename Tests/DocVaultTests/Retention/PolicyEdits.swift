/// Changes to the shipped policy: those that are taken, and those that must be refused.
enum PolicyEdits {
    static let good = [
        PolicyEdit("{\n", "{\n  \"$schema\": \"docs/formats/retention-policy.schema.json\",\n"),
        PolicyEdit("\"version\": 1", "\"version\": 12"),
        PolicyEdit("\"P7Y\"", "\"P8Y6M\""),
        PolicyEdit("\"P7Y\"", "\"P2557D\""),
        PolicyEdit("\"P7Y\"", "\"P1000Y\""),
        PolicyEdit("\"P3M\"", "\"P0D\""),
        PolicyEdit("\"P2D\"", "\"P1W\""),
        PolicyEdit("\"liftHold\", ", "\"liftHold\", \"adoptPolicy\", "),
        PolicyEdit("\"action\": \"destroy\"", "\"action\": \"review\""),
        PolicyEdit("\"needsAuthorisation\": true", "\"needsAuthorisation\": false"),
        // Kept for good, knowingly.
        PolicyEdit(
            "\"trigger\": \"awardEnd\",\n      \"period\": \"P7Y\",\n      \"from\": \"trigger\",\n      \"action\": \"destroy\"",
            "\"action\": \"keep\""),
    ]

    private static let period =
        "is not a period: P, then years, months and days or weeks, as P7Y, P1Y6M, P30D or P2W, without sign or hours"
    private static let never = "their documents could never be destroyed"

    static let bad = members + periods + words + coverage

    private static let members = [
        PolicyEdit(
            "\"version\": 1,\n  \"sch", "\"version\": 0,\n  \"sch", "/version: must be a whole number from 1 up"),
        PolicyEdit("\"version\": 1,\n  \"sch", "\"version\": 1.5,\n  \"sch", "/version: must be a whole number"),
        PolicyEdit("\"version\": 1,\n  \"sch", "\"sch", ": the field \"version\" is missing"),
        PolicyEdit(
            "\"code\": \"ACC-7\",\n      \"version\": 1", "\"code\": \"ACC-7\",\n      \"version\": -1",
            "/schedules/0/version: must be a whole number from 1 up"),
        PolicyEdit(
            "\"ACC-7\"", "\"acc 7\"",
            "/schedules/0/code: \"acc 7\" is not a code: 1 to 20 capital letters, digits and -, beginning with a letter, as ACC-7"
        ),
        PolicyEdit(
            "\"backups\"", "\"backup\"", ": the field \"backups\" is missing", "/backup: is not a field of this format"),
        PolicyEdit(
            "\"trigger\": \"awardEnd\"", "\"trigger\": \"decreeEnd\"",
            "/schedules/0/trigger: \"decreeEnd\" is not one of awardEnd, lastPayment, lastAid, refusal"),
        PolicyEdit(
            "\"from\": \"trigger\"", "\"from\": \"nextYear\"",
            "/schedules/0/from: \"nextYear\" is not one of trigger, endOfTriggerYear, nextJanuary1"),
        PolicyEdit(
            "\"action\": \"destroy\"", "\"action\": \"burn\"",
            "/schedules/0/action: \"burn\" is not one of destroy, transfer, review, keep"),
        PolicyEdit(
            "\"subject\": \"dossier\"", "\"subject\": \"person\"",
            "/schedules/0/subject: \"person\" is not one of dossier, journal"),
        PolicyEdit(
            "[\"erdf2127\"]", "[\"erdf1420\"]",
            "/schedules/1/appliesTo/regimes/0: \"erdf1420\" is not one of regional, erdf2127, stateAid"),
        PolicyEdit(
            "[\"undecided\", \"granted\"]", "[\"undecided\", \"won\"]",
            "/schedules/0/appliesTo/outcomes/1: \"won\" is not one of undecided, granted, refused"),
        PolicyEdit("[\"erdf2127\"]", "[]", "/schedules/1/appliesTo/regimes: wants at least one value"),
        PolicyEdit("[\"undecided\", \"granted\"]", "[]", "/schedules/0/appliesTo/outcomes: wants at least one value"),
        PolicyEdit(
            "[\"erdf2127\"]", "[\"erdf2127\", \"erdf2127\"]",
            "/schedules/1/appliesTo/regimes: erdf2127 stands here twice"),
        PolicyEdit(
            "\"toBeConfirmed\": false", "\"toBeConfirmed\": \"no\"",
            "/schedules/0/toBeConfirmed: must be true or false, not a text"),
        PolicyEdit(
            ", \"shortenPolicy\"", "", "/fourEyes: shortenPolicy is missing: this act always takes two persons"),
        PolicyEdit(
            "\"fourEyes\": [\"approveDisposition\", \"liftHold\", \"shortenPolicy\"]", "\"fourEyes\": []",
            "/fourEyes: approveDisposition is missing: this act always takes two persons",
            "/fourEyes: liftHold is missing: this act always takes two persons",
            "/fourEyes: shortenPolicy is missing: this act always takes two persons"),
        PolicyEdit(
            "\"shortenPolicy\"]", "\"shortenPolicy\", \"everything\"]",
            "/fourEyes/3: \"everything\" is not one of approveDisposition, liftHold, shortenPolicy, adoptPolicy"),
        PolicyEdit("\"shortenPolicy\"]", "\"shortenPolicy\", \"liftHold\"]", "/fourEyes: liftHold stands here twice"),
        PolicyEdit("    \"trash\": \"P7D\",\n", "", "/collection: the field \"trash\" is missing"),
    ]

    private static let periods = [
        PolicyEdit("\"P7Y\"", "\"-P7Y\"", "/schedules/0/period: \"-P7Y\" \(period)"),
        PolicyEdit("\"P7Y\"", "\"P-7Y\"", "/schedules/0/period: \"P-7Y\" \(period)"),
        PolicyEdit("\"P7Y\"", "\"PT24H\"", "/schedules/0/period: \"PT24H\" \(period)"),
        PolicyEdit("\"P7Y\"", "7", "/schedules/0/period: must be a text, not a number"),
        PolicyEdit("\"P7Y\"", "\"P0Y\"", "/schedules/0/period: does not last a single day"),
        PolicyEdit(
            "\"P7Y\"", "\"P7000Y\"", "/schedules/0/period: P7000Y is longer than a thousand years",
            isSeenBySchema: false),
        PolicyEdit(
            "\"P7Y\"", "\"P1000Y1D\"", "/schedules/0/period: P1000Y1D is longer than a thousand years",
            isSeenBySchema: false),
        PolicyEdit("\"P30D\"", "\"P0D\"", "/disposition/grace: does not last a single day"),
        PolicyEdit(
            "\"P3M\"", "\"P1001Y\"", "/backups/keptFor: P1001Y is longer than a thousand years", isSeenBySchema: false),
        PolicyEdit("\"P90D\"", "\"P3M\"", "/collection/quarantine: P3M is not a number of days, as P7D"),
        PolicyEdit("\"P90D\"", "\"P0W\"", "/collection/quarantine: does not last a single day"),
        PolicyEdit(
            "      \"period\": \"P7Y\",\n      \"from\": \"trigger\",\n", "",
            "/schedules/0: the field \"period\" is missing", "/schedules/0: the field \"from\" is missing"),
        PolicyEdit(
            "\"action\": \"keep\"", "\"period\": \"P7Y\",\n      \"action\": \"keep\"",
            "/schedules/4/period: does not go with \"keep\": what is kept for good counts no time"),
        PolicyEdit(
            "\"action\": \"keep\"",
            "\"trigger\": \"awardEnd\", \"period\": \"P7Y\", \"from\": \"trigger\", \"action\": \"destroy\"",
            "/schedules/4/action: the journal is kept for good: \"action\" must be \"keep\""),
    ]

    private static let words = [
        PolicyEdit(
            "        \"nl\": \"Staatssteun: tien jaar vanaf de laatste steun\",\n", "",
            "/schedules/2/title: the field \"nl\" is missing"),
        PolicyEdit(
            "\"Staatssteun: tien jaar vanaf de laatste steun\"", "\" \"", "/schedules/2/title/nl: must not be blank"),
        PolicyEdit(
            "\"en\": \"State aid: ten", "\"de\": \"State aid: ten",
            "/schedules/2/title: the field \"en\" is missing", "/schedules/2/title/de: is not a field of this format"),
        PolicyEdit(
            "\"fr\": \"Afin de satisfaire", "\"la\": \"Afin de satisfaire",
            "/schedules/0/citation/quote/la: is not a field of this format"),
        PolicyEdit(
            "\"source\": {\n          \"fr\": \"Région", "\"sources\": {\n          \"fr\": \"Région",
            "/schedules/0/citation: the field \"source\" is missing",
            "/schedules/0/citation/sources: is not a field of this format"),
        PolicyEdit(
            "\"quote\": {\n          \"en\": \"kept in a form which permits identification of data subjects for no longer than is necessary for the purposes for which the personal data are processed\"\n        }",
            "\"quote\": {}", "/schedules/3/citation/quote: wants a text in at least one of fr, nl, en"),
        PolicyEdit(
            "\"kept in a form which permits identification of data subjects for no longer than is necessary for the purposes for which the personal data are processed\"",
            "\"\"",
            "/schedules/3/citation/quote/en: must not be empty"),
    ]

    private static let coverage = [
        PolicyEdit(
            "\"CPR-5\"", "\"ACC-7\"", "/schedules: ACC-7 stands here twice", isSeenBySchema: false),
        PolicyEdit(
            "\"trigger\": \"lastPayment\"", "\"trigger\": \"awardEnd\"",
            "/schedules/1: applies to the same dossiers as ACC-7 and like it counts from awardEnd: it would not be clear which of "
                + "the two counts", isSeenBySchema: false),
        PolicyEdit(
            "\"outcomes\": [\"undecided\", \"granted\"]", "\"outcomes\": [\"granted\"]",
            "/schedules: no schedule applies to regional dossiers whose outcome is undecided: \(never)",
            "/schedules: no schedule applies to erdf2127 dossiers whose outcome is undecided: \(never)",
            "/schedules: no schedule applies to stateAid dossiers whose outcome is undecided: \(never)",
            isSeenBySchema: false),
        PolicyEdit(
            "\"regimes\": [\"regional\", \"erdf2127\", \"stateAid\"],\n        \"outcomes\": [\"refused\"]",
            "\"regimes\": [\"regional\", \"erdf2127\"],\n        \"outcomes\": [\"refused\"]",
            "/schedules: no schedule applies to stateAid dossiers whose outcome is refused: \(never)",
            isSeenBySchema: false),
        PolicyEdit(
            "\"outcomes\": [\"undecided\", \"granted\"]", "\"outcomes\": [\"undecided\", \"granted\", \"refused\"]",
            "/schedules/0/trigger: awardEnd does not happen to dossiers whose outcome is refused: \(never)"),
        PolicyEdit(
            "\"outcomes\": [\"refused\"]", "\"outcomes\": [\"refused\", \"undecided\"]",
            "/schedules/3/trigger: refusal does not happen to dossiers whose outcome is undecided: \(never)"),
        PolicyEdit(
            "\"subject\": \"journal\",\n      \"action\": \"keep\",",
            "\"subject\": \"dossier\",\n      \"action\": \"keep\",\n      \"appliesTo\": {\"regimes\": [\"regional\"], \"outcomes\": [\"refused\"]},",
            "/schedules: no schedule keeps the journal (one whose \"subject\" is \"journal\")"),
        PolicyEdit(
            "\"subject\": \"journal\",\n", "\"subject\": \"journal\",\n      \"appliesTo\": {},\n",
            "/schedules/4/appliesTo: does not go with the journal, which belongs to no dossier"),
        PolicyEdit(
            "\"schedules\": [", "\"schedules\": [], \"more\": [",
            "/more: is not a field of this format",
            "/schedules: no schedule applies to regional dossiers whose outcome is undecided: \(never)",
            "/schedules: no schedule applies to regional dossiers whose outcome is granted: \(never)",
            "/schedules: no schedule applies to regional dossiers whose outcome is refused: \(never)",
            "/schedules: no schedule applies to erdf2127 dossiers whose outcome is undecided: \(never)",
            "/schedules: no schedule applies to erdf2127 dossiers whose outcome is granted: \(never)",
            "/schedules: no schedule applies to erdf2127 dossiers whose outcome is refused: \(never)",
            "/schedules: no schedule applies to stateAid dossiers whose outcome is undecided: \(never)",
            "/schedules: no schedule applies to stateAid dossiers whose outcome is granted: \(never)",
            "/schedules: no schedule applies to stateAid dossiers whose outcome is refused: \(never)",
            "/schedules: no schedule keeps the journal (one whose \"subject\" is \"journal\")"),
        PolicyEdit(
            "\"subject\": \"dossier\",\n      \"trigger\": \"refusal\",\n      \"period\": \"P5Y\",\n      \"from\": \"trigger\",\n      \"action\": \"destroy\",\n      \"appliesTo\": {\n        \"regimes\": [\"regional\", \"erdf2127\", \"stateAid\"],\n        \"outcomes\": [\"refused\"]\n      },",
            "\"subject\": \"journal\",\n      \"action\": \"keep\",",
            "/schedules: no schedule applies to regional dossiers whose outcome is refused: \(never)",
            "/schedules: no schedule applies to erdf2127 dossiers whose outcome is refused: \(never)",
            "/schedules: no schedule applies to stateAid dossiers whose outcome is refused: \(never)",
            "/schedules/4: the journal has its schedule already, REF-5: one is enough"),
    ]
}
