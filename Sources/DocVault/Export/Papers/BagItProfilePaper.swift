/// `metadata/bagit-profile.json`: the rules that every bag of this format keeps to, as a BagIt Profile
/// (https://bagit-profiles.github.io/bagit-profiles-specification, 1.3).
enum BagItProfilePaper {
    static let identifier = "urn:docvault:bagit-profile:2"

    /// The same in every bag.
    static func text() throws -> String { try profile.readableText() + "\n" }

    private static var profile: CanonicalJSON {
        [
            "Accept-BagIt-Version": ["1.0"],
            "Accept-Serialization": ["application/zip", "application/x-tar", "application/zstd"],
            "Allow-Fetch.txt": false,
            "Bag-Info": bagInformation,
            "BagIt-Profile-Info": [
                "BagIt-Profile-Identifier": .string(identifier), "BagIt-Profile-Version": "1.3.0",
                "External-Description": "A dossier of a funded project, or a part of one, as DocVault exports it.",
                "Source-Organization": "Innoviris", "Version": "2",
            ],
            "Manifests-Allowed": ["sha256"],
            "Manifests-Required": ["sha256"],
            "Serialization": "optional",
            "Tag-Files-Allowed": [
                "LEESMIJ.txt", "LISEZMOI.txt", "README.txt", "metadata/bagit-profile.json", "metadata/premis.xml",
                "seal/certificates.pem", "seal/tagmanifest-sha256.txt.p7s", "seal/tagmanifest-sha256.txt.tst",
                "verify.sh",
            ],
            "Tag-Files-Required": [
                "LEESMIJ.txt", "LISEZMOI.txt", "README.txt", "metadata/bagit-profile.json", "verify.sh",
            ],
            "Tag-Manifests-Allowed": ["sha256"],
            "Tag-Manifests-Required": ["sha256"],
        ]
    }

    private static var bagInformation: CanonicalJSON {
        let profiles = ExportScope.Profile.allCases.map(\.rawValue)
        let perspectives = Perspective.allCases.map(\.rawValue)
        return [
            "Bag-Count": tag(isRequired: false, "Which bag of how many; in volumes."),
            "Bag-Group-Identifier": tag(isRequired: false, "What the volumes have in common; in volumes."),
            "Bag-Software-Agent": tag("What made the bag.", ["DocVault bag format 2"]),
            "BagIt-Profile-Identifier": tag("This profile.", [identifier]),
            "Bagging-Date": tag("The day of the last change of the dossier, in UTC."),
            "DocVault-Origin": tag(isRequired: false, "The journal that the dossier's events are in."),
            "DocVault-Perspective": tag("For whom the bag was made.", perspectives),
            "DocVault-Pieces": tag("How many rows of the inventory are here, of how many in scope."),
            "DocVault-Profile": tag("How much of the dossier is here.", profiles),
            "DocVault-Sequence": tag("The sequence of the dossier's last event that the bag knows."),
            "External-Identifier": tag("The code of the dossier."),
            "Payload-Oxum": tag("Bytes and files under data/."),
            "Source-Organization": tag("The funding agency.", ["Innoviris"]),
        ]
    }

    private static func tag(isRequired: Bool = true, _ description: String, _ values: [String] = []) -> CanonicalJSON {
        .object(
            leavingOut: [
                ("description", .string(description)), ("repeatable", false), ("required", .bool(isRequired)),
                ("values", values.isEmpty ? nil : .array(values.map(CanonicalJSON.string))),
            ])
    }
}
