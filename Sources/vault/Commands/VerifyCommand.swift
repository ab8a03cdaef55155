internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check an exported archive, its unpacked folder, or a receipt, with no vault.",
        discussion: """
            Exit status 1 when anything is damaged, missing or extra; each is named. For a receipt, files may be given:
            each must be a piece of it.
            """)

    @Argument(help: "A .zip, .tar or .tar.zst, a folder, or a receipt, whatever its name.", completion: .file())
    var path: String

    @Argument(help: "Files that should be pieces of the receipt.", completion: .file())
    var files: [String] = []

    @Option(help: "A file with the journal's public keys, as the agency publishes them.", completion: .file())
    var key: String?

    @Option(help: "The certificates of the time stamping authority to trust, in PEM.", completion: .file())
    var certificates: String?

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        let file = FilePath(argument: path)
        let source = try? SourceFile(file)
        if let source, try ReceiptVerifier.isReceipt(source) { return try verify(source) }
        guard files.isEmpty else { throw ValidationError(Sentence("command.verify.receiptOnly")) }
        let total = source?.status.sizeInBytes ?? 0
        let progress = Progress(total: total)
        let report = try await BagVerifier(executor: BlockingExecutor()).verify(file) { progress.show($0) }
        progress.clear()
        if json {
            try Terminal.print(report.json.text)
        } else {
            for problem in report.problems { try Terminal.print(problem.sentence) }
            try Terminal.print(report.verdict)
        }
        if !report.isValid { throw ExitCode(1) }
    }

    private func verify(_ receipt: SourceFile) throws {
        let keys = try key.map { String(decoding: try SourceFile(FilePath(argument: $0)).bytes(), as: UTF8.self) }
        let authorities = try certificates.map { try SourceFile(FilePath(argument: $0)).bytes() }
        let verifier = try ReceiptVerifier(keys: keys, authorities: authorities)
        let report: ReceiptReport
        do {
            report = try verifier.verify(try receipt.bytes(), files: files.map { FilePath(argument: $0) })
        } catch let flaw as ReceiptFlaw {
            if json {
                var object = JSONObject()
                object["valid"] = .flag(false)
                object["flaw"] = .text(flaw.sentence.text(in: Terminal.language))
                try Terminal.print(object.text)
            } else {
                try Terminal.print(Sentence("command.journal.notValid", ["flaw": .sentence(flaw.sentence)]))
            }
            throw ExitCode(1)
        }
        if json {
            try Terminal.print(report.json.text)
        } else {
            for line in report.lines(isKeyGiven: key != nil) { try Terminal.print(line) }
        }
        if !report.isValid { throw ExitCode(1) }
    }

    /// A bar that the verifier's own thread draws.
    private final class Progress: @unchecked Sendable {
        // Drawn from the one thread that hashes, and cleared after it has ended.
        private let bar = ProgressBar(Sentence("command.verify.progress"), in: .bytes)
        private let total: Int64

        init(total: Int64) { self.total = total }

        func show(_ done: Int64) { bar.show(done, of: max(total, done)) }
        func clear() { bar.clear() }
    }
}

extension BagReport {
    /// The sentence that ends the report.
    fileprivate var verdict: Sentence {
        let (bag, files) = (SentenceValue.text(visible(bagName)), SentenceValue.number(fileCount))
        return isValid
            ? Sentence("command.verify.valid", ["bag": bag, "files": files, "size": .size(sizeInBytes)])
            : Sentence(
                "command.verify.notValid",
                ["bag": bag, "files": files, "size": .size(sizeInBytes), "problems": .number(problems.count)])
    }

    var json: JSONObject {
        var object = JSONObject()
        object["valid"] = .flag(isValid)
        object["bag"] = .text(bagName)
        object["files"] = .integer(fileCount)
        object["sizeInBytes"] = .integer(sizeInBytes)
        object["problems"] = .list(
            problems.map { problem in
                var object = JSONObject()
                object["kind"] = .text(problem.kind.rawValue)
                object["path"] = .text(problem.path)
                object["detail"] = .text(problem.detail?.text(in: Terminal.language) ?? "")
                return .object(object)
            })
        return object
    }
}

extension ReceiptReport {
    var json: JSONObject {
        var object = JSONObject()
        object["valid"] = .flag(isValid)
        object["origin"] = .text(origin)
        object["keyFingerprint"] = .text(keyFingerprint)
        object["recordedAt"] = .text(recordedAt)
        object["dossier"] = .text(dossier)
        object["requirement"] = .text(requirement)
        object["pieces"] = .integer(pieceCount)
        object["matchingFiles"] = .list(matchingFiles.map(JSONObject.Value.text))
        object["otherFiles"] = .list(otherFiles.map(JSONObject.Value.text))
        object["stampedAt"] = .text(stampedAt)
        return object
    }

    /// What is proved and what is not, a sentence each.
    func lines(isKeyGiven: Bool) -> [Sentence] {
        var lines = otherFiles.map { Sentence("command.verify.notAPiece", ["name": .quoted($0)]) }
        lines += matchingFiles.map { Sentence("command.verify.aPiece", ["name": .quoted($0)]) }
        let time =
            stampedAt.map { Sentence("command.verify.attestedTime", ["instant": .text($0)]) }
            ?? Sentence("command.verify.ownTime", ["instant": .text(recordedAt)])
        lines.append(
            Sentence(
                "command.verify.proved",
                [
                    "pieces": .number(pieceCount), "requirement": .text(requirement), "dossier": .text(dossier),
                    "origin": .text(origin), "time": .sentence(time),
                ]))
        var open = [Sentence("command.verify.open.content")]
        if !isKeyGiven {
            open.append(Sentence("command.verify.open.key", ["fingerprint": .text(keyFingerprint)]))
        }
        if stampedAt == nil {
            open.append(
                hasTimestamp ? Sentence("command.verify.open.stamp") : Sentence("command.verify.open.time"))
        }
        lines.append(
            Sentence(
                "command.verify.notProved", ["list": .list(open.map(SentenceValue.sentence), separator: "; ")]))
        return lines
    }
}
