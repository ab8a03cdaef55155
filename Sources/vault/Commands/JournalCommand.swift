internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage
internal import VaultHTTP

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Verify, prove and sign the journal of every act.",
        subcommands: [Verify.self, Prove.self, Checkpoint.self, Erase.self])
}

extension JournalCommand {
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the whole journal and compare it with what was published and signed.",
            discussion: "Exit status 1 when an event was removed, reordered or edited; the first one is named.")

        @Option(help: "A checkpoint kept from before: history up to it must be the same.", completion: .file())
        var since: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let older = try since.map { try SourceFile(FilePath(argument: $0)).bytes() }
            let report = try await options.open(publishing: false).verifyJournal(since: older)
            if options.json {
                var object = JSONObject()
                object["valid"] = .flag(report.isValid)
                object["events"] = .integer(report.eventCount)
                object["erased"] = .integer(report.erasedCount)
                object["checkpointSize"] = .integer(report.checkpointSize)
                object["flaw"] = .text(report.flaw?.sentence.text(in: Terminal.language))
                try Terminal.print(object.text)
            } else if let flaw = report.flaw {
                try Terminal.print(Sentence("command.journal.notValid", ["flaw": .sentence(flaw.sentence)]))
            } else {
                try Terminal.print(report.lines.map { $0.text(in: Terminal.language) }.joined(separator: ", "))
            }
            if !report.isValid { throw ExitCode(1) }
        }
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the proof that an event is in the log (C2SP tlog-proof).")

        @Argument(help: "The number of an event, or the identifier of a document or deposit.")
        var subject: String

        @Option(help: "The file to write; else standard output.", completion: .file())
        var output: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let sequence: Int
            if let number = Int(subject) {
                sequence = number
            } else if let identifier = Deposit.ID(subject) {
                sequence = try await vault.sequence(of: identifier)
            } else {
                throw VaultError.malformed(field: quoted(subject), reason: Sentence("command.noNumberNorIdentifier"))
            }
            let proof = try await vault.proof(of: sequence)
            if let output {
                try Data(proof).write(to: URL(filePath: output), options: .atomic)
                Terminal.say(
                    Sentence("command.journal.proof", ["sequence": .number(sequence), "output": .quoted(output)]))
            } else {
                try Terminal.print(String(decoding: proof.dropLast(), as: UTF8.self))
            }
        }
    }

    struct Checkpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign a checkpoint over all events now, have it time-stamped, and print it.",
            discussion:
                "Whoever keeps the printed text can later tell whether history was rewritten: `journal verify --since`."
        )

        @Option(help: "From now on, have this authority stamp checkpoints (RFC 3161), by its address.")
        var authority: String?

        @Option(help: "The certificates of that authority to trust, in PEM.", completion: .file())
        var certificates: String?

        @OptionGroup var options: VaultOptions

        func validate() throws {
            guard (authority == nil) == (certificates == nil) else {
                throw ValidationError(Sentence("command.journal.authorityOptions"))
            }
        }

        func run() async throws {
            let vault = try await options.open()
            if let authority, let certificates {
                let pem = try SourceFile(FilePath(argument: certificates)).bytes()
                try await vault.setTimestampAuthority(
                    TimestampAuthority(url: authority, certificates: String(decoding: pem, as: UTF8.self)))
            }
            let checkpoint = try await vault.publishJournal()
            do {
                try await vault.stampCheckpoint()
            } catch let error as VaultError {
                Terminal.warn(error.sentence)
            }
            if options.json {
                var object = JSONObject()
                object["origin"] = .text(checkpoint.origin)
                object["size"] = .integer(checkpoint.size)
                object["note"] = .text(String(decoding: checkpoint.note, as: UTF8.self))
                try Terminal.print(object.text)
            } else {
                try Terminal.print(String(decoding: checkpoint.note.dropLast(), as: UTF8.self))
            }
        }
    }
}

extension JournalReport {
    /// What a valid journal comes to: how much there is, and what stands out of it.
    fileprivate var lines: [Sentence] {
        var lines = [
            Sentence("command.journal.valid", ["events": .number(eventCount), "size": .number(checkpointSize)])
        ]
        let late = eventCount - checkpointSize
        if late > 0 { lines.append(Sentence("command.journal.late", ["count": .number(late)])) }
        if erasedCount > 0 { lines.append(Sentence("command.journal.erased", ["count": .number(erasedCount)])) }
        return lines
    }
}
