public import ArgumentParser
public import DocVault
internal import Foundation
internal import SystemPackage
internal import VaultHTTP

/// What every command that works on a vault takes.
struct VaultOptions: ParsableArguments {
    @Option(name: .customLong("vault"), help: "The folder of the vault; else VAULT_HOME.")
    var folder: String?

    @Option(name: .customLong("as"), help: "The address of the person whose acts these are; else VAULT_AS.")
    var person: EmailAddress?

    @Option(
        name: .customLong("for"),
        help: "The enterprise number that this person acts for, where there are several; else VAULT_FOR.")
    var organisation: EnterpriseNumber?

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var speech: SpeechOptions

    var path: FilePath {
        get throws {
            guard let name = folder ?? ProcessInfo.processInfo.environment["VAULT_HOME"], !name.isEmpty else {
                throw ValidationError(Sentence("command.noVaultNamed"))
            }
            return FilePath(name)
        }
    }

    /// Opens the vault for acts of whoever runs the command, or of the person that they act as.
    ///
    /// The journal names both: somebody with a shell on the machine may act as anybody, but not unseen.
    /// - Parameter publishing: Whether to finish first what an earlier command left unpublished of the journal.
    func open(publishing: Bool = true) async throws -> Vault {
        let folder = try VaultFolder(opening: path)
        let vault = try Vault.open(folder).acting(
            as: ActContext(operator: NSUserName(), request: IdentifierSource(clock: SystemClock()).next()))
        if publishing, folder.isWritable { await Self.publish(vault) }
        let number = try organisation ?? Self.named("VAULT_FOR")
        guard let person = try person ?? Self.named("VAULT_AS") else {
            guard number == nil else {
                throw ValidationError(Sentence("party.nobodyNamed"))
            }
            return vault
        }
        let acting = try await vault.acting(as: person, for: number, through: NSUserName())
        speech.prefer(acting.language)
        return acting
    }

    /// The value of a variable of the environment; `nil` when it is not set or empty.
    private static func named<Value: LosslessStringConvertible>(_ variable: String) throws -> Value? {
        guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else { return nil }
        guard let value = Value(text) else {
            throw ValidationError(
                Sentence("party.variableInvalid", ["value": .quoted(text), "variable": .text(variable)]))
        }
        return value
    }

    /// Publishes the journal. What was done stays done if that fails: the person is told, and the next command tries again.
    static func publish(_ vault: Vault) async {
        do {
            try await vault.publishJournal()
        } catch {
            let reason = (error as? VaultError).map { SentenceValue.sentence($0.sentence) } ?? .text("\(error)")
            Terminal.warn(Sentence("command.notPublished", ["reason": reason]))
        }
    }
}

extension Language: ExpressibleByArgument {}
extension DossierCode: ExpressibleByArgument {}
extension RequirementCode: ExpressibleByArgument {}
extension DisbursementCode: ExpressibleByArgument {}
extension QuestionCode: ExpressibleByArgument {}
extension Dossier.State: ExpressibleByArgument {}
extension Instant: ExpressibleByArgument {
    /// A time in UTC, or a day, which counts to its last microsecond.
    public init?(argument: String) {
        self.init(argument)
    }
}
extension PieceCode: ExpressibleByArgument {}
extension ChecklistCode: ExpressibleByArgument {}
extension Checklist.UseKind: ExpressibleByArgument {}
extension EnterpriseNumber: ExpressibleByArgument {}
extension CivilDate: ExpressibleByArgument {}
extension EmailAddress: ExpressibleByArgument {}
extension InvoiceFacts.VAT: ExpressibleByArgument {}
extension ArchiveFormat: ExpressibleByArgument {}
extension Perspective: ExpressibleByArgument {}
extension Digest: ExpressibleByArgument {}
extension TriggerFact.Kind: ExpressibleByArgument {}
extension LegalHold.Effect: ExpressibleByArgument {}
extension HoldCode: ExpressibleByArgument {}
extension DispositionCode: ExpressibleByArgument {}
extension DispositionCase.Action: ExpressibleByArgument {}

extension FilePath {
    /// A file named on the command line, by the bytes it was named with.
    ///
    /// A name need not be UTF-8. Swift's arguments are, with what did not fit replaced, so such a name is looked up among
    /// the arguments as they came.
    init(argument: String) {
        let arguments = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
        let received = arguments.lazy.compactMap(\.self).first { String(cString: $0) == argument }
        if argument.contains("\u{fffd}"), let received {
            self.init(platformString: received)
        } else {
            self.init(argument)
        }
    }
}
