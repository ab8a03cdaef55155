internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage
internal import VaultHTTP

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check an exported archive, its unpacked folder, or a receipt, with no vault.",
        discussion: """
            For an archive: files, seal, time stamp, journal and completeness. Of an export in several volumes, name all,
            or the folder that they are in. Whose seal and whose journal it is can be told only with --certificates and
            --key. For a receipt, files may be given: each must be a piece of it.

            Exit status 0 when all that was checked is right, 1 when anything is not; each is named. 65 when a file is
            not there, cannot be read, or is neither archive nor receipt.
            """)

    @Argument(help: "A .zip, .tar or .tar.zst, a folder, or a receipt, whatever its name.", completion: .file())
    var path: String

    @Argument(help: "Files that should be pieces of the receipt, or the other volumes.", completion: .file())
    var files: [String] = []

    @Option(help: "A file with the journal's public keys, as the agency publishes them.", completion: .file())
    var key: String?

    @Option(help: "The certificates to trust, of who seals and of who stamps, in PEM.", completion: .file())
    var certificates: String?

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        let file = FilePath(argument: path)
        let source = try? SourceFile(file)
        if let source, try ReceiptVerifier.isReceipt(source) { return try verify(source) }
        try await verify(bags: [file] + files.map { FilePath(argument: $0) })
    }

    private var trustedKeys: String? {
        get throws { try key.map { String(decoding: try SourceFile(FilePath(argument: $0)).bytes(), as: UTF8.self) } }
    }

    private var trustedCertificates: [UInt8]? {
        get throws { try certificates.map { try SourceFile(FilePath(argument: $0)).bytes() } }
    }

    private func verify(bags: [FilePath]) async throws {
        let trust = try BagTrust(certificates: trustedCertificates, keys: trustedKeys)
        let total = bags.reduce(0) { $0 + ((try? SourceFile($1))?.status.sizeInBytes ?? 0) }
        let progress = Progress(total: total)
        let verifier = BagVerifier(executor: BlockingExecutor())
        let report = try await verifier.verify(bags, trusting: trust) { progress.show($0) }
        progress.clear()
        if json {
            try Terminal.print(report.json.text)
        } else {
            for line in report.lines { try Terminal.print(line) }
        }
        if !report.isValid { throw ExitCode(1) }
    }

    private func verify(_ receipt: SourceFile) throws {
        let keys = try trustedKeys
        let authorities = try trustedCertificates
        if CertificateVerifier.isCertificate(try receipt.bytes()) {
            guard files.isEmpty else { throw ValidationError(Sentence("command.verify.receiptOnly")) }
            return try verifyCertificate(try receipt.bytes(), keys: keys, authorities: authorities)
        }
        let verifier = try ReceiptVerifier(keys: keys, authorities: authorities)
        let report: ReceiptReport
        do {
            report = try verifier.verify(try receipt.bytes(), files: files.map { FilePath(argument: $0) })
        } catch let flaw as ReceiptFlaw {
            try refuse(flaw)
        }
        if json {
            try Terminal.print(report.json.text)
        } else {
            for line in report.lines(isKeyGiven: key != nil) { try Terminal.print(line) }
        }
        if !report.isValid { throw ExitCode(1) }
    }

    private func verifyCertificate(_ bytes: [UInt8], keys: String?, authorities: [UInt8]?) throws {
        let verifier = try CertificateVerifier(keys: keys, authorities: authorities)
        let report: CertificateReport
        do {
            report = try verifier.verify(bytes)
        } catch let flaw as ReceiptFlaw {
            try refuse(flaw)
        }
        if json { return try Terminal.print(report.json.text) }
        for line in report.lines(isKeyGiven: key != nil) { try Terminal.print(line) }
    }

    private func refuse(_ flaw: ReceiptFlaw) throws -> Never {
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

    /// A bar that the verifier's own thread draws.
    private final class Progress: @unchecked Sendable {
        // Drawn from the one thread that reads, and cleared after it has ended.
        private let bar = ProgressBar(Sentence("command.verify.progress"), in: .bytes)
        private let total: Int64

        init(total: Int64) { self.total = total }

        func show(_ done: Int64) { bar.show(done, of: max(total, done)) }
        func clear() { bar.clear() }
    }
}
