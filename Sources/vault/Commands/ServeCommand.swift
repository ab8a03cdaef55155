public import ArgumentParser
internal import DocVault
internal import Logging
public import VaultHTTP

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a vault over HTTP until told to end.")

    @OptionGroup var options: VaultOptions

    @Option(help: "Where to listen, HOST:PORT.")
    var bind = BindAddress("127.0.0.1:8080")!

    func run() async throws {
        let vault = try await options.open()
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        let (address, json) = (bind, options.json)
        try await VaultServer(vault: vault, address: address, logger: Logger(label: "vault")).run { port in
            let host = address.host.contains(":") ? "[\(address.host)]" : address.host
            // Whoever started the server is gone: it serves on.
            if json {
                var object = JSONObject()
                object["url"] = .text("http://\(host):\(port)")
                try? Terminal.print(object.text)
            } else {
                Terminal.say(Sentence("command.serve.ready", ["address": .text("http://\(host):\(port)")]))
            }
        }
    }
}

extension BindAddress: ExpressibleByArgument {}
