/// The words of a receipt, each sentence in each language.
struct ReceiptWords {
    let title, introduction, dossier, requirement, instant, actor, vault: String
    let pieces, name, size, digest: String
    let proof, proved, notProved, withTimestamp, withoutTimestamp, fingerprint: String

    static func of(_ language: Language) -> ReceiptWords {
        switch language {
        case .fr: french
        case .nl: dutch
        case .en: english
        }
    }

    private static let french = ReceiptWords(
        title: "Accusé de réception",
        introduction: "Les pièces ci-dessous ont été reçues et enregistrées.",
        dossier: "Dossier", requirement: "Exigence", instant: "Reçu le (UTC)", actor: "Enregistré par", vault: "Coffre",
        pieces: "Pièces", name: "Nom", size: "Taille (octets)", digest: "Empreinte SHA-256",
        proof: "Preuve",
        proved:
            "Le fichier receipt.json joint prouve que ces pièces, à l'octet près, figurent dans le journal du coffre.",
        notProved: "Il ne prouve pas que leur contenu est exact ni qu'elles sont acceptées.",
        withTimestamp: "L'instant est attesté par une autorité d'horodatage.",
        withoutTimestamp:
            "L'instant est celui de l'horloge du coffre ; aucune autorité d'horodatage ne l'a encore attesté.",
        fingerprint: "Empreinte de la clé du journal, à comparer avec celle que publie l'organisme :")

    private static let dutch = ReceiptWords(
        title: "Ontvangstbewijs",
        introduction: "De onderstaande stukken zijn ontvangen en geregistreerd.",
        dossier: "Dossier", requirement: "Vereiste", instant: "Ontvangen op (UTC)", actor: "Geregistreerd door",
        vault: "Kluis",
        pieces: "Stukken", name: "Naam", size: "Grootte (bytes)", digest: "SHA-256-vingerafdruk",
        proof: "Bewijs",
        proved:
            "Het bijgevoegde bestand receipt.json bewijst dat deze stukken, tot op de byte, in het journaal van de kluis staan.",
        notProved: "Het bewijst niet dat hun inhoud juist is of dat ze aanvaard zijn.",
        withTimestamp: "Het tijdstip is bevestigd door een tijdstempelautoriteit.",
        withoutTimestamp:
            "Het tijdstip is dat van de klok van de kluis; nog geen tijdstempelautoriteit heeft het bevestigd.",
        fingerprint:
            "Vingerafdruk van de sleutel van het journaal, te vergelijken met die welke de instelling bekendmaakt:")

    private static let english = ReceiptWords(
        title: "Receipt",
        introduction: "The pieces below were received and recorded.",
        dossier: "Dossier", requirement: "Requirement", instant: "Received at (UTC)", actor: "Recorded by",
        vault: "Vault",
        pieces: "Pieces", name: "Name", size: "Size (bytes)", digest: "SHA-256 digest",
        proof: "Proof",
        proved:
            "The file receipt.json beside this page proves that these pieces, to the byte, are in the journal of the vault.",
        notProved: "It does not prove that what they say is right, nor that they are accepted.",
        withTimestamp: "The instant is attested by a time stamping authority.",
        withoutTimestamp: "The instant is that of the vault's clock; no time stamping authority has attested it yet.",
        fingerprint: "Fingerprint of the journal's key, to be compared with the one that the agency publishes:")
}
