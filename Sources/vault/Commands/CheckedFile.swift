internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

/// A file of data that a command checks: it is read up to a limit, and each of its flaws is told with its place.
struct CheckedFile {
    let name: String

    func bytes(atMost limit: Int) throws -> [UInt8] {
        let source = try SourceFile(FilePath(argument: name))
        guard source.status.sizeInBytes <= limit else {
            throw VaultError.malformed(
                field: name, reason: Sentence("description.fileTooLarge", ["limit": .size(Int64(limit))]))
        }
        return try source.bytes()
    }

    /// Names each flaw, then says the hint, and ends the command; returns where there is none.
    func report(_ flaws: [DescriptionFlaw], json: Bool, hint: Sentence? = nil) throws {
        for flaw in flaws {
            Terminal.say(Sentence("command.error", ["message": .sentence(flaw.sentence)]))
            guard json else { continue }
            var object = JSONObject()
            object["file"] = .text(name)
            object["line"] = flaw.line.map { .integer($0) }
            object["field"] = .text(flaw.field)
            object["pointer"] = .text(flaw.pointer.description)
            object["reason"] = .text(flaw.reason.text(in: Terminal.language))
            try Terminal.print(object.text)
        }
        guard !flaws.isEmpty else { return }
        if let hint { Terminal.say(Sentence("command.hint", ["hint": .sentence(hint)])) }
        throw ExitCode(65)
    }
}
