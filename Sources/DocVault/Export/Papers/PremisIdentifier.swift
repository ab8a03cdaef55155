/// What PREMIS calls an identifier: a type and a value.
struct PremisIdentifier {
    let type: String
    let value: String

    static func dossier(_ code: DossierCode) -> PremisIdentifier { PremisIdentifier(type: "dossier", value: code.text) }
    static func document(_ id: Document.ID) -> PremisIdentifier {
        PremisIdentifier(type: "UUID", value: id.description)
    }
    /// From the top of the bag.
    static func path(_ path: String) -> PremisIdentifier { PremisIdentifier(type: "bag path", value: path) }
    static func software(_ name: String) -> PremisIdentifier { PremisIdentifier(type: "software", value: name) }
    static func organisation(_ number: EnterpriseNumber) -> PremisIdentifier {
        PremisIdentifier(type: "enterprise number", value: number.description)
    }
    /// An event about a row of the inventory, of which there is one of each type.
    static func event(_ type: PremisEventType, _ row: Int) -> PremisIdentifier {
        PremisIdentifier(type: "local", value: "\(type.code)-\(row)")
    }

    /// As an element of the family `<name>Identifier`.
    func element(_ name: String) -> String {
        "<\(name)Identifier><\(name)IdentifierType>\(XMLText.escaped(type))</\(name)IdentifierType>"
            + "<\(name)IdentifierValue>\(XMLText.escaped(value))</\(name)IdentifierValue></\(name)Identifier>"
    }
}

/// The events that are told of, in the words of http://id.loc.gov/vocabulary/preservation/eventType.
enum PremisEventType: String {
    case ingestion
    case messageDigestCalculation = "message digest calculation"
    case deaccession

    private static let vocabulary = "http://id.loc.gov/vocabulary/preservation/eventType"

    /// The word's code there.
    var code: String {
        switch self {
        case .ingestion: "ing"
        case .messageDigestCalculation: "mes"
        case .deaccession: "dea"
        }
    }

    var element: String {
        "<eventType authority=\"eventType\" valueURI=\"\(Self.vocabulary)/\(code)\">\(rawValue)</eventType>"
    }
}
