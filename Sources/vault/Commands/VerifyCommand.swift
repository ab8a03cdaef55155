internal import ArgumentParser
internal import DocVault
internal import Foundation
internal import SystemPackage

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check an exported archive or its unpacked folder, with no vault at hand.",
        discussion: "Exit status 1 when anything is damaged, missing or extra; each is named.")

    @Argument(help: "A .zip, .tar or .tar.zst, or a folder.", completion: .file())
    var path: String

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
        let file = FilePath(argument: path)
        let total = (try? SourceFile(file).status.sizeInBytes) ?? 0
        let progress = Progress(total: total)
        let report = try await BagVerifier(executor: BlockingExecutor()).verify(file) { progress.show($0) }
        progress.clear()
        if json {
            try Terminal.print(report.json.text)
        } else {
            for problem in report.problems { try Terminal.print(problem.message) }
            let size = "\(report.fileCount) files, \(sizeText(report.sizeInBytes))"
            try Terminal.print(
                report.isValid
                    ? "valid: \(report.bagName), \(size): every file is the one that the manifests name"
                    : "NOT valid: \(report.bagName), \(size), \(report.problems.count) problems")
        }
        if !report.isValid { throw ExitCode(1) }
    }

    /// A bar that the verifier's own thread draws.
    private final class Progress: @unchecked Sendable {
        // Drawn from the one thread that hashes, and cleared after it has ended.
        private let bar = ProgressBar("verifying", in: .bytes)
        private let total: Int64

        init(total: Int64) { self.total = total }

        func show(_ done: Int64) { bar.show(done, of: max(total, done)) }
        func clear() { bar.clear() }
    }
}

extension BagReport {
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
                object["detail"] = .text(problem.detail)
                return .object(object)
            })
        return object
    }
}
