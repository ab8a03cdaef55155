internal import ArgumentParser
internal import DocVault

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say how the vault is, and what waits to be done.",
        discussion: "Exit status 1 when something needs attention.")

    @OptionGroup var options: VaultOptions

    func run() async throws {
        let folder = try VaultFolder(opening: options.path)
        let findings = try await Vault.open(folder).examine(folder)
        for finding in findings {
            if options.json {
                var object = JSONObject()
                object["what"] = .text(finding.what)
                object["state"] = .text(finding.needsAttention ? "attention" : "good")
                object["text"] = .text(finding.text)
                try Terminal.print(object.text)
            } else {
                try Terminal.print("\(finding.needsAttention ? "!" : " ") \(finding.what): \(finding.text)")
            }
        }
        if findings.contains(where: \.needsAttention) { throw ExitCode(1) }
    }
}
