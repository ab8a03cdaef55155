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

    var path: FilePath {
        get throws {
            guard let name = folder ?? ProcessInfo.processInfo.environment["VAULT_HOME"], !name.isEmpty else {
                throw ValidationError("no vault named; give --vault DIR or set VAULT_HOME")
            }
            return FilePath(name)
        }
    }

    func open() throws -> Vault {
        try Vault.open(VaultFolder(opening: path))
    }
}

extension DossierCode: ExpressibleByArgument {}
extension RequirementCode: ExpressibleByArgument {}
extension PieceCode: ExpressibleByArgument {}
extension CivilDate: ExpressibleByArgument {}
extension InvoiceFacts.VAT: ExpressibleByArgument {}
extension ArchiveFormat: ExpressibleByArgument {}
extension Digest: ExpressibleByArgument {}

extension FilePath {
    /// A file named on the command line.
    init(argument: String) { self.init(argument) }
}
