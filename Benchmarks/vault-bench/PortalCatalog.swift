internal import DocVault
internal import Foundation

/// A catalog of dossiers that is made from a seed: how many things are in it, and what each of them is.
///
/// Nothing is drawn in an order: what a thing is follows from the seed and its number, so a measurement names a dossier or
/// an invoice of the catalog without having read it.
struct PortalCatalog: Sendable {
    let seed: UInt64
    let dossiers: Int

    static let programmes = 20
    /// How many attachments the four requirements of a dossier have, E01 first.
    static let attachmentsOfRequirement = [4, 3, 2, 1]
    static let attachmentsOfDossier = 10
    /// One attachment in as many repeats the bytes of an earlier one, and one in as many its invoice.
    static let repeated: UInt64 = 300
    /// One attachment in as many has the bytes of the first: a page that everybody hands in.
    static let popular: UInt64 = 500

    var organisations: Int { max(dossiers / 20, 1) }
    var attachments: Int { dossiers * Self.attachmentsOfDossier }
    private var suppliers: Int { max(dossiers / 5, 1) }

    /// What a number is drawn for.
    enum Use: UInt64 {
        case identifier = 1
        case programme, partner, state, instant, bytesRepeated, invoiceRepeated, bytesOf, invoiceOf, digest, target
    }

    /// A number without a pattern: SplitMix64 of the seed, the use and the number of the thing.
    func chance(_ use: Use, _ number: Int) -> UInt64 {
        var mixed = seed &* 0x9e37_79b9_7f4a_7c15 &+ use.rawValue &* 0xd1b5_4a32_d192_ed03
        mixed &+= UInt64(truncatingIfNeeded: number) &* 0x8cb9_2ba7_2f3d_8dd7
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    func chance(_ use: Use, _ number: Int, below limit: Int) -> Int { Int(chance(use, number) % UInt64(limit)) }
}

// What dossiers and organisations are.
extension PortalCatalog {
    func code(ofDossier number: Int) -> DossierCode { DossierCode("2026-\(number)")! }
    func programme(ofDossier number: Int) -> Int { chance(.programme, number, below: Self.programmes) }
    func coordinator(ofDossier number: Int) -> Int { number % organisations }

    /// One dossier in three has a partner.
    func partner(ofDossier number: Int) -> Int? {
        let partner = chance(.partner, number, below: 3 * organisations)
        return partner < organisations && partner != coordinator(ofDossier: number) ? partner : nil
    }

    static func programme(_ number: Int) -> String { "P\(number)" }

    /// A number with the check digits that Belgian enterprise numbers end with.
    func enterpriseNumber(ofOrganisation number: Int) -> EnterpriseNumber {
        let stem = 2_000_000 + number
        let check = 97 - stem % 97
        return EnterpriseNumber("0\(stem)" + (check < 10 ? "0\(check)" : "\(check)"))!
    }

    /// The super user of an organisation.
    func director(ofOrganisation number: Int) -> EmailAddress {
        EmailAddress("director@organisation-\(number).example")!
    }
    /// The agent of a programme.
    func agent(ofProgramme number: Int) -> EmailAddress { EmailAddress("agent-\(number)@agency.example")! }

    /// E01 is approved; E02 is submitted, or one in eight returned; every other E03 is submitted, the rest is open.
    func state(ofRequirement ordinal: Int, ofDossier number: Int) -> Requirement.State {
        let chance = chance(.state, number)
        return switch ordinal {
        case 0: .approved
        case 1: chance % 8 == 0 ? .returned : .submitted
        case 2: chance % 16 < 8 ? .submitted : .open
        default: .open
        }
    }

    /// When a requirement was submitted: at any time of the year, whatever the number of its dossier.
    func submissionInstant(ofRequirement ordinal: Int, ofDossier number: Int) -> Int64 {
        Self.start + Int64(chance(.instant, 4 * number + ordinal) % UInt64(Self.year))
    }

    /// The beginning of 2025, in microseconds since 1970, and how long the year is in which all happens.
    static let start: Int64 = 1_735_689_600_000_000
    static let year: Int64 = 365 * 86_400_000_000
}

// What attachments are. They are numbered in the order in which they came in: all of the dossiers' E01 first.
extension PortalCatalog {
    func firstAttachment(ofRequirement ordinal: Int, ofDossier number: Int) -> Int {
        let before = Self.attachmentsOfRequirement.prefix(ordinal).reduce(0, +)
        return dossiers * before + number * Self.attachmentsOfRequirement[ordinal]
    }

    /// Which bytes an attachment has: those of its own number, or of an earlier one's.
    func bytes(ofAttachment number: Int) -> Int {
        let chance = chance(.bytesRepeated, number)
        if chance % Self.popular == 0 { return 0 }
        return number > 0 && chance % Self.repeated == 1 ? self.chance(.bytesOf, number, below: number) : number
    }

    func digest(ofBytes number: Int) -> [UInt8] {
        (0..<4).flatMap { word in withUnsafeBytes(of: chance(.digest, 4 * number + word).bigEndian, Array.init) }
    }

    /// The invoice that an attachment is: its own, or an earlier one's.
    func facts(ofAttachment number: Int) -> InvoiceFacts {
        let isRepeated = number > 0 && chance(.invoiceRepeated, number) % Self.repeated == 0
        let invoice = isRepeated ? chance(.invoiceOf, number, below: number) : number
        let supplier = enterpriseNumber(ofOrganisation: 1_000_000 + invoice % suppliers)
        return InvoiceFacts(
            number: "F-2025/\(invoice)", date: CivilDate(year: 2025, month: 6, day: 1 + invoice % 28),
            supplier: "Supplier", supplierNumber: supplier.description,
            amount: Money(cents: Int64(10_000 + invoice % 1_000_000)), vat: .excluded,
            paidOn: CivilDate(year: 2025, month: 7, day: 1 + invoice % 28))
    }

    /// What identifiers are of. Each begins with a time, as UUIDv7 do, so rows lie in the order in which they came in.
    enum Entity: UInt64 {
        case organisation = 1
        case person, dossier, disbursement, requirement, document, attachment, submission, decision, role
    }

    func identifier(_ entity: Entity, _ number: Int) -> [UInt8] {
        let milliseconds = UInt64(Self.start / 1_000) + UInt64(number)
        let random = chance(.identifier, number &* 16 &+ Int(entity.rawValue))
        let words = [milliseconds << 16 | 0x7000 | entity.rawValue, random >> 2 | 1 << 63]
        return words.flatMap { withUnsafeBytes(of: $0.bigEndian, Array.init) }
    }
}
