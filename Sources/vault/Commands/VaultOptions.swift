public import ArgumentParser
public import DocVault
internal import Foundation
internal import SystemPackage

/// What every command that works on a vault takes.
struct VaultOptions: ParsableArguments {
    @Option(name: .customLong("vault"), help: "The folder of the vault; else VAULT_HOME.")
    var folder: String?

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

    /// Opens the vault for acts of whoever runs the command.
    ///
    /// - Parameter publishing: Whether to finish first what an earlier command left unpublished of the journal.
    func open(publishing: Bool = true) async throws -> Vault {
        let folder = try VaultFolder(opening: path)
        let vault = try Vault.open(folder).acting(
            as: ActContext(operator: NSUserName(), request: IdentifierSource(clock: SystemClock()).next()))
        if publishing, folder.isWritable { await Self.publish(vault) }
        return vault
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
extension PieceCode: ExpressibleByArgument {}
extension ChecklistCode: ExpressibleByArgument {}
extension Checklist.UseKind: ExpressibleByArgument {}
extension EnterpriseNumber: ExpressibleByArgument {}
extension CivilDate: ExpressibleByArgument {}
extension InvoiceFacts.VAT: ExpressibleByArgument {}
extension ArchiveFormat: ExpressibleByArgument {}
extension Digest: ExpressibleByArgument {}

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
