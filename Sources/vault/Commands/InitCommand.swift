internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a vault in a folder that is empty or not there yet.")

    @OptionGroup var options: VaultOptions

    func run() async throws {
        let path = try options.path
        try await VaultFolder.create(at: path, clock: SystemClock())
        let folder = try VaultFolder(opening: path)
        if let warning = folder.durabilityWarning { Terminal.warn(warning) }
        if options.json {
            var object = JSONObject()
            object["vault"] = .text(path.string)
            object["id"] = .text(folder.identifier)
            try Terminal.print(object.text)
        } else {
            try Terminal.print(
                Sentence(
                    "command.init.result",
                    ["identifier": .text(folder.identifier), "folder": .quoted(path.string)]))
        }
    }
}
