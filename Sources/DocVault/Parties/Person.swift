/// A person who may sign in: at a beneficiary, at the agency, or an auditor.
public struct Person: Hashable, Sendable {
    public typealias ID = Identifier<Person>

    public let id: ID
    public let email: EmailAddress
    public let givenName: String
    public let familyName: String
    /// The language that the vault speaks to this person.
    public let language: Language

    public var name: String { "\(givenName) \(familyName)" }
}

/// A person at an organisation, and what they may do for it. A contact is never deleted: access is withdrawn.
public struct Contact: Hashable, Sendable {
    /// The three answers to "access to the portal" (portal guide §2.2).
    public enum Access: String, CaseIterable, Sendable {
        /// Works on all the organisation's dossiers, and gives, changes and withdraws the access of others.
        case superUser
        /// Works on the dossiers that are shared with them.
        case user
        /// May do nothing.
        case none
    }

    public let person: Person
    public let access: Access
    /// Whether this is a director registered in the Crossroads Bank for Enterprises.
    public let isLegalRepresentative: Bool
}

/// A dossier shared with one person, inside or outside the organisation (portal guide §4).
public struct ContactRole: Hashable, Sendable {
    public typealias ID = Identifier<ContactRole>
    public enum Kind: String, CaseIterable, Sendable { case editor, viewer }

    public let person: Person
    /// The organisation that the person acts for in the dossier.
    public let organisation: EnterpriseNumber
    public let kind: Kind
    public let validFrom: Instant
    /// The first instant at which it counts no more; `nil` while no end is set.
    public let validTo: Instant?
}

/// Why, for how long and on what an auditor may read.
public struct Mandate: Hashable, Sendable {
    public typealias ID = Identifier<Mandate>
    public enum Scope: String, CaseIterable, Sendable { case dossier, programme, organisation }

    /// The dossiers that a mandate covers.
    public enum Perimeter: Hashable, Sendable {
        case dossier(DossierCode)
        case programme(String)
        case organisation(EnterpriseNumber)

        public var scope: Scope {
            switch self {
            case .dossier: .dossier
            case .programme: .programme
            case .organisation: .organisation
            }
        }

        /// The dossier's code, the programme, or the enterprise number.
        public var target: String {
            switch self {
            case .dossier(let code): code.text
            case .programme(let programme): programme
            case .organisation(let number): number.description
            }
        }
    }

    public let code: MandateCode
    /// The auditor.
    public let person: Person
    public let perimeter: Perimeter
    public let purpose: String
    public let validFrom: Instant
    /// The first instant at which it counts no more.
    public let validTo: Instant
}

/// The code of an auditor's mandate, `AUDIT-2026-03`: capital letters, digits and `. _ -`, at most 40.
public struct MandateCode: Code {
    public static let form = DossierCode.form
    public let text: String

    public init?(_ text: String) {
        guard DossierCode(text) != nil else { return nil }
        self.text = text
    }
}
