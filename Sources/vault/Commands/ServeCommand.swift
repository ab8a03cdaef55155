public import ArgumentParser
internal import CLinux
internal import DocVault
internal import Foundation
internal import Logging
internal import SystemPackage
public import VaultHTTP

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a vault over HTTP until told to end.",
        discussion: "`vault config show` tells every setting, what it is now, and who says so.")

    @OptionGroup var options: VaultOptions
    @OptionGroup var settings: SettingOptions

    func run() async throws {
        Self.giveBackBuffers()
        let settings = try ServiceSettings(await settings.sources(of: options))
        let vault = try await options.open()
        LoggingSystem.bootstrap { _ in JSONLogHandler() }
        let json = options.json
        try await VaultServer(vault: vault, settings: settings, logger: Logger(label: "vault")).run {
            url, firstSignIn in
            // Whoever started the server is gone: it serves on.
            if json {
                var object = JSONObject()
                object["url"] = .text(url)
                object["firstSignIn"] = .text(firstSignIn)
                try? Terminal.print(object.text)
            } else {
                Terminal.say(Sentence("command.serve.ready", ["address": .text(url)]))
                if let firstSignIn {
                    Terminal.say(Sentence("command.serve.firstSignIn", ["link": .text(firstSignIn)]))
                }
            }
        }
    }

    /// Has the buffers of connections go back to the system when they are let go of. The allocator would keep them in the
    /// heaps of as many threads as took part: those of 200 clients who do not read were 600 MiB, and are less than 160.
    private static func giveBackBuffers() { _ = linux_give_back_memory_of(64 << 10) }
}

/// Settings of the service that can be given on the command line, and where the others are.
struct SettingOptions: ParsableArguments {
    @Option(help: "Where to listen, HOST:PORT.")
    var bind: BindAddress?

    @Option(help: "Another setting, NAME=VALUE; may be repeated.")
    var set: [String] = []

    @Option(name: .customLong("config"), help: "A file of settings; else VAULT_CONFIG, else config.json in the vault.")
    var file: String?

    func sources(of options: VaultOptions) async throws -> SettingSources {
        var flags: [String: String] = [:]
        for pair in set {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, Setting.all.contains(where: { $0.name == parts[0] }) else {
                throw VaultError.malformed(
                    field: "--set", reason: Sentence("settings.unknown", ["name": .quoted(String(parts[0]))]))
            }
            flags[String(parts[0])] = String(parts[1])
        }
        if let bind { flags[Setting.bindName] = bind.description }
        let environment = ProcessInfo.processInfo.environment
        return try await SettingSources(flags: flags, environment: environment, file: path(options, environment))
    }

    private func path(_ options: VaultOptions, _ environment: [String: String]) throws -> FilePath? {
        if let file { return FilePath(argument: file) }
        if let file = environment["VAULT_CONFIG"], !file.isEmpty { return FilePath(file) }
        let usual = try options.path.appending("config.json")
        return FileManager.default.fileExists(atPath: usual.string) ? usual : nil
    }
}

extension BindAddress: ExpressibleByArgument {}
