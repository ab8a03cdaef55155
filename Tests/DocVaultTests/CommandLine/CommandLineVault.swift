import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The dossier of the documented example, and what tests do with it again and again.
extension VaultProgram {
    static let dossier = "2024-LAUNCH-12"

    /// The description that `docs/formats` gives as an example.
    static func example() throws -> String {
        let file = FilePath(sourceRoot).appending("docs/formats/examples/dossier-description.json")
        return String(decoding: try SourceFile(file).bytes(), as: UTF8.self)
    }

    /// A vault with the example's dossier in it.
    static func withDossier() async throws -> VaultProgram {
        let program = try VaultProgram()
        try #require(try await program.run("init").status == 0)
        try program.write(try example(), to: "dossier.json")
        try #require(try await program.run("dossier", "import", "dossier.json").status == 0)
        return program
    }

    /// Attaches one thing as an invoice.
    func attach(_ path: String, json: Bool = false, as user: User = .owner) async throws -> Outcome {
        let flags = json ? " --json" : ""
        return try await script(
            "\"$VAULT\" attach --dossier 2024-LAUNCH-12 --requirement E02 --piece invoice\(flags) -- \"$1\"", path,
            as: user)
    }

    /// The vault, opened by this process.
    func open() throws -> Vault { try Vault.open(VaultFolder(opening: FilePath(path("vault")))) }
}

extension VaultProgram.Outcome {
    /// Whether a command ended so, having said exactly this and given no data.
    func refused(_ status: Int32, _ lines: String...) -> Bool {
        self.status == status && output.isEmpty && errorLines == lines
    }
}
