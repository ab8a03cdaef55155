internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "How the vault is served.", subcommands: [Show.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show every setting, what it is, and who says so.",
            discussion: "The command line goes before the environment, the environment before the file.")

        @OptionGroup var options: VaultOptions
        @OptionGroup var settings: SettingOptions

        func run() async throws {
            let sources = try await settings.sources(of: options)
            var table = TextTable(
                Sentence("settings.column.name"), Sentence("settings.column.value"), Sentence("settings.column.source"))
            for setting in Setting.all {
                let found = try sources.find(setting)
                let value = found.value.map { setting.isSecret ? "…" : $0 }
                if options.json {
                    var object = JSONObject()
                    object["name"] = .text(setting.name)
                    object["value"] = .text(value)
                    object["source"] = .text(found.source.word)
                    object["place"] = .text(found.source.place)
                    try Terminal.print(object.text)
                } else {
                    table.add(setting.name, value ?? "–", found.source.sentence.text(in: Terminal.language))
                }
            }
            if !options.json { try table.print() }
            // What cannot be together is told here, and not first when the service is started.
            _ = try ServiceSettings(sources)
        }
    }
}

extension SettingSources.Source {
    fileprivate var word: String {
        switch self {
        case .commandLine: "commandLine"
        case .environment: "environment"
        case .file: "file"
        case .usual: "default"
        }
    }

    fileprivate var place: String? {
        switch self {
        case .commandLine(let name), .environment(let name), .file(let name): name
        case .usual: nil
        }
    }

    fileprivate var sentence: Sentence {
        switch self {
        case .commandLine: Sentence("settings.source.commandLine")
        case .environment(let name): Sentence("settings.source.environment", ["name": .text(name)])
        case .file(let path): Sentence("settings.source.file", ["path": .text(path)])
        case .usual: Sentence("settings.source.usual")
        }
    }
}
