internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

struct GetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Write the bytes of a document to a file, verified.")

    @Argument(help: "sha256:… or the identifier of a document.")
    var wanted: String

    @Option(help: "The file to write; one that is there is replaced.", completion: .file())
    var output: String

    @OptionGroup var options: VaultOptions

    func run() async throws {
        let vault = try await options.open()
        let blob: BlobDescriptor
        if let digest = Digest(wanted) {
            blob = try await vault.blob(digest)
        } else if let document = Document.ID(wanted) {
            blob = try await vault.blob(of: document)
        } else {
            throw VaultError.malformed(
                field: quoted(wanted), reason: Sentence("command.noDigestNorIdentifier"))
        }
        let bar = ProgressBar(Sentence("command.get.progress"), in: .bytes)
        try await vault.retrieve(blob, to: FilePath(argument: output)) { bar.show($0, of: blob.sizeInBytes) }
        bar.clear()
        if options.json {
            var object = JSONObject()
            object["digest"] = .text(blob.digest.description)
            object["sizeInBytes"] = .integer(blob.sizeInBytes)
            object["output"] = .text(output)
            try Terminal.print(object.text)
        } else {
            try Terminal.print(
                Sentence(
                    "command.get.result",
                    [
                        "size": .size(blob.sizeInBytes), "output": .quoted(output), "digest": .text("\(blob.digest)"),
                    ]))
        }
    }
}
