public import ArgumentParser
public import DocVault
internal import Foundation
internal import SystemPackage

/// A person who is to be brought into the vault, as options.
struct PersonOptions: ParsableArguments {
    @Option(help: "The person's address.")
    var email: EmailAddress

    @Option(help: "The person's given name.")
    var givenName: String

    @Option(help: "The person's family name.")
    var familyName: String

    @Option(help: "The language that the vault speaks to the person: fr, nl or en.")
    var speaks: Language

    func person(_ nationalNumber: NationalNumber?) throws -> NewPerson {
        try NewPerson(
            email: email, givenName: givenName, familyName: familyName, language: speaks,
            nationalNumber: nationalNumber)
    }
}

/// Where a national register number comes from: never the command line, which everybody on the machine can read in the list
/// of processes.
struct NationalNumberOptions: ParsableArguments {
    @Option(
        help: """
            A file with the person's national register number; else, where it is needed, it is asked for or read from
            standard input.
            """,
        completion: .file())
    var nationalNumberFile: String?

    /// The longest file that can hold one number.
    private static let largestFile = 64

    /// The number. Without a file, one that is needed is asked for; an empty answer is none.
    /// - Throws: ``VaultError/partyRefused(_:)`` when it is no number. It is not repeated.
    func number(of email: EmailAddress, isNeeded: Bool) throws -> NationalNumber? {
        let text: String
        if let nationalNumberFile {
            let source = try SourceFile(FilePath(argument: nationalNumberFile))
            guard source.status.sizeInBytes <= Self.largestFile else {
                throw VaultError.partyRefused(.nationalNumberInvalid)
            }
            text = String(decoding: try source.bytes(), as: UTF8.self)
        } else if isNeeded {
            text = Terminal.askSecretly(Sentence("party.askNationalNumber", ["email": .text("\(email)")])) ?? ""
        } else {
            return nil
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { return nil }
        guard let number = NationalNumber(trimmed) else { throw VaultError.partyRefused(.nationalNumberInvalid) }
        return number
    }
}

/// From which day and to which, both included.
struct DaysOptions: ParsableArguments {
    @Option(help: "The first day, YYYY-MM-DD, in Brussels; else now.")
    var from: CivilDate?

    @Option(help: "The last day, YYYY-MM-DD, in Brussels.")
    var to: CivilDate?

    var begin: Instant? { from.map(Instant.init(startOf:)) }
    var end: Instant? { to.map(Instant.init(endOf:)) }
}

extension Contact.Access: ExpressibleByArgument {}
extension ContactRole.Kind: ExpressibleByArgument {}
extension StaffRole: ExpressibleByArgument {}
extension MandateCode: ExpressibleByArgument {}
