internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

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
                object["what"] = .text(finding.what.rawValue)
                object["state"] = .text(finding.needsAttention ? "attention" : "good")
                object["text"] = .text(finding.sentence.text(in: Terminal.language))
                try Terminal.print(object.text)
            } else {
                try Terminal.print(finding.line)
            }
        }
        if findings.contains(where: \.needsAttention) { throw ExitCode(1) }
    }
}

extension ExaminationNote {
    /// The finding on a line, with a mark where it needs attention.
    fileprivate var line: Sentence {
        let (what, finding) = (SentenceValue.sentence(what.sentence), SentenceValue.sentence(sentence))
        return needsAttention
            ? Sentence("command.doctor.attention", ["what": what, "finding": finding])
            : Sentence("command.doctor.good", ["what": what, "finding": finding])
    }
}
